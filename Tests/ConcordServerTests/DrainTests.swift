import ConcordCore
import ConcordEntities
import ConcordServer
import Synchronization
import TestContracts
import Testing

@Suite struct DrainTests {
  @Test func whatRunsIsFinishedAndNewRequestsAreRefused() async throws {
    let barrier = Barrier()
    try await TestServer.run(register: { server in
      server.register(Operation<Probe, Probe>("probe:wait", timeout: .seconds(600))) { probe, _ in
        await barrier.pass()
        return probe
      }
    }) { test in
      let client = try await test.connect()
      let id = client.start("probe:wait", #"{"number":1}"#)
      _ = try await wait(for: "handler") { await barrier.waiting == 1 ? true : nil }
      async let drained: Void = test.server.drain(deadline: .seconds(600))
      let told = try await client.first("drain event") { $0.head.topic == ReservedTopics.drain }
      #expect(told.head.kind == .event && told.payload == ["seconds": 600])
      let refused = try await wait(for: "refusal") {
        let reply = try await client.call("tenant:get_tenants")
        return reply.head.kind == .error ? reply : nil
      }
      #expect(refused.head.error?.code == .draining)
      await barrier.open()
      #expect(try await client.reply(to: id).head.kind == .success)
      #expect(try await client.closed() == 1001)
      await drained
      await #expect(throws: (any Error).self) { _ = try await test.connect() }
    }
  }

  @Test func aStoppedServerIsKeptByNobody() async throws {
    let store = MemoryStore()
    let table = TokenTable()
    weak var gone: CountingReactor?
    do {
      let reactor = CountingReactor()
      gone = reactor
      let server = ConcordServer(
        [TestPackage.self], store: store, entities: StoredEntities(store, entities: TestPackage.entities),
        reactor: reactor, options: ServerOptions(loops: 1), log: TestLog(), authenticator: table)
      try await server.start()
      _ = try await store.commit([], preconditions: [], cause: Cause())
      #expect(reactor.commits == 1)
      await server.stop()
      _ = try await store.commit([], preconditions: [], cause: Cause())
      #expect(reactor.commits == 1, "it follows the store no more")
    }
    _ = try await wait(for: "the server's end") { gone == nil ? true : nil }
  }

  /// Counts commits.
  final class CountingReactor: ChangeReactor {
    private let count = Mutex(0)
    var commits: Int { count.withLock { $0 } }
    func start(_ environment: ReactionEnvironment) {}
    func committed(_ commit: Commit) { count.withLock { $0 += 1 } }
    func changed<E: ReactiveEntity>(_ change: StateChange<E>) {}
    func occurred<Payload: Sendable>(_ event: EventName, _ payload: Payload, cause: MessageID?) {}
    func finish(within deadline: Duration) async {}
    func register<Payload>(
      _ handler: String, on occasion: ReactionOccasion<Payload>, _ mode: ReactionMode,
      _ react: @escaping @Sendable (Payload, RequestContext) async throws -> Void
    ) {}
  }

  @Test func theDeadlineCancels() async throws {
    let cancelled = Mutex(false)
    try await TestServer.run(register: { server in
      server.register(Operation<Probe, Probe>("probe:sleep")) { probe, _ in
        do {
          try await Task.sleep(for: .seconds(60))
        } catch {
          cancelled.withLock { $0 = true }
          throw error
        }
        return probe
      }
    }) { test in
      let client = try await test.connect()
      client.start("probe:sleep", #"{"number":1}"#)
      try await client.settle()
      await test.server.drain(deadline: .milliseconds(20))
      #expect(try await client.closed() == 1001)
      _ = try await wait(for: "cancellation") { cancelled.withLock { $0 } ? true : nil }
    }
  }
}
