import ConcordCore
import ConcordServer
import TestContracts
import Testing

/// Whoever asks for a change hears of it once: by the reply where that shows it, else as everybody does.
@Suite struct OwnChangesTests {
  /// What the handler of `tenant:create_tenant` does after it created what it was asked for.
  typealias Then = @Sendable (Tenant, RequestContext) async throws -> Void

  private func run(
    _ then: @escaping Then, _ body: (TestServer) async throws -> Void
  ) async throws {
    try await TestServer.run(
      register: { server in
        server.register(TenantOperations.table.create) { tenant, context in
          let made = try await context.entities.create(tenant, context)
          try await then(made, context)
          return made
        }
      }, body)
  }

  private func create(_ name: String, _ client: TestClient) -> String {
    client.start("tenant:create_tenant", #"{"name":"\#(name)","title":"T"}"#)
  }

  private func told(_ client: TestClient) -> [String] {
    client.events.map { "\($0.head.topic) \($0.payload?["name"]?.string ?? $0.payload?["key"]?.string ?? "")" }
  }

  @Test func theReplyStandsForThePush() async throws {
    let barrier = Barrier()
    try await run({ _, _ in await barrier.pass() }) { server in
      let (one, two) = try await (server.connect(), server.connect())
      let id = create("a", one)
      // Others hear at the commit; the caller waits for its reply.
      _ = try await two.events(count: 1)
      try await one.settle()
      #expect(told(one).isEmpty)
      await barrier.open()
      #expect(try await one.reply(to: id).head.mark.offset == 1)
      try await one.settle()
      #expect(told(one).isEmpty)
    }
  }

  @Test func whatAnErrorDoesNotShowIsPushed() async throws {
    try await run({ _, _ in throw ConcordError(.notFound, "no house for it") }) { server in
      let (one, two) = try await (server.connect(), server.connect())
      let id = create("a", one)
      #expect(try await one.reply(to: id).head.error?.code == .notFound)
      #expect(try await one.events(count: 1).map(\.head.cause?.description) == [id])
      #expect(try await two.events(count: 1).map(\.head.mark) == one.events.map(\.head.mark))
    }
  }

  @Test func whatCommitsAfterTheDeadlineIsPushed() async throws {
    let barrier = Barrier()
    let operation = Operation<Tenant, Tenant>("tenant:create_tenant", kind: .create, timeout: .milliseconds(50))
    try await TestServer.run(
      register: { server in
        server.register(operation) { tenant, context in
          await barrier.pass()
          return try await context.entities.create(tenant, context)
        }
      }
    ) { server in
      let one = try await server.connect()
      let late = try await one.call("tenant:create_tenant", JSON.text(Tenant(name: "a", title: "T")))
      #expect(late.head.error?.code == .timeout)
      await barrier.open()
      _ = try await one.events(count: 1)
      #expect(told(one) == ["tenant:created a"])
    }
  }

  @Test func whatTheReplyDoesNotShowIsPushed() async throws {
    try await run({ tenant, context in
      _ = try await context.entities.create(Tenant(name: tenant.name + "-twin", title: "T"), context)
    }) { server in
      let one = try await server.connect()
      _ = try await one.reply(to: create("a", one))
      _ = try await one.events(count: 1)
      try await one.settle()
      #expect(told(one) == ["tenant:created a-twin"])
    }
  }

  @Test func whatIsHeldForTheReplyDoesNotOvertake() async throws {
    let barrier = Barrier()
    try await run({ _, _ in
      await barrier.pass()
      throw ConcordError(.notFound, "gone")
    }) { server in
      let (one, two) = try await (server.connect(), server.connect())
      let id = create("a", one)
      _ = try await two.events(count: 1)
      // Somebody else deletes it before the request ends with an error.
      _ = try await two.call("tenant:delete_tenant", #"{"name":"a"}"#)
      _ = try await one.events(count: 2)
      await barrier.open()
      #expect(try await one.reply(to: id).head.kind == .error)
      try await one.settle()
      #expect(told(one) == ["tenant:created a", "tenant:deleted /tenant/a"])
    }
  }

  @Test func aRequestThatCommittedRunsOnce() async throws {
    let count = AnsweredOnceTests.Counter()
    try await run({ _, _ in
      _ = count.next()
      throw ConcordError(.overloaded, "after the deed")
    }) { server in
      let client = try await server.connect()
      for _ in 0..<2 {
        client.start("tenant:create_tenant", #"{"name":"a","title":"T"}"#, id: "again")
      }
      let replies = try await wait(for: "both") {
        let all = client.received.filter { $0.head.id.description == "again" }
        return all.count == 2 ? all : nil
      }
      #expect(replies.map(\.head.error?.code) == [.overloaded, .overloaded])
      #expect(count.value == 1)
    }
  }

  @Test func recoveryTellsWhatNoReplyDid() async throws {
    try await run({ tenant, _ in if tenant.name == "b" { throw ConcordError(.notFound, "no") } }) { server in
      let one = try await server.connect()
      let hello = try await one.first("hello") { $0.head.topic == "concord:hello" }
      let epoch = try #require(hello.payload?["epoch"]?.string)
      _ = try await one.reply(to: create("a", one))
      _ = try await one.reply(to: create("b", one))
      _ = try await one.events(count: 1)
      let reply = try await one.call("concord:recover", #"{"epoch":"\#(epoch)","offset":0}"#)
      #expect(reply.payload?["recovered"] == true)
      _ = try await one.events(count: 2)
      try await one.settle()
      #expect(told(one) == ["tenant:created b", "tenant:created b"])
    }
  }
}
