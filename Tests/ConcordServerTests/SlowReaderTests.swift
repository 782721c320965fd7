import ConcordCore
import Testing

@Suite struct SlowReaderTests {
  private static let every = PushedEvent<Bulk>("bulk-every", topic: "bulk:every")
  private static let drop = PushedEvent<Bulk>("bulk-drop", topic: "bulk:drop", delivery: .drop)
  /// Together more than the system's own buffers hold.
  private static let count = 64

  private func publish(_ event: PushedEvent<Bulk>, by test: TestServer) async throws {
    for _ in 0..<Self.count {
      test.server.publish(event, Bulk())
      try await Task.sleep(for: .milliseconds(1))
    }
  }

  @Test func aSlowReaderIsCutAndTheServerGoesOn() async throws {
    try await TestServer.run(limits: { $0.queueBytes = 500_000 }) { test in
      let slow = try await test.connect()
      await slow.pauseReading()
      try await publish(Self.every, by: test)
      let other = try await test.connect()
      slow.resumeReading()
      #expect(try await slow.closed() == 3008)
      #expect(slow.events.count < Self.count)
      #expect(try await other.call("tenant:get_tenants").head.kind == .success)
    }
  }

  @Test func eventsThatMayBeDroppedAre() async throws {
    try await TestServer.run(limits: { $0.queueBytes = 500_000 }) { test in
      let slow = try await test.connect()
      await slow.pauseReading()
      try await publish(Self.drop, by: test)
      slow.resumeReading()
      try await slow.settle()
      #expect(slow.closeCode == nil)
      #expect(slow.events.count < Self.count && !slow.events.isEmpty)
    }
  }

  /// Who asks faster than he reads is slowed down: every request is answered in the end, in order.
  @Test func repliesThatAreNotReadStopTheRequests() async throws {
    try await TestServer.run(
      limits: { $0.queueBytes = 500_000 },
      register: { server in
        server.register(Operation<Probe, Bulk>("probe:bulk")) { _, _ in Bulk() }
      }
    ) { test in
      let client = try await test.connect()
      await client.pauseReading()
      let ids = (0..<Self.count).map { client.start("probe:bulk", #"{"number":\#($0)}"#) }
      try await Task.sleep(for: .milliseconds(100))
      client.resumeReading()
      _ = try await client.reply(to: ids[Self.count - 1])
      #expect(client.received.filter { $0.head.kind == .success }.map(\.head.id.description) == ids)
      #expect(client.closeCode == nil)
    }
  }
}
