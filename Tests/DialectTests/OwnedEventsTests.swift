import ConcordCore
import ConcordEntities
import DialectContracts
import Testing

/// Published events about entities that are somebody's own.
@Suite struct OwnedEventsTests {
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
