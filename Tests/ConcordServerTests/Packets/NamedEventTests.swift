import ConcordCore
import ConcordProtocols
import ConcordServer
import Synchronization
import Testing

/// Named events, from clients and to them.
@Suite struct NamedEventTests {
  @Test func handlersGetWhatClientsSend() async throws {
    let journal = Journal()
    try await PacketServer.run(register: { server in
      server.on(\LiveNamespace.seen) { seen, connection in
        if seen.number < 0 { throw ConcordError(.conflict, "too small") }
        journal.add("\(connection.principal.name ?? "nobody") \(connection.locale ?? "-") \(seen.number)")
      }
    }) { test in
      let ada = try await test.connect("/ws/live?x-vona-locale=de", ["X-Name": "ada"])
      let stranger = try await test.connect("/ws/live")
      let elsewhere = try await test.connect("/ws")
      for number in 1...3 { ada.send(#"_:["seen",{"number":\#(number)}]"#) }
      try await ada.settle()
      stranger.send(#"_:["seen",{"number":4}]"#)
      try await stranger.settle()
      elsewhere.send(#"_:["seen",{"number":5}]"#)
      try await elsewhere.settle()
      #expect(journal.lines == ["ada de 1", "ada de 2", "ada de 3", "nobody - 4"])
      ada.send(#"_:["seen",{"number":"x"}]"#)
      ada.send(#"_:["seen",{"number":-1}]"#)
      let frames = try await ada.received(count: 4)
      #expect(
        frames[2].hasPrefix(#"_:["_c",{"c":400,"m":"number: "#) && frames[2].hasSuffix(#","e":"INVALID_INPUT"}]"#))
      #expect(frames[3] == #"_:["_c",{"c":409,"m":"too small","e":"CONFLICT"}]"#)
    }
  }

  /// One and all, on whatever loop they are.
  @Test func packetsReachOneAndAll() async throws {
    let ids = Mutex<[String: UniqueID]>([:])
    try await PacketServer.run(
      loops: 2,
      register: { server in
        server.on(\LiveNamespace.seen) { seen, connection in
          ids.withLock { $0[connection.principal.name ?? ""] = connection.id }
        }
      }
    ) { test in
      var clients: [PacketClient] = []
      // With so many both loops have some: the system spreads them.
      for number in 0..<16 {
        let client = try await test.connect("/ws/live", ["X-Name": "n\(number)"])
        client.send(#"_:["seen",{"number":\#(number)}]"#)
        clients.append(client)
      }
      let root = try await test.connect("/ws")
      _ = try await wait(for: "ids") { ids.withLock { $0.count == 16 } ? true : nil }
      #expect(Set(ids.withLock { $0.values }).count == 16)
      let live = NamespaceChannel<LiveNamespace>(test.server)
      try live.broadcast(\.changed, Probe(1))
      for number in stride(from: 0, to: 16, by: 2) {
        try live.send(#require(ids.withLock { $0["n\(number)"] }), \.changed, Probe(number))
      }
      // Nobody is called so, and this one is of another namespace.
      try live.send(UniqueID(high: 1, low: 1), \.reload)
      try NamespaceChannel<RootNamespace>(test.server).send(#require(ids.withLock { $0["n1"] }), \.reload)
      try NamespaceChannel<RootNamespace>(test.server).broadcast(\.reload)
      try live.broadcast(\.reload)
      for (number, client) in clients.enumerated() {
        let own = number % 2 == 0 ? [#"_:["changed",{"number":\#(number)}]"#] : []
        let all = [#"_:["_a",null]"#, #"_:["changed",{"number":1}]"#] + own + [#"_:["reload",null]"#]
        #expect(try await client.received(count: all.count) == all)
      }
      #expect(try await root.received(count: 2) == [#"_:["_a",null]"#, #"_:["reload",null]"#])
    }
  }

  /// Two namespaces of the dialect have the same paths below them, and nothing in common.
  @Test func eachSocketIsASpaceOfItsOwn() async throws {
    let journal = Journal()
    let definition = ServerDefinition(
      name: "two",
      namespaces: [
        .init("/ws", .packet, signIn: [.anonymous]), .init("/other", .packet, signIn: [.anonymous]),
      ])
    try await PacketServer.run(
      definition,
      register: { server in
        server.on(\LiveNamespace.seen) { seen, connection in journal.add("\(connection.root) first \(seen.number)") }
        server.at("/other").on(\LiveNamespace.seen) { seen, connection in
          journal.add("\(connection.root) other \(seen.number)")
        }
      }
    ) { test in
      let (one, other) = (try await test.connect("/ws/live"), try await test.connect("/other/live"))
      for (number, client) in [(1, one), (2, other)] {
        client.send(#"_:["seen",{"number":\#(number)}]"#)
        try await client.settle()
      }
      #expect(journal.lines == ["/ws first 1", "/other other 2"])
      try NamespaceChannel<LiveNamespace>(test.server).broadcast(\.changed, Probe(1))
      try NamespaceChannel<LiveNamespace>(test.server.at("/other")).broadcast(\.changed, Probe(2))
      for (number, client) in [(1, one), (2, other)] {
        try await client.perform(#"{"i":7,"m":"get","p":"/nowhere"}"#, number: 7)
        #expect(client.received.filter { $0.contains("changed") } == [#"_:["changed",{"number":\#(number)}]"#])
      }
    }
  }

  @Test func eventsAreReceivedWhereThereIsASocket() async throws {
    let server = PacketServer.make(register: { server in
      server.at("/nowhere").on(\LiveNamespace.seen) { _, _ in }
    })
    let error = await #expect(throws: ServerDefinitionError.self) { try await server.start() }
    #expect(error?.reasons == ["events are received at /nowhere, which is no namespace of the packet dialect"])
  }

  /// Who does not read misses some, and stays.
  @Test func slowReadersMissSome() async throws {
    try await PacketServer.run(configure: { $0.limits.queueBytes = 200_000 }) { test in
      let slow = try await test.connect()
      await slow.pauseReading()
      let bulk = NamespacePacket(
        namespace: "/", name: "bulk", payload: Array(("\"" + String(repeating: "x", count: 50_000) + "\"").utf8))
      for _ in 0..<400 { test.server.broadcast(bulk) }
      // Behind the broadcasts on the only loop.
      let quick = try await test.connect()
      try await quick.settle()
      slow.resumeReading()
      try await slow.settle()
      #expect(slow.received.count { $0.hasPrefix("_:[\"bulk") } < 400)
    }
  }

  /// Where the chain has no stage `event`, nothing named is sent.
  @Test func withoutTheStageNothingIsSent() async throws {
    let definition = PacketServer.definition(connection: ["alive", "passport"])
    try await PacketServer.run(definition) { test in
      let client = try await test.connect("/ws", ["X-Name": "ada"])
      try NamespaceChannel<RootNamespace>(test.server).broadcast(\.reload)
      try await client.settle()
      #expect(client.received.count == 2)
    }
  }

  /// What comes from a store is not told: this dialect has no frame for it.
  @Test func changesAreNotTold() async throws {
    try await PacketServer.run(admit: { _, _ in .developer }) { test in
      let client = try await test.connect()
      let other = try await TestClient.connect(test.port, path: "/ws/messages", on: test.clients)
      _ = try await other.call("tenant:create_tenant", #"{"name":"a","title":"A"}"#)
      try await client.settle()
      #expect(client.received.count == 2)
    }
  }
}
