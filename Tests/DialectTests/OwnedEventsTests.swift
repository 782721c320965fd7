import ConcordCore
import ConcordEntities
import DialectContracts
import Synchronization
import Testing

/// Published events about entities that are somebody's own.
@Suite struct OwnedEventsTests {
  private final class Heard: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
  }

  /// Whose the entity is says who may read the event, and nothing of reactions.
  @Test func reactionsSeeThem() async throws {
    let (reactor, heard) = (InProcessReactor(), Heard())
    try await DialectServer.run(
      reactor: reactor,
      register: { server in
        server.register("keeper", on: .event(DeploymentEvents.table.reported), .instanceLocal) { payload, _ in
          heard.add("\(payload.id) \(payload.text)")
        }
      }
    ) { test in
      try await test.order("dep_1", for: "ann")
      test.server.publish(DeploymentEvents.table.reported, DeploymentReportedPayload(id: "dep_1", text: "one"))
      test.server.publish(DeploymentEvents.table.reported, DeploymentReportedPayload(id: "dep_9", text: "two"))
      _ = try await wait(for: "reactions") { heard.all.count == 2 ? true : nil }
    }
    #expect(heard.all.sorted() == ["dep_1 one", "dep_9 two"])
  }

  /// What is published before a change goes out before it, to whose the entity was.
  @Test func whatIsDeletedAtOnceIsToldToItsOwner() async throws {
    try await DialectServer.run(loops: 2) { test in
      let count = 100
      for number in 0..<count { try await test.order("dep_\(number)", for: "ann") }
      let ann = try await test.machines("ann")
      for number in 0..<count { _ = try await ann.ask(#"{"type":"subscribe","deploymentId":"dep_\#(number)"}"#) }
      for number in 0..<count {
        test.server.publish(DeploymentEvents.table.reported, DeploymentReportedPayload(id: "dep_\(number)", text: "x"))
        if number % 2 == 0 {
          _ = try await test.entities.delete(Deployment.key(id: "dep_\(number)"), test.context)
        } else {
          try await test.change("dep_\(number)") { $0.customerId = "bob" }
        }
      }
      for number in 0..<count {
        for type in ["deployment.reported", "deployment.deleted"] {
          let frame = try await ann.next()
          #expect(frame["type"]?.string == type && frame["deploymentId"]?.string == "dep_\(number)", "\(frame)")
        }
      }
    }
  }
}
