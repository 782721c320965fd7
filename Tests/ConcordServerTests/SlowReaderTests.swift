import ConcordCore
import TestContracts
import Testing

@Suite struct SlowReaderTests {
  private static let large = Key<Account>(["t", String(repeating: "x", count: 60_000)])

  @Test func aSlowReaderIsCutAndOthersAreNot() async throws {
    try await TestServer.run(limits: { $0.queueBytes = 200_000 }) { test in
      let slow = try await test.connect()
      let other = try await test.connect()
      slow.pauseReading()
      // More than the system's own buffers hold.
      for _ in 0..<400 {
        test.server.publish(AccountEvents.table.cleaned, Self.large)
        try await Task.sleep(for: .milliseconds(1))
      }
      #expect(try await other.events(count: 400).count == 400)
      slow.resumeReading()
      #expect(try await slow.closed() == 3008)
      #expect(slow.events.count < 400)
      #expect(try await other.call("tenant:get_tenants").head.kind == .success)
    }
  }

  @Test func eventsThatMayBeDroppedAre() async throws {
    try await TestServer.run(limits: { $0.queueBytes = 200_000 }) { test in
      let slow = try await test.connect()
      slow.pauseReading()
      for _ in 0..<400 {
        test.server.publish(AccountEvents.table.progress, Self.large)
        try await Task.sleep(for: .milliseconds(1))
      }
      slow.resumeReading()
      try await slow.settle()
      #expect(slow.closeCode == nil)
      #expect(slow.events.count < 400 && !slow.events.isEmpty)
    }
  }

  /// Who asks faster than he reads is slowed down: every request is answered in the end.
  @Test func repliesThatAreNotReadStopTheRequests() async throws {
    try await TestServer.run(limits: { $0.queueBytes = 200_000 }, register: { server in
      server.register(Operation<Probe, Key<Account>>("probe:large")) { _, _ in Self.large }
    }) { test in
      let client = try await test.connect()
      client.pauseReading()
      let ids = (0..<400).map { client.start("probe:large", #"{"number":\#($0)}"#) }
      try await Task.sleep(for: .milliseconds(100))
      client.resumeReading()
      _ = try await client.reply(to: ids[399])
      #expect(client.received.count { $0.head.kind == .success } == 400)
      #expect(client.closeCode == nil)
    }
  }
}
