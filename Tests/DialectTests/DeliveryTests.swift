import ConcordCore
import ConcordServer
import DialectContracts
import Testing

/// What becomes of events whose reader does not keep up, by delivery class.
@Suite(.serialized) struct DeliveryTests {
  /// Many of them are more than the system's own buffers hold. Made once: what is slow shall be the reader.
  private struct Much: JSONCodable {
    private static let json = Array((#"{"text":""# + String(repeating: "x", count: 200_000) + #""}"#).utf8)

    static var blank: Much { Much() }

    static func decode(from reader: inout JSONReader) -> Much {
      reader.skipValue()
      return Much()
    }

    func encode(to writer: inout JSONWriter) { writer.raw(Self.json) }
  }

  /// So much that half of it still waits when those buffers are full.
  private static let queue = 32_000_000

  /// A busy machine takes long between the pause of a reader and its end: meanwhile only the queue may end the connection.
  private static func allow(_ queue: Int, _ limits: inout ServerLimits) {
    limits.queueBytes = queue
    limits.ping = .seconds(600)
    limits.close = .seconds(600)
  }

  private func slow(_ test: DialectServer) async throws -> FrameClient {
    for id in ["dep_1", "dep_2"] { try await test.order(id, for: "ann") }
    let client = try await test.machines("ann")
    for id in ["dep_1", "dep_2"] { _ = try await client.ask(#"{"type":"subscribe","deploymentId":"\#(id)"}"#) }
    await client.pauseReading()
    return client
  }

  /// Sends what may not be left out.
  private func report(_ count: Int, _ test: DialectServer) {
    let event = PushedEvent<Much>("deployment-reported", topic: "deployment:reported")
    for _ in 0..<count { test.server.publish(event, Much(), about: Deployment.key(id: "dep_1").path) }
  }

  @Test func dropGoes() async throws {
    try await DialectServer.run(limits: { Self.allow(Self.queue, &$0) }) { test in
      let client = try await slow(test)
      let other = try await test.machines("ann")
      _ = try await other.ask(#"{"type":"subscribe","deploymentId":"dep_2"}"#)
      report(150, test)
      for _ in 0..<10 {
        test.server.publish(DeploymentEvents.table.ticked, DeploymentTickedPayload(id: "dep_1", text: "lost"))
      }
      try await delivered(test, to: other)
      client.resumeReading()
      _ = try await settle(client)
      test.server.publish(DeploymentEvents.table.ticked, DeploymentTickedPayload(id: "dep_1", text: "heard"))
      _ = try await client.first("tick") { $0["data"]?["text"] == "heard" }
      #expect(client.frames.count { $0["type"] == "deployment.ticked" } == 1)
      #expect(client.frames.count { $0["type"] == "much" } == 150)
    }
  }

  @Test func latestLeavesTheLastOfEachEntity() async throws {
    try await DialectServer.run(limits: { Self.allow(Self.queue, &$0) }) { test in
      let client = try await slow(test)
      let other = try await test.machines("ann")
      _ = try await other.ask(#"{"type":"subscribe","deploymentId":"dep_2"}"#)
      report(150, test)
      for step in 1...1000 {
        for id in ["dep_1", "dep_2"] {
          test.server.publish(
            DeploymentEvents.table.stepFinished, DeploymentStepFinishedPayload(id: id, step: step))
        }
      }
      try await delivered(test, to: other)
      client.resumeReading()
      for id in ["dep_1", "dep_2"] {
        _ = try await client.first("last step of \(id)") {
          $0["deploymentId"]?.string == id && $0["data"]?["step"] == 1000
        }
      }
      _ = try await settle(client)
      for id in ["dep_1", "dep_2"] {
        let steps = client.frames.filter {
          $0["type"] == "deployment.stepFinished" && $0["deploymentId"]?.string == id
        }.compactMap { $0["data"]?["step"]?.int }
        #expect(steps.last == 1000 && steps == steps.sorted() && Set(steps).count == steps.count)
        #expect(steps.count < 1000, "what was replaced did not arrive")
      }
      #expect(client.frames.count { $0["type"] == "much" } == 150)
    }
  }

  @Test func everyClosesTheConnection() async throws {
    try await DialectServer.run(limits: { Self.allow(1_000_000, &$0) }) { test in
      let client = try await slow(test)
      let other = try await test.machines("ann")
      _ = try await other.ask(#"{"type":"subscribe","deploymentId":"dep_2"}"#)
      report(100, test)
      try await delivered(test, to: other)
      client.resumeReading()
      let code = try await client.closed()
      #expect(code == 3008)
      #expect(client.frames.count { $0["type"] == "much" } < 100)
    }
  }

  @Test func everyChangeOfAStoreIsToldOrTheConnectionEnds() async throws {
    try await DialectServer.run(limits: { Self.allow(1_000_000, &$0) }) { test in
      let client = try await test.store()
      _ = try await client.ask(#"{"type":"SUBSCRIBE","entity":"partner"}"#)
      await client.pauseReading()
      let text = String(repeating: "x", count: 200_000)
      let mutations = (1...100).map { i in
        Mutation.insert(
          EntityPath([.init(entity: "partner", key: "\(i)")]),
          json: Array((#"{"id":\#(i),"name":"\#(i)","status":""# + text + #""}"#).utf8))
      }
      _ = try await test.store.commit(mutations, preconditions: [], cause: Cause())
      client.resumeReading()
      // A client that reads fast enough gets all of it; one that does not is cut, and may be so late that it misses the word.
      func told() -> Int { client.frames.count { $0["type"] == "much" } }
      try await wait(for: "every change, or the end") { client.closeCode != nil || told() == 100 ? () : nil }
      if let code = client.closeCode { #expect([3008, 1006].contains(code)) } else { #expect(told() == 100) }
    }
  }

  /// Everything that was published has been handed out: another connection, which keeps up, has the last of it.
  private func delivered(_ test: DialectServer, to other: FrameClient) async throws {
    test.server.publish(DeploymentEvents.table.reported, DeploymentReportedPayload(id: "dep_2", text: "end"))
    _ = try await other.first("end") { $0["data"]?["text"] == "end" }
  }

  /// Everything that was on its way is here: an answer came after it.
  private func settle(_ client: FrameClient) async throws -> JSONValue {
    client.send(#"{"type":"unsubscribe","deploymentId":"none"}"#)
    return try await client.first("answer") { $0["type"] == "unsubscribed" && $0["deploymentId"] == "none" }
  }
}
