import ConcordCore
import TestContracts
import Testing

@Suite struct PushTests {
  @Test func changesReachOthersAndNotTheirCause() async throws {
    try await TestServer.run { test in
      let one = try await test.connect()
      let two = try await test.connect()
      let id = one.start("tenant:create_tenant", #"{"name":"acme","title":"Acme"}"#)
      let created = try await one.reply(to: id)
      _ = try await one.call("tenant:update_tenant", #"{"name":"acme","seats":3}"#)
      _ = try await one.call("tenant:delete_tenant", #"{"name":"acme"}"#)
      let events = try await two.events(count: 3)
      #expect(events.map(\.head.topic) == ["tenant:created", "tenant:updated", "tenant:deleted"])
      #expect(events.map(\.head.mark) == (1...3).map { StoreMark(revision: $0, offset: $0) })
      #expect(events[0].head.cause?.description == id)
      #expect(events[0].payload == created.payload)
      #expect(events[1].payload?["seats"] == 3)
      #expect(events[2].payload == ["key": "/tenant/acme"])
      #expect(events.allSatisfy { $0.head.epoch == test.store.epoch })
      #expect(Set(events.map(\.head.id)).count == 3)
      try await one.settle()
      #expect(one.events.isEmpty)
    }
  }

  @Test func aDeletedBranchGoesLeavesFirst() async throws {
    try await TestServer.run { test in
      let one = try await test.connect()
      _ = try await one.call("tenant:create_tenant", #"{"name":"t","title":"T"}"#)
      _ = try await one.call("account:create_account", #"{"tenant":"t","name":"a"}"#)
      _ = try await one.call("revision:create_revision", #"{"tenant":"t","account":"a","number":1}"#)
      _ = try await one.call("revision:create_revision", #"{"tenant":"t","account":"a","number":2}"#)
      let two = try await test.connect()
      let deleted = try await one.call("tenant:delete_tenant", #"{"key":"/tenant/t"}"#)
      #expect(deleted.head.mark.offset == 5)
      let events = try await two.events(count: 4)
      #expect(
        events.compactMap { $0.payload?["key"]?.string } == [
          "/tenant/t/account/a/revision/1", "/tenant/t/account/a/revision/2", "/tenant/t/account/a", "/tenant/t",
        ])
      #expect(events.allSatisfy { $0.head.mark.offset == 5 && $0.head.topic.hasSuffix(":deleted") })
    }
  }

  @Test func whoComesLaterHearsWhatIsLater() async throws {
    try await TestServer.run { test in
      let one = try await test.connect()
      _ = try await one.call("tenant:create_tenant", #"{"name":"a","title":"A"}"#)
      let two = try await test.connect()
      _ = try await one.call("tenant:create_tenant", #"{"name":"b","title":"B"}"#)
      #expect(try await two.events(count: 1).map(\.head.mark.offset) == [2])
    }
  }

  /// Writers on both loops, listeners on both loops: everybody sees one order, without a gap.
  @Test func allLoopsDeliverInOffsetOrder() async throws {
    try await TestServer.run(loops: 2) { test in
      var listeners: [TestClient] = []
      for _ in 0..<6 { listeners.append(try await test.connect()) }
      let count = 40
      try await withThrowingTaskGroup { group in
        for writer in 0..<6 {
          let client = try await test.connect()
          group.addTask {
            for i in 0..<count { client.start("tenant:create_tenant", #"{"name":"w\#(writer)-\#(i)","title":"T"}"#) }
            _ = try await wait(for: "replies") {
              client.received.count { $0.head.kind == .success } == count ? true : nil
            }
          }
        }
        try await group.waitForAll()
      }
      for listener in listeners {
        let events = try await listener.events(count: 6 * count)
        #expect(events.map(\.head.mark.offset) == Array(1...6 * count))
      }
    }
  }

  /// What a handler publishes, and what it changes beside its reply, is news to its caller as well.
  @Test func handlersPublish() async throws {
    struct Cleaner: AccountHandler {
      func clean(_ input: Key<Account>, _ context: RequestContext) async throws -> Account {
        context.publish(AccountEvents.table.cleaned, input)
        var change = Patch(input)
        change.owner = "nobody"
        return try await context.entities.update(change, context)
      }
    }
    try await TestServer.run(register: { $0.handle(account: Cleaner()) }) { test in
      let one = try await test.connect()
      _ = try await one.call("tenant:create_tenant", #"{"name":"t","title":"T"}"#)
      _ = try await one.call("account:create_account", #"{"tenant":"t","name":"a"}"#)
      let two = try await test.connect()
      let id = one.start("account:clean_account", #"{"tenant":"t","name":"a"}"#)
      #expect(try await one.reply(to: id).payload?["owner"] == "nobody")
      for client in [one, two] {
        let events = try await client.events(count: 2)
        #expect(events.map(\.head.topic) == ["account:cleaned", "account:updated"])
        #expect(events[0].payload == ["tenant": "t", "name": "a"])
        #expect(events[0].head.mark == StoreMark())
        #expect(events[1].head.mark == StoreMark(revision: 3, offset: 3))
        #expect(events.allSatisfy { $0.head.cause?.description == id })
      }
    }
  }

  @Test func whoIsExceptedHearsNothing() async throws {
    try await TestServer.run(register: { server in
      server.register(Operation<Probe, Probe>("probe:publish")) { [unowned server] probe, context in
        server.publish(
          AccountEvents.table.cleaned, Account.key(tenant: "t", name: "a"), cause: context.messageID,
          except: context.connection)
        return probe
      }
    }) { test in
      let one = try await test.connect()
      let two = try await test.connect()
      let id = one.start("probe:publish", #"{"number":1}"#)
      _ = try await one.reply(to: id)
      #expect(try await two.events(count: 1).map(\.head.cause?.description) == [id])
      try await one.settle()
      #expect(one.events.isEmpty)
    }
  }
}
