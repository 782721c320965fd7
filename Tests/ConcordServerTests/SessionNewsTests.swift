import ConcordCore
import ConcordEntities
import ConcordProtocols
import ConcordTransport
import TestContracts
import Testing

@testable import ConcordServer

/// What becomes of a sign-in between the look at it and the connection that stands on it.
@Suite struct SessionNewsTests {
  /// Sessions whose look-up takes until the test goes on.
  private final class SlowTable: Authenticator {
    let table = TokenTable()
    let barrier = Barrier()
    var cookieName: String { table.cookieName }

    func session(of credential: Credential) async throws(ConcordError) -> Session? {
      let session = try await table.session(of: credential)
      await barrier.pass()
      return session
    }

    func follow(_ changed: @escaping @Sendable (SessionChange) -> Void) { table.follow(changed) }

    func someoneWaits() async throws {
      _ = try await wait(for: "a look-up") { await barrier.waiting == 1 ? true : nil }
    }
  }

  private struct Lab {
    let slow: SlowTable
    let server: ConcordServer
    let port: Int
    let group: EventLoopGroup

    /// Connects with a token; `meanwhile` runs when the session was found, before the connection is there.
    func connect(token: String, _ meanwhile: () -> Void = {}) async throws -> TestClient {
      async let client = TestClient.connect(port, headers: ["Authorization": "Bearer \(token)"], on: group)
      try await slow.someoneWaits()
      meanwhile()
      await slow.barrier.release()
      return try await client
    }
  }

  private static func run(_ body: (Lab) async throws -> Void) async throws {
    let store = MemoryStore()
    let slow = SlowTable()
    let server = ConcordServer(
      [TestPackage.self], store: store, entities: StoredEntities(store, entities: TestPackage.entities),
      options: ServerOptions(loops: 2), log: TestLog(), authenticator: slow)
    server.register(Operation<Empty, Empty>("role:admins_only", roles: ["admin"])) { _, _ in Empty() }
    server.serveStored(TestPackage.entities)
    let lab = Lab(
      slow: slow, server: server, port: try await server.start(), group: try EventLoopGroup(count: 1))
    do {
      try await body(lab)
    } catch {
      await slow.barrier.open()
      await server.stop()
      await lab.group.shutdown()
      throw error
    }
    await slow.barrier.open()
    await server.stop()
    await lab.group.shutdown()
  }

  @Test func aSessionThatEndsDuringTheHandshakeEndsItsConnection() async throws {
    try await Self.run { lab in
      let session = lab.slow.table.begin(.bearer("t"), Principal(name: "ada"))
      let client = try await lab.connect(token: "t") { lab.slow.table.tell(.ended(session.id)) }
      #expect(try await client.closed() == WebSocketCloseCode.notSignedIn)
    }
  }

  @Test func rolesThatChangeDuringTheHandshakeCount() async throws {
    try await Self.run { lab in
      lab.slow.table.begin(.bearer("t"), Principal(name: "ada", roles: ["admin"]))
      let client = try await lab.connect(token: "t") {
        lab.slow.table.tell(.changed(Principal(name: "ada", roles: ["admin", "other"])))
        lab.slow.table.tell(.changed(Principal(name: "ada")))
      }
      #expect(try await client.call("role:admins_only").head.error?.code == .forbidden)
    }
  }

  @Test func aFreshTokenWhoseSessionEndsMeanwhileEndsTheConnection() async throws {
    try await Self.run { lab in
      lab.slow.table.begin(.bearer("t"), Principal(name: "ada"))
      let fresh = lab.slow.table.begin(.bearer("fresh"), Principal(name: "ada"))
      let client = try await lab.connect(token: "t")
      client.start("concord:authenticate", #"{"token":"fresh"}"#)
      try await lab.slow.someoneWaits()
      lab.slow.table.tell(.ended(fresh.id))
      await lab.slow.barrier.release()
      #expect(try await client.closed() == WebSocketCloseCode.notSignedIn)
    }
  }

  /// Stages of the application's own may take long after the runtime's has looked at the passport.
  @Test func aSessionThatEndsWithinTheChainEndsItsConnection() async throws {
    let table = TokenTable()
    let barrier = Barrier()
    let session = table.begin(.bearer("t"), Principal(name: "ada"))
    try await PacketServer.run(
      PacketServer.definition(signIn: [.bearer]), authenticator: table,
      register: { server in
        server.use(
          NotedStage(
            name: "slow", journal: Journal(), dependencies: ["passport"], entering: { _ in await barrier.pass() }))
      }
    ) { server in
      async let client = PacketClient.connect(
        server.port, headers: ["Authorization": "Bearer t"], on: server.clients)
      _ = try await wait(for: "the stage") { await barrier.waiting == 1 ? true : nil }
      table.tell(.ended(session.id))
      await barrier.open()
      #expect(try await client.closed() == WebSocketCloseCode.notSignedIn)
    }
  }

  @Test func whatWasMissedIsToldInOrderOrNotAtAll() {
    let news = SessionNews()
    var numbers: [Int] = []
    let ids = (0..<5000).map { _ in UUIDv7.next() }
    for id in ids { news.add(.ended(id)) { numbers.append($0) } }
    #expect(numbers == Array(1...5000))
    #expect(news.last == 5000)
    #expect(news.since(5000)?.isEmpty == true)
    let missed = news.since(5000 - SessionNews.kept)
    #expect(missed?.map(\.number) == Array((5001 - SessionNews.kept)...5000))
    #expect(missed?.map(\.change) == ids.suffix(SessionNews.kept).map { .ended($0) })
    #expect(news.since(0) == nil, "not all of it is kept")
  }

  // MARK: The clock

  /// Each fresh token puts the end off, and leaves nothing of the end before; nor does a connection that is gone.
  @Test func theClockKnowsEachConnectionOnce() async throws {
    try await Self.run { lab in
      await lab.slow.barrier.open()
      for number in 0..<20 {
        lab.slow.table.begin(.bearer("t\(number)"), Principal(name: "ada"), seconds: 600 + Double(number / 2) * 10)
      }
      let client = try await TestClient.connect(
        lab.port, headers: ["Authorization": "Bearer t0"], on: lab.group)
      for number in 0..<20 {
        let answer = try await client.call("concord:authenticate", #"{"token":"t\#(number)"}"#)
        #expect(answer.head.kind == .success)
      }
      let hubs = try #require(lab.server.running?.runtime.hubs)
      @Sendable func waiting() async -> Int {
        var sum = 0
        for hub in hubs {
          sum += await withCheckedContinuation { done in hub.loop.execute { done.resume(returning: hub.expiries.count) }
          }
        }
        return sum
      }
      #expect(await waiting() == 1)
      client.close()
      _ = try await client.closed()
      _ = try await wait(for: "an empty clock") { await waiting() == 0 ? true : nil }
    }
  }
}
