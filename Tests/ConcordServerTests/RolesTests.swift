import ConcordCore
import ConcordProtocols
import TestContracts
import Testing

@Suite struct RolesTests {
  /// Who connects says its role in a header, as a real admission would find it in a token.
  @Test(arguments: [("owner", true), ("viewer", false), ("", false)])
  func anOperationWithRolesIsForThem(role: String, isAllowed: Bool) async throws {
    let operation = Operation<Probe, Probe>("probe:guarded", roles: ["owner", "admin"])
    try await TestServer.run(
      register: { $0.register(operation) { probe, _ in probe } },
      admit: { head, _ in Principal(name: "ada", roles: Set([head.headers["X-Role"] ?? ""])) }
    ) { test in
      let client = try await test.connect(headers: ["X-Role": role])
      let reply = try await client.call("probe:guarded", #"{"number":1}"#)
      #expect(reply.head.kind == (isAllowed ? .success : .error))
      #expect(reply.head.error?.code == (isAllowed ? nil : .forbidden))
      // Others of the connection's requests are not affected.
      #expect(try await client.call("tenant:get_tenants").head.kind == .success)
    }
  }
}
