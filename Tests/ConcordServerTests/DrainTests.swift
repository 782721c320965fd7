import ConcordCore
import Synchronization
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
