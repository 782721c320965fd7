import ConcordCore
import DialectContracts
import Testing

/// What becomes of events whose reader does not keep up, by delivery class.
@Suite struct DeliveryTests {
  /// Together more than the system's own buffers hold.
  private static let count = 64
  private static let text = String(repeating: "x", count: 200_000)

  private func slow(_ test: DialectServer) async throws -> FrameClient {
    for id in ["dep_1", "dep_2"] { try await test.order(id, for: "ann") }
    let client = try await test.machines("ann")
    for id in ["dep_1", "dep_2"] { _ = try await client.ask(#"{"type":"subscribe","deploymentId":"\#(id)"}"#) }
    client.pauseReading()
    return client
  }

  private func publishMuch(_ test: DialectServer, _ event: PushedEvent<DeploymentTickedPayload>) async throws {
    for _ in 0..<Self.count {
      test.server.publish(event, DeploymentTickedPayload(id: "dep_1", text: Self.text))
      try await Task.sleep(for: .milliseconds(1))
    }
  }

  @Test func dropGoes() async throws {
    try await DialectServer.run(limits: { $0.queueBytes = 1_000_000 }) { test in
      let client = try await slow(test)
      try await publishMuch(test, DeploymentEvents.table.ticked)
      client.resumeReading()
      _ = try await settle(client)
      let ticks = client.frames.filter { $0["type"] == "deployment.ticked" }
      #expect(!ticks.isEmpty && ticks.count < Self.count)
    }
  }

  @Test func latestLeavesTheLastOfEachEntity() async throws {
    try await DialectServer.run(limits: { $0.queueBytes = 1_000_000 }) { test in
      let client = try await slow(test)
      // Until the queue is half full, and no more.
      try await publishMuch(test, DeploymentEvents.table.ticked)
      for step in 1...1000 {
        for id in ["dep_1", "dep_2"] {
          test.server.publish(
            DeploymentEvents.table.stepFinished, DeploymentStepFinishedPayload(id: id, step: step))
        }
      }
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
    }
  }

  @Test func everyClosesTheConnection() async throws {
    try await DialectServer.run(limits: { $0.queueBytes = 1_000_000 }) { test in
      let client = try await slow(test)
      for i in 0..<Self.count {
        test.server.publish(
          DeploymentEvents.table.reported, DeploymentReportedPayload(id: "dep_1", text: "\(i)" + Self.text))
        try await Task.sleep(for: .milliseconds(1))
      }
      client.resumeReading()
      #expect(try await client.closed() == 3008)
      #expect(client.frames.count { $0["type"] == "deployment.reported" } < Self.count)
    }
  }

  @Test func everyChangeOfAStoreIsToldOrTheConnectionEnds() async throws {
    try await DialectServer.run(limits: { $0.queueBytes = 1_000_000 }) { test in
      let client = try await test.store()
      _ = try await client.ask(#"{"type":"SUBSCRIBE","entity":"partner"}"#)
      client.pauseReading()
      for i in 0..<Self.count {
        _ = try await test.entities.create(Partner(name: "\(i)" + Self.text), test.context)
        try await Task.sleep(for: .milliseconds(1))
      }
      client.resumeReading()
      #expect(try await client.closed() == 3008)
    }
  }

  /// Everything that was on its way is here: an answer came after it.
  private func settle(_ client: FrameClient) async throws -> JSONValue {
    client.send(#"{"type":"unsubscribe","deploymentId":"none"}"#)
    return try await client.first("answer") { $0["type"] == "unsubscribed" && $0["deploymentId"] == "none" }
  }
}
