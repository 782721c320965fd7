import ConcordCore
import ConcordTransport
import SampleContracts
import Synchronization
import Testing

@testable import ConcordClient

/// What is loaded once, over a real socket.
@Suite struct OnceTests {
  /// A peer that answers each request with its number, or an error.
  private final class Counter: Sendable {
    private let state = Mutex((count: 0, fails: 0))
    func failNext() { state.withLock { $0.fails += 1 } }

    func answer(_ request: Peer.Request) -> [String] {
      let (number, fails) = state.withLock { state in
        state.count += 1
        defer { state.fails = max(0, state.fails - 1) }
        return (state.count, state.fails > 0)
      }
      return [fails ? request.error("NOT_FOUND") : request.success(#"{"name":"n\#(number)"}"#)]
    }
  }

  private static let operation = Operation<Key<Tenant>, Tenant>("tenant:get_tenant", kind: .custom)

  private static func once(_ client: ConcordClient, _ name: String = "acme") async throws(ConcordError) -> String {
    try await client.once(operation, Tenant.key(name: name)).name
  }

  @Test func callersShareOneRequest() async throws {
    let counter = Counter()
    try await withClient(answer: counter.answer) { client, peer in
      let names = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<50 { group.addTask { try await Self.once(client) } }
        return try await group.reduce(into: Set()) { $0.insert($1) }
      }
      #expect(names == ["n1"] && peer.requests.count == 1)
      #expect(try await Self.once(client, "other") == "n2")
      #expect(try await Self.once(client) == "n1" && peer.requests.count == 2)
    }
  }

  @Test func aFailureIsNotKept() async throws {
    let counter = Counter()
    counter.failNext()
    try await withClient(answer: counter.answer) { client, peer in
      await expectFailure(.notFound, try await Self.once(client))
      #expect(try await Self.once(client) == "n2")
      #expect(try await Self.once(client) == "n2" && peer.requests.count == 2)
    }
  }

  @Test func anotherTokenForgetsIt() async throws {
    let counter = Counter()
    try await withClient(answer: counter.answer) { client, peer in
      #expect(try await Self.once(client) == "n1")
      try await client.connect(token: "other")
      #expect(try await Self.once(client) == "n2")
      client.close()
      try await client.connect(token: "other")
      #expect(try await Self.once(client) == "n2" && peer.requests.count == 2)
    }
  }

  /// A value that was asked for as one user does not become another's.
  @Test func whatComesForTheLastUserIsNotKept() async throws {
    try await withClient { client, peer in
      async let first = failure(try await Self.once(client))
      try await eventually("asked") { peer.requests.count == 1 }
      try await client.connect(token: "other")
      #expect(await first?.code == .connectionClosed)
      async let second = Self.once(client)
      try await eventually("asked again") { peer.requests.count == 2 }
      peer.push(peer.requests[0].success(#"{"name":"first"}"#), peer.requests[1].success(#"{"name":"second"}"#))
      #expect(try await second == "second")
    }
  }

  @Test func anotherEpochForgetsIt() async throws {
    let counter = Counter()
    try await withClient(greeting: event("concord:hello", #"{"epoch":"e1"}"#), answer: counter.answer) { client, peer in
      #expect(try await Self.once(client) == "n1")
      peer.push(event("concord:hello", #"{"epoch":"e2"}"#))
      try await eventually("heard") { client.status.server?.epoch == "e2" }
      #expect(try await Self.once(client) == "n2")
    }
  }

  @Test func whoGivesUpDoesNotTakeItFromTheOthers() async throws {
    try await withClient { client, peer in
      let first = Task { try await Self.once(client) }
      try await eventually("asked") { peer.requests.count == 1 }
      async let second = Self.once(client)
      first.cancel()
      await expectFailure(.cancelled, try await first.value)
      peer.push(peer.requests[0].success(#"{"name":"n"}"#))
      #expect(try await second == "n" && peer.requests.count == 1)
    }
  }

  @Test func withACallback() async throws {
    let counter = Counter()
    try await withClient(answer: counter.answer) { client, _ in
      let log = Log()
      client.once(Self.operation, Tenant.key(name: "acme")) { log.add((try? $0.get().name) ?? "error") }
      try await eventually("called") { log.lines == ["n1"] }
    }
  }
}
