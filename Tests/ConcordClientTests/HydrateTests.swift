import ConcordCore
import SampleContracts
import Synchronization
import Testing

@testable import ConcordClient

/// Reading the whole tree, level by level, over a real socket.
@Suite struct HydrateTests {
  private static func page(_ items: [String], revision: Int = 5) -> String {
    let revisions = items.map { _ in "\(revision)" }.joined(separator: ",")
    return
      #"{"items":[\#(items.joined(separator: ","))],"page":1,"pageSize":500,"total":\#(items.count),"revisions":[\#(revisions)]}"#
  }

  private static let items = [
    "tenant:get_tenants": [#"{"name":"acme"}"#, #"{"name":"beta"}"#],
    "account:get_accounts": [#"{"tenant":"acme","name":"prod","provider":"AWS","status":"ACTIVE"}"#],
    "ticket:get_tickets": [#"{"tenant":"beta","number":1,"text":"x"}"#],
    "environment:get_environments": [#"{"tenant":"acme","account":"prod","name":"env1"}"#],
    "service:get_services": [#"{"tenant":"acme","account":"prod","environment":"env1","name":"api"}"#],
  ]

  private static func answer(_ request: Peer.Request) -> [String] {
    [request.success(page(items[request.topic] ?? []), offset: 5)]
  }

  @Test func levelByLevel() async throws {
    try await withClient(answer: Self.answer) { client, peer in
      let log = Log()
      _ = client.events.tenant.subscribe.treeLoaded { log.add("tree \($0.count)") }
      let told = Mutex<[HydrationProgress]>([])
      let report = try await client.hydrate { step in told.withLock { $0.append(step) } }
      #expect(report.errors.isEmpty)
      #expect(report.entities == ["tenant": 2, "account": 1, "ticket": 1, "environment": 1, "service": 1])
      #expect(client.tree.count == 6 && client.status.orphanCount == 0 && log.lines == ["tree 6"])
      let topics = peer.requests.map { String($0.topic.prefix { $0 != ":" }) }
      #expect(topics.first == "tenant" && Set(topics[1...2]) == ["account", "ticket"])
      #expect(Array(topics[3...]) == ["environment", "service"])
      // A page and an end for each kind.
      let steps = told.withLock { $0 }
      #expect(steps.filter(\.isComplete).map(\.done) == [1, 2, 3, 4, 5] && steps.allSatisfy { $0.total == 5 })
      #expect(steps.count == 10)
      #expect(
        steps.last
          == HydrationProgress(kind: "service", done: 5, total: 5, entities: 1, isComplete: true, error: nil))
    }
  }

  @Test func theKindsOfALevelAreReadBesideEachOther() async throws {
    try await withClient {
      $0.topic == "tenant:get_tenants" ? Self.answer($0) : []
    } _: { client, peer in
      let whole = Task { try await client.hydrate() }
      try await eventually("both") { peer.requests.count == 3 }
      #expect(Set(peer.requests.dropFirst().map(\.topic)) == ["account:get_accounts", "ticket:get_tickets"])
      whole.cancel()
      await expectFailure(.cancelled, try await whole.value)
      #expect(client.tree.count == 2 && client.status.pendingCount == 0)
    }
    try await withClient {
      $0.topic == "tenant:get_tenants" ? Self.answer($0) : []
    } _: { client, peer in
      let whole = Task { try await client.hydrate(atOnce: 1) }
      try await eventually("one") { peer.requests.count == 2 }
      peer.push(Self.answer(peer.requests[1])[0])
      try await eventually("the other") { peer.requests.count == 3 }
      whole.cancel()
      await expectFailure(.cancelled, try await whole.value)
    }
  }

  @Test func anErrorKeepsNothingElseOut() async throws {
    try await withClient { request in
      switch request.topic {
      case "account:get_accounts": [request.error("INTERNAL")]
      case "ticket:get_tickets": [request.error("FORBIDDEN")]
      default: Self.answer(request)
      }
    } _: { client, _ in
      let report = try await client.hydrate()
      #expect(report.errors.mapValues(\.code) == ["account": .internalError, "ticket": .forbidden])
      #expect(client.tree.count == 2 && client.status.orphanCount == 2)
    }
  }

  @Test func someKinds() async throws {
    try await withClient(answer: Self.answer) { client, peer in
      try await client.hydrate([Account.self, Tenant.self])
      #expect(peer.requests.map(\.topic) == ["tenant:get_tenants", "account:get_accounts"])
      await expectFailure(.unknownTopic, try await client.hydrate([Foreign.self]))
      await expectFailure(.unknownTopic, try await client.load(Foreign.self))
    }
  }

  /// A page that is older than an event does not undo it, and a deletion stays one.
  @Test func eventsMeanwhileCount() async throws {
    try await withClient { request in
      guard request.topic == "account:get_accounts" else { return Self.answer(request) }
      return [
        event("tenant:updated", #"{"name":"acme","title":"new"}"#, revision: 9),
        event("account:deleted", #"{"key":"/tenant/acme/account/prod"}"#, revision: 10), Self.answer(request)[0],
      ]
    } _: { client, _ in
      try await client.hydrate()
      #expect(client.tree[acme.key]?.title == "new" && client.tree[prod.key] == nil)
      #expect(client.tree.lines == ["/tenant/acme 9", "/tenant/beta 5", "/tenant/beta/ticket/1 5"])
    }
  }

  @Test func asASequence() async throws {
    try await withClient(answer: Self.answer) { client, _ in
      var kinds: [String] = []
      for await step in client.hydration() where step.isComplete { kinds.append(step.kind) }
      #expect(kinds.first == "tenant" && kinds.last == "service" && kinds.count == 5)
      #expect(client.tree.count == 6)
    }
  }

  @Test func whoLeavesTheSequenceEndsIt() async throws {
    try await withClient {
      $0.topic == "tenant:get_tenants" ? Self.answer($0) : []
    } _: { client, peer in
      for await step in client.hydration() where step.isComplete { break }
      try await eventually("over") { client.state.withLock { $0.loads == 0 } && client.status.pendingCount == 0 }
      #expect(client.tree.count == 2)
    }
  }
}
