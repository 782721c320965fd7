import ConcordCore
import ConcordProtocols
import ConcordServer
import Synchronization
import Testing

/// What somebody may read changes: nothing that was hidden, or is now, passes for recovered.
@Suite struct AccessChangeTests {
  /// One session, whose principal changes.
  final class Badge: Authenticator {
    private let state: Mutex<(session: Session, followers: [@Sendable (SessionChange) -> Void])>
    let cookieName = "session"

    init(_ customer: String) {
      state = Mutex((Session(id: UUIDv7.next(), principal: Self.ann(customer)), []))
    }

    private static func ann(_ customer: String) -> Principal {
      Principal(name: "ann", attributes: ["customerId": customer])
    }

    func session(of credential: Credential) async throws(ConcordError) -> Session? { state.withLock { $0.session } }

    func follow(_ changed: @escaping @Sendable (SessionChange) -> Void) {
      state.withLock { $0.followers.append(changed) }
    }

    func move(to customer: String) {
      let principal = Self.ann(customer)
      let followers = state.withLock { state in
        state.session = Session(id: state.session.id, principal: principal)
        return state.followers
      }
      for follower in followers { follower(.changed(principal)) }
    }
  }

  private static let token: HTTPHeaders = ["Authorization": "Bearer t"]

  private func recover(_ client: FrameClient, _ test: DialectServer, _ offset: Int) async throws -> JSONValue {
    try await client.ask(
      #"{"messageId":"r\#(offset)","topic":"concord:recover","type":"request","payload":{"epoch":"\#(test.store.epoch)","#
        + #""offset":\#(offset)}}"#)
  }

  @Test func whoMayReadSomethingElseReadsAnew() async throws {
    let badge = Badge("acme")
    try await DialectServer.run(authenticator: badge) { test in
      try await test.order("dep_1", for: "acme")
      try await test.order("dep_2", for: "bolt")
      let before = try await test.connect("/ws", Self.token)
      #expect(try await recover(before, test, 1)["payload"]?["recovered"] == true)

      badge.move(to: "bolt")
      #expect(try await before.closed() == WebSocketCloseCode.serviceRestart)
      let after = try await test.connect("/ws", Self.token)
      for offset in 0...2 {
        #expect(try await recover(after, test, offset)["error"]?["code"] == "RELOAD")
      }
      // From then on all is as ever.
      try await test.order("dep_3", for: "bolt")
      #expect(try await after.next()["topic"] == "deployment:created")
      let later = try await test.connect("/ws", Self.token)
      #expect(try await recover(later, test, 3)["payload"]?["recovered"] == true)
    }
  }

  @Test func alsoWhoWasAwayWhenItHappened() async throws {
    let badge = Badge("acme")
    try await DialectServer.run(authenticator: badge) { test in
      try await test.order("dep_1", for: "acme")
      let before = try await test.connect("/ws/machines", Self.token)
      before.close()
      _ = try await before.closed()
      badge.move(to: "bolt")
      let client = try await test.connect("/ws/machines", Self.token)
      let answer = try await client.ask(
        #"{"type":"subscribe","deploymentId":"dep_1","epoch":"\#(test.store.epoch)","offset":1}"#)
      #expect(answer["code"] == "FORBIDDEN")
      try await test.order("dep_2", for: "bolt")
      try await test.order("dep_3", for: "bolt")
      let again = try await client.ask(
        #"{"type":"subscribe","deploymentId":"dep_2","epoch":"\#(test.store.epoch)","offset":1}"#)
      #expect(again["code"] == "RELOAD")
      let later = try await client.ask(
        #"{"type":"subscribe","deploymentId":"dep_2","epoch":"\#(test.store.epoch)","offset":2}"#)
      #expect(later["type"] == "subscribed")
    }
  }
}
