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

  /// The roles of a contract reach an operation that the store answers, with no handler in between.
  @Test(arguments: [("owner", true), ("viewer", false)])
  func theRolesOfAContractGuardStoredOperations(role: String, isAllowed: Bool) async throws {
    try await TestServer.run(admit: { _, _ in Principal(name: "ada", roles: [role]) }) { test in
      let client = try await test.connect()
      _ = try await client.call("tenant:create_tenant", #"{"name":"t","title":"T"}"#)
      _ = try await client.call("lock:create_lock", #"{"tenant":"t","name":"l"}"#)
      let reply = try await client.call("lock:delete_lock", #"{"tenant":"t","name":"l"}"#)
      #expect(reply.head.kind == (isAllowed ? .success : .error))
      #expect(reply.head.error?.code == (isAllowed ? nil : .forbidden))
      let locks = try await client.call("lock:get_locks")
      #expect(locks.payload?["total"] == (isAllowed ? 0 : 1))
    }
  }

  /// `access: anyone` lets in who did not sign in, to that operation alone.
  @Test func anOpenOperationIsForStrangersToo() async throws {
    let open = Operation<Probe, Probe>("probe:open").forAnyone
    try await TestServer.run(
      register: {
        $0.register(open) { probe, context in
          #expect(context.principal.name == nil)
          return probe
        }
      },
      admit: { _, _ in .anonymous }
    ) { test in
      let client = try await test.connect()
      let reply = try await client.call("probe:open", #"{"number":1}"#)
      #expect(reply.head.kind == .success)
      for topic in ["tenant:get_tenants", "probe:opened"] {
        #expect(try await client.call(topic).head.error?.code == .unauthenticated)
      }
    }
  }
}
