import ConcordCore
import ConcordTransport
import SampleContracts
import Synchronization
import Testing

@testable import ConcordClient

/// What a client asks for when it comes back, renews or moves on, over real sockets.
@Suite struct RecoverTests {
  private static let greeting = event("concord:hello", #"{"epoch":"e1","offset":5}"#)

  private static var options: ClientOptions {
    var options = ClientOptions()
    options.reconnect.base = .milliseconds(2)
    return options
  }

  private static func change(_ topic: String, _ payload: String, _ offset: Int) -> String {
    #"{"messageId":"\#(MessageID.make())","topic":"\#(topic)","type":"event","payload":\#(payload),"revision":\#(offset),"offset":\#(offset),"epoch":"e1"}"#
  }

  private static func page(_ names: String...) -> String {
    let items = names.map { #"{"name":"\#($0)"}"# }.joined(separator: ",")
    let revisions = names.map { _ in "8" }.joined(separator: ",")
    return
      #"{"items":[\#(items)],"page":1,"pageSize":500,"total":\#(names.count),"revisions":[\#(revisions)]}"#
  }

  /// Everything that was told of tenants.
  private static func follow(_ client: ConcordClient) -> Log {
    let log = Log()
    _ = client.events.tenant.subscribe.created { log.add("created \($0.name)") }
    _ = client.events.tenant.subscribe.deleted { log.add("deleted \($0)") }
    return log
  }

  @Test func whatWasMissedComesAsEvents() async throws {
    try await withClient(greeting: Self.greeting, options: Self.options) { request in
      switch request.topic {
      case "concord:recover":
        [
          request.success(#"{"recovered":true,"epoch":"e1","offset":8}"#),
          Self.change("tenant:created", #"{"name":"a"}"#, 6), Self.change("tenant:created", #"{"name":"b"}"#, 7),
          Self.change("tenant:deleted", #"{"key":"/tenant/a"}"#, 8),
        ]
      case "tenant:get_tenants": [request.success(Self.page(), offset: 5)]
      default: []
      }
    } _: { client, peer in
      try await client.load(Tenant.self)
      let log = Self.follow(client)
      peer.push(Self.change("tenant:created", #"{"name":"a"}"#, 6))
      try await eventually("told") { log.lines == ["created a"] }
      // The log went on while the client was away.
      peer.greet(event("concord:hello", #"{"epoch":"e1","offset":8}"#))
      peer.hangUp(code: 1001)
      try await eventually("recovered") { log.lines == ["created a", "created b", "deleted /tenant/a"] }
      #expect(client.tree.lines == ["/tenant/b 7"])
      #expect(peer.requests.filter { $0.topic == "concord:recover" }.map(\.payload) == [#"{"epoch":"e1","offset":5}"#])
      #expect(peer.requests.filter { $0.topic == "tenant:get_tenants" }.count == 1)
      #expect(client.status.counters.recoveries == 1 && client.status.counters.reloads == 0)
    }
  }

  @Test(arguments: ["RELOAD", "UNKNOWN_TOPIC", "INTERNAL"]) func whatIsNotToBeHadIsReadAgain(code: String) async throws
  {
    let names = Mutex(["a"])
    try await withClient(greeting: Self.greeting, options: Self.options) { request in
      switch request.topic {
      case "concord:recover": [request.error(code)]
      case "tenant:get_tenants": [request.success(names.withLock { Self.page($0[0]) }, offset: 5)]
      default: []
      }
    } _: { client, peer in
      try await client.load(Tenant.self)
      let log = Self.follow(client)
      names.withLock { $0 = ["b"] }
      peer.greet(event("concord:hello", #"{"epoch":"e1","offset":8}"#))
      peer.hangUp(code: 1001)
      try await eventually("read again") { log.lines.count == 2 }
      #expect(Set(log.lines) == ["created b", "deleted /tenant/a"])
      #expect(client.status.counters.reloads == 1 && client.status.counters.recoveries == 0)
      #expect(peer.requests.map(\.topic) == ["tenant:get_tenants", "concord:recover", "tenant:get_tenants"])
    }
  }

  /// The user's role was taken away: nothing was committed, and what it read is not its any more.
  @Test func whatMayNotBeReadAnyMoreGoes() async throws {
    let isAllowed = Mutex(true)
    try await withClient(greeting: Self.greeting, options: Self.options) { request in
      switch request.topic {
      case "concord:recover": [request.error("RELOAD")]
      case "tenant:get_tenants":
        isAllowed.withLock { $0 } ? [request.success(Self.page("a"), offset: 5)] : [request.error("FORBIDDEN")]
      default: []
      }
    } _: { client, peer in
      try await client.load(Tenant.self)
      let log = Self.follow(client)
      isAllowed.withLock { $0 = false }
      peer.hangUp(code: 1012)
      try await eventually("gone") { log.lines == ["deleted /tenant/a"] }
      #expect(client.tree.count == 0 && client.status.counters.reloads == 1)
    }
  }

  @Test func narrowSubscriptions() async throws {
    let snapshot =
      #"{"epoch":"e1","offset":6,"entities":[{"path":"/tenant/acme","revision":6,"value":{"name":"acme"}}]}"#
    try await withClient(greeting: Self.greeting, options: Self.options) { request in
      switch request.topic {
      case "concord:subscribe":
        request["snapshot"] == nil ? [request.error("RELOAD")] : [request.success(snapshot)]
      case "concord:unsubscribe": [request.success("{}")]
      default: []
      }
    } _: { client, peer in
      try await eventually("greeted") { client.status.server != nil }
      try await client.subscribe(to: [acme.path])
      #expect(client.tree.lines == ["/tenant/acme 6"])
      try await client.subscribe(to: [Service.self, Account.self])
      try await client.unsubscribe(from: [Service.self])
      peer.hangUp(code: 1001)
      try await eventually("subscribed again") { peer.requests.count == 5 }
      #expect(
        peer.requests.map { "\($0.topic) \($0.payload)" } == [
          #"concord:subscribe {"keys":["/tenant/acme"],"snapshot":true}"#,
          #"concord:subscribe {"entities":["account","service"],"snapshot":true}"#,
          #"concord:unsubscribe {"entities":["service"]}"#,
          #"concord:subscribe {"keys":["/tenant/acme"],"entities":["account"],"epoch":"e1","offset":5}"#,
          #"concord:subscribe {"keys":["/tenant/acme"],"entities":["account"],"snapshot":true}"#,
        ])
    }
  }

  @Test func aServerWithoutSubscriptionsSaysSo() async throws {
    try await withClient(answer: { [$0.error("UNKNOWN_TOPIC")] }) { client, _ in
      await expectFailure(.unknownTopic, try await client.subscribe(to: [acme.path]))
      #expect(client.state.withLock { $0.narrowing } == nil)
    }
  }

  @Test func aFreshTokenForTheServer() async throws {
    let asked = Mutex(0)
    var options = Self.options
    options.freshToken = { "fresh\(asked.withLock { $0 += 1; return $0 })" }
    try await withClient(options: options, answer: { [$0.success("{}")] }) { client, peer in
      peer.push(event("concord:authenticate", #"{"seconds":30}"#))
      try await eventually("answered") { client.state.withLock { $0.renewing == nil } && !peer.requests.isEmpty }
      #expect(peer.requests.map { "\($0.topic) \($0.payload)" } == [#"concord:authenticate {"token":"fresh1"}"#])
      peer.hangUp(code: 1001)
      try await eventually("back") { peer.handshakes.count == 2 && client.status.connection == .connected }
      #expect(peer.handshakes.last?.headers.contains("Authorization", token: "Bearer fresh1") == true)
      peer.hangUp(code: 3001)
      try await eventually("back") { peer.handshakes.count == 3 }
      #expect(peer.handshakes.last?.headers.contains("Authorization", token: "Bearer fresh2") == true)
    }
  }

  @Test func withoutATokenTheApplicationHears() async throws {
    let told = Log()
    var options = Self.options
    options.onDiagnostic = { told.add("\($0)") }
    try await withClient(options: options) { _, peer in
      peer.push(event("concord:authenticate", #"{"seconds":30}"#))
      try await eventually("told") { !told.lines.isEmpty }
      #expect(
        told.lines == [
          "concord:authenticate: the sign-in expires: UNAUTHENTICATED: there is no fresh token (ClientOptions.freshToken)"
        ])
    }
  }

  /// The server goes away while a request is under way: that ends there, and what is asked then waits for the next
  /// connection.
  @Test func aDrainIsNoError() async throws {
    let held = Mutex<String?>(nil)
    try await withClient(options: Self.options) { request in
      switch request["name"]?.string {
      case "slow":
        held.withLock { $0 = request.success(#"{"name":"slow"}"#) }
        return []
      default: return [request.success(#"{"name":"next"}"#)]
      }
    } _: { client, peer in
      async let slow = client.tenant.create(Tenant(name: "slow"))
      try await eventually("asked") { held.withLock { $0 != nil } }
      peer.push(event("concord:drain", #"{"seconds":60}"#))
      try await eventually("heard") { client.state.withLock { $0.isDraining } }
      async let next = client.tenant.create(Tenant(name: "next"))
      try await eventually("waits") { client.status.pendingCount == 2 }
      #expect(peer.requests.count == 1)
      peer.push(held.withLock { $0 ?? "" })
      #expect(try await slow.name == "slow")
      #expect(try await next.name == "next")
      #expect(peer.handshakes.count == 2 && client.status.connection == .connected)
      try await eventually("left") { peer.closes == [1000] }
    }
  }
}
