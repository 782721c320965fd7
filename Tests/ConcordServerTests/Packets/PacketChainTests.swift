import ConcordCore
import ConcordServer
import Synchronization
import Testing

/// The packet chain over sockets.
@Suite struct PacketChainTests {
  private static func probes(_ server: ConcordServer) {
    server.register(Operation<Probe, Probe>("probe:get_probe", http: HTTPRoute(.get, "/probes/{number}")).forAnyone) {
      probe, _ in probe
    }
  }

  private static func lines(_ journal: Journal, _ count: Int) async throws -> [String] {
    try await wait(for: "\(count) lines") { journal.lines.count >= count ? journal.lines : nil }
  }

  /// Without the prefix a frame is `[nil, raw]`; stages after the runtime's get what those did not take.
  @Test func stagesMeetWhatIsLeft() async throws {
    let raw = Mutex<[InboundPacket]>([])
    let journal = Journal()
    try await PacketServer.run(register: { server in
      Self.probes(server)
      server.use(
        NotedPacketStage(name: "rest", journal: journal) { packet, _ in
          raw.withLock { $0.append(packet) }
          return nil
        })
      server.use(NotedPacketStage(name: "after", journal: journal))
    }) { test in
      let client = try await test.connect()
      client.send("plain")
      client.sendBinary([1, 0, 255])
      client.send(#"_:["other",{"a":[1, 2]}]"#)
      #expect(
        try await client.perform(#"{"i":1,"m":"get","p":"/probes/1"}"#, number: 1)
          == #"_:["_c",{"i":1,"c":0,"d":{"number":1}}]"#)
      #expect(
        raw.withLock { $0 } == [
          InboundPacket(nil, Array("plain".utf8)), InboundPacket(nil, [1, 0, 255], isBinary: true),
          InboundPacket("other", Array(#"{"a":[1, 2]}"#.utf8)),
        ])
      #expect(
        try await Self.lines(journal, 6).sorted()
          == ["+rest -", "+rest -", "+rest other", "-rest -", "-rest -", "-rest other"])
    }
  }

  /// A stage before the runtime's own may change a packet, end it, or refuse it, and is left when the answer is out.
  @Test func stagesComeBetween() async throws {
    let journal = Journal()
    try await PacketServer.run(register: { server in
      Self.probes(server)
      server.use(
        NotedPacketStage(name: "gate", journal: journal, dependents: ["performAction"]) { packet, connection in
          try await Task.sleep(for: .milliseconds(1))
          switch packet.name {
          case "one": return InboundPacket(InboundPacket.performAction, packet.data)
          case "two": throw ConcordError(.forbidden, "not today")
          case InboundPacket.performAction where packet.data.count > 100: throw ConcordError(.tooLarge, "too much")
          case InboundPacket.performAction where packet.data.count > 60: throw StageBroke()
          case InboundPacket.performAction: return packet
          default: return nil
          }
        })
    }) { test in
      let client = try await test.connect()
      client.send(#"_:["one",{"i":1,"m":"get","p":"/probes/1"}]"#)
      client.send(#"_:["_b",{"i":2,"m":"get","p":"/probes/2"}]"#)
      client.send(#"_:["two",null]"#)
      client.send(#"_:["_b",{"i":3,"m":"get","p":"/probes/3","h":{"x":"\#(String(repeating: "x", count: 100))"}}]"#)
      client.send(#"_:["_b",{"i":4,"m":"get","p":"/probes/4","h":{"x":"\#(String(repeating: "x", count: 30))"}}]"#)
      client.send(#"_:["three",null]"#)
      // Actions are answered when they are done, and a later packet may be refused before.
      let frames = try await client.received(count: 6).dropFirst().sorted()
      #expect(
        Array(frames[..<4]) == [
          #"_:["_c",{"c":403,"m":"not today","e":"FORBIDDEN"}]"#, #"_:["_c",{"i":1,"c":0,"d":{"number":1}}]"#,
          #"_:["_c",{"i":2,"c":0,"d":{"number":2}}]"#, #"_:["_c",{"i":3,"c":413,"m":"too much","e":"TOO_LARGE"}]"#,
        ])
      #expect(frames[4].hasPrefix(#"_:["_c",{"i":4,"c":500,"#))
      let entered = [
        "+gate one", "+gate sysPerformAction", "+gate two", "+gate sysPerformAction", "+gate sysPerformAction",
        "+gate three",
      ]
      let lines = try await Self.lines(journal, 9)
      #expect(lines.filter { $0.hasPrefix("+") } == entered, "packets come one after the other")
      // Those that threw were not entered; the changed one leaves as it went on.
      #expect(
        lines.filter { $0.hasPrefix("-") }.sorted() == [
          "-gate sysPerformAction", "-gate sysPerformAction", "-gate three",
        ])
    }
  }

  /// An action that runs does not hold up the next; its stages are left when it is answered, or when nothing can be.
  @Test func stagesAreLeftWithTheAnswer() async throws {
    let journal = Journal()
    let barrier = Barrier()
    try await PacketServer.run(register: { server in
      Self.probes(server)
      server.register(Operation<Probe, Probe>("probe:wait", http: HTTPRoute(.get, "/waiting/{number}")).forAnyone) {
        probe, _ in
        await barrier.pass()
        return probe
      }
      for name in ["one", "two"] {
        server.use(
          NotedPacketStage(
            name: name, journal: journal, dependents: ["event"],
            leaving: { _, _ in if name == "one" { throw StageBroke() } }))
      }
    }) { test in
      let client = try await test.connect()
      client.send(#"_:["_b",{"i":1,"m":"get","p":"/waiting/1"}]"#)
      _ = try await client.perform(#"{"i":2,"m":"get","p":"/probes/2"}"#, number: 2)
      let first = ["+one", "+two", "+one", "+two", "-one", "-two"].map { $0 + " sysPerformAction" }
      #expect(try await Self.lines(journal, 6) == first)
      await barrier.release()
      _ = try await client.received(count: 3)
      #expect(try await Self.lines(journal, 8) == first + ["-one sysPerformAction", "-two sysPerformAction"])
      #expect(test.log.entries.contains { $0.message.contains("'one' failed on exit") })
      client.send(#"_:["_b",{"i":3,"m":"get","p":"/waiting/3"}]"#)
      _ = try await wait(for: "handler") { await barrier.waiting == 1 ? true : nil }
      client.close()
      _ = try await client.closed()
      #expect(try await Self.lines(journal, 12).suffix(2) == ["-one sysPerformAction", "-two sysPerformAction"])
      await barrier.open()
    }
  }

  /// Who sends faster than its stages work is not read, and loses nothing.
  @Test func aSlowStageSlowsTheSender() async throws {
    let journal = Journal()
    let barrier = Barrier()
    try await PacketServer.run(register: { server in
      Self.probes(server)
      server.use(
        NotedPacketStage(name: "slow", journal: journal, dependents: ["event"]) { packet, _ in
          await barrier.pass()
          return packet
        })
    }) { test in
      let client = try await test.connect()
      for number in 1...200 { client.send(#"_:["_b",{"i":\#(number),"m":"get","p":"/probes/\#(number)"}]"#) }
      _ = try await wait(for: "stage") { await barrier.waiting == 1 ? true : nil }
      #expect(journal.lines == ["+slow sysPerformAction"])
      await barrier.open()
      let answers = try await client.received(count: 201).dropFirst()
      #expect(Array(answers) == (1...200).map { #"_:["_c",{"i":\#($0),"c":0,"d":{"number":\#($0)}}]"# })
    }
  }

  @Test func stagesAreForTheirNamespaces() async throws {
    let journal = Journal()
    try await PacketServer.run(register: { server in
      server.use(NotedPacketStage(name: "live", journal: journal, match: ["/live"]))
      server.use(NotedPacketStage(name: "rest", journal: journal, ignore: ["/live"]))
    }) { test in
      for path in ["/ws/live", "/ws"] {
        let client = try await test.connect(path)
        client.send(#"_:["here",null]"#)
        client.send("_:[]")
        _ = try await client.received(count: 2)
      }
      #expect(journal.lines.filter { $0.hasPrefix("+") } == ["+live here", "+rest here"])
    }
  }

  /// A list of the server's file without `performAction` performs none, and says so.
  @Test func aListIsTheChain() async throws {
    try await PacketServer.run(PacketServer.definition(packet: ["event"]), register: Self.probes) { test in
      let client = try await test.connect("/ws", ["X-Name": "ada"])
      #expect(
        try await client.perform(#"{"i":1,"m":"get","p":"/probes/1"}"#, number: 1)
          == #"_:["_c",{"i":1,"c":404,"m":"no actions are performed in this namespace","e":"UNKNOWN_TOPIC"}]"#)
    }
  }
}
