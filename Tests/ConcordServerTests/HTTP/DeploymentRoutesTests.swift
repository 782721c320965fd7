import ConcordCore
import ConcordServer
import ReferenceContracts
import Testing

/// The HTTP routes of reference document 002, said and answered over one socket.
@Suite struct DeploymentRoutesTests {
  @Test func transcript() async throws {
    try await HTTPServingTests.run(
      admit: { _, _ in Principal(name: "ada@acme.example", attributes: ["customerId": "acme"]) }
    ) { server in
      // Events are written by programs elsewhere.
      let lines = try await server.blocking { port in
        let wire = try HTTPWire(port)
        func ask(_ method: String, _ target: String, _ headers: [String] = [], _ body: String? = nil) throws
          -> WireResponse
        {
          try wire.send(method, target, headers, body.map { Array($0.utf8) })
          return try wire.receive()
        }
        let key = "Idempotency-Key: 7d0f3a2e-6d6c-4b6b-9d3f-0a8a3f6d2c11"
        let made = try ask("POST", "/deployments", [HTTPServingTests.json, key], HTTPServingTests.order)
        let again = try ask("POST", "/deployments", [HTTPServingTests.json, key], HTTPServingTests.order)
        let other = try ask("POST", "/deployments", [HTTPServingTests.json, key], #"{"name":"other"}"#)
        let id = made.json?["deploymentId"]?.string ?? ""
        for name in ["b", "c"] {
          _ = try ask(
            "POST", "/deployments", [HTTPServingTests.json],
            HTTPServingTests.order.replacing(#""name":"web""#, with: #""name":"\#(name)""#))
        }
        let page = try ask("GET", "/deployments?page=2&pageSize=2&sort=-name")
        let found = try ask("GET", "/deployments/\(id)")
        let events = try ask("GET", "/deployments/\(id)/events")
        let filtered = try ask("GET", "/deployments?status=REQUESTED&regionId=us")
        let ended = try ask("DELETE", "/deployments/\(id)")
        let deleting = try ask("GET", "/deployments/\(id)")
        let unknown = try ask("DELETE", "/deployments/dep_none")
        return [
          "\(made.status) \(made.text == #"{"deploymentId":"\#(id)"}"#) \(made["location"] == "/deployments/\(id)")",
          "\(again.status) \(again.body == made.body) \(again["location"] == made["location"])",
          other.problem,
          "\(page.status) \(page.json?["total"]?.int ?? -1) \(page.json?["items"]?[0]?["name"]?.string ?? "-")",
          "\(found.status) \(found.json?["status"]?.string ?? "-") \(found.json?["customerId"]?.string ?? "-")",
          "\(events.status) \(events.json?["items"]?.elements?.count ?? -1) \(events.json?["pageSize"]?.int ?? -1)",
          "\(filtered.status) \(filtered.json?["total"]?.int ?? -1)",
          "\(ended.status) \(ended.text)",
          "\(deleting.json?["status"]?.string ?? "-")",
          unknown.problem,
        ]
      }
      #expect(
        lines == [
          "202 true true", "202 true true", "INVALID_INPUT 400 regionId", "200 3 b", "200 REQUESTED acme", "200 0 50",
          "200 0",
          "202 {}", "DELETING", "NOT_FOUND 404",
        ])
    }
  }
}
