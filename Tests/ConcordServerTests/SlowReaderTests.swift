import ConcordCore
import ConcordServer
import Testing

@Suite struct SlowReaderTests {
  private static let every = PushedEvent<Bulk>("bulk-every", topic: "bulk:every")
  private static let drop = PushedEvent<Bulk>("bulk-drop", topic: "bulk:drop", delivery: .drop)
  /// Together more than the system's own buffers hold.
  private static let count = 64

  /// A busy machine takes long between the pause and the end of it: meanwhile only the queue may end the connection.
  private func allowSilence(_ limits: inout ServerLimits) {
    limits.queueBytes = 500_000
    limits.ping = .seconds(600)
    limits.close = .seconds(600)
  }

  /// One event after the other, each when `other` has read the one before: they leave in turns of their own.
  private func publish(_ event: PushedEvent<Bulk>, by test: TestServer, _ other: TestClient) async throws {
    for number in 1...Self.count {
      test.server.publish(event, Bulk())
      _ = try await other.events(count: number)
    }
  }

  @Test func aSlowReaderIsCutAndTheServerGoesOn() async throws {
    try await TestServer.run(limits: allowSilence) { test in
      let slow = try await test.connect()
      let other = try await test.connect()
      await slow.pauseReading()
      try await publish(Self.every, by: test, other)
      slow.resumeReading()
      #expect(try await slow.closed() == 3008)
      #expect(slow.events.count < Self.count)
      #expect(try await other.call("tenant:get_tenants").head.kind == .success)
    }
  }

  @Test func eventsThatMayBeDroppedAre() async throws {
    try await TestServer.run(limits: allowSilence) { test in
      let slow = try await test.connect()
      let other = try await test.connect()
      await slow.pauseReading()
      try await publish(Self.drop, by: test, other)
      slow.resumeReading()
      try await slow.settle()
      #expect(slow.closeCode == nil)
      #expect(slow.events.count < Self.count && !slow.events.isEmpty)
    }
  }

  /// A snapshot that is longer than what may wait otherwise is read in its time, and what happened meanwhile follows.
  @Test func aLongSnapshotCutsNobody() async throws {
    let barrier = Barrier()
    try await TestServer.run(
      limits: {
        allowSilence(&$0)
        $0.snapshotBytes = 16 << 20
      },
      register: { server in
        server.register(Operation<Probe, Probe>("probe:wait", timeout: .seconds(600))) { probe, _ in
          await barrier.pass()
          return probe
        }
      }
    ) { test in
      let (rows, changes, text) = (60, 40, String(repeating: "x", count: 200_000))
      func commit(_ number: Int, _ make: (EntityPath, [UInt8]) -> Mutation) async throws {
        let name = "t\(number % rows)"
        let json = Array(#"{"name":"\#(name)","title":"\#(text)"}"#.utf8)
        _ = try await test.store.commit(
          [make(EntityPath([.init(entity: "tenant", key: name)]), json)], preconditions: [], cause: Cause())
      }
      for number in 0..<rows { try await commit(number) { .insert($0, json: $1) } }
      let other = try await test.connect()
      let slow = try await test.connect()
      let request = slow.start("probe:wait", #"{"number":7}"#)
      _ = try await wait(for: "the handler") { await barrier.waiting == 1 ? true : nil }
      await slow.pauseReading()
      let id = slow.start("concord:subscribe", #"{"entities":["tenant"],"snapshot":true}"#)
      // The question has been answered as far as it can be when somebody else who asks later has the answer.
      _ = try await other.call("concord:subscribe", #"{"entities":["tenant"],"snapshot":true}"#)
      // What was asked before is answered behind it.
      await barrier.open()
      for number in 0..<changes {
        try await commit(number) { .update($0, json: $1) }
        _ = try await other.events(count: number + 1)
      }
      slow.resumeReading()
      let reply = try await slow.reply(to: id)
      let offset = try #require(reply.payload?["offset"]?.int)
      let events = try await slow.events(count: rows + changes - offset)
      #expect(slow.closeCode == nil)
      #expect(try await slow.reply(to: request).payload?["number"]?.int == 7)
      #expect(events.map(\.head.mark.offset) == Array((offset + 1)...(rows + changes)))
      // It goes on as everybody else.
      try await commit(0) { .update($0, json: $1) }
      #expect(try await slow.events(count: events.count + 1).last?.head.mark.offset == rows + changes + 1)
    }
  }

  /// Who asks faster than he reads is slowed down: every request is answered in the end, in order.
  @Test func repliesThatAreNotReadStopTheRequests() async throws {
    try await TestServer.run(
      limits: allowSilence,
      register: { server in
        server.register(Operation<Probe, Bulk>("probe:bulk", timeout: .seconds(600))) { _, _ in Bulk() }
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
