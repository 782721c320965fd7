import ConcordCore
import ConcordProtocols
import ConcordServer
import Synchronization
import Testing

/// The connection chain over sockets: in before the upgrade, out when it is over.
@Suite struct ConnectionChainTests {
  /// The end of a connection is known when its stages have been left.
  private static func lines(_ journal: Journal, _ count: Int) async throws -> [String] {
    try await wait(for: "\(count) lines") { journal.lines.count >= count ? journal.lines : nil }
  }

  @Test func stagesAreEnteredAndLeftInOneOrder() async throws {
    let journal = Journal()
    try await PacketServer.run(register: { server in
      server.use(NotedStage(name: "last", journal: journal, dependencies: ["second"]))
      server.use(
        NotedStage(name: "second", journal: journal, dependencies: ["first", "passport"]) { connection in
          // Away from the loop and back.
          try await Task.sleep(for: .milliseconds(1))
          journal.add(connection.principal.name ?? "nobody")
        })
      server.use(
        NotedStage(name: "first", journal: journal, dependencies: ["alive"], dependents: ["passport"]) { connection in
          journal.add(connection.principal.name ?? "nobody")
        })
    }) { test in
      let client = try await test.connect("/ws", ["X-Name": "ada"])
      let entered = ["+first", "nobody", "+second", "ada", "+last"]
      #expect(journal.lines == entered)
      client.close()
      _ = try await client.closed()
      #expect(try await Self.lines(journal, 8) == entered + ["-first", "-second", "-last"])
    }
  }

  @Test func whoeverIsRefusedLeavesWhatWasEntered() async throws {
    let journal = Journal()
    try await PacketServer.run(register: { server in
      server.use(NotedStage(name: "one", journal: journal))
      server.use(
        NotedStage(name: "two", journal: journal) { connection in
          switch connection.request?.headers["X-Name"] {
          case "teapot": throw ConcordError(ErrorCode("TEAPOT", httpStatus: 418), "short and stout")
          case "broken": throw StageBroke()
          default: break
          }
        })
      server.use(NotedStage(name: "three", journal: journal))
    }) { test in
      #expect(try await test.status(headers: "X-Name: teapot\r\n") == 418)
      #expect(try await Self.lines(journal, 3) == ["+one", "+two", "-one"])
      #expect(try await test.status(headers: "X-Name: broken\r\n") == 500)
      #expect(try await Self.lines(journal, 6) == ["+one", "+two", "-one", "+one", "+two", "-one"])
      let entry = try #require(test.log.entries.first)
      #expect(entry.incident != nil && entry.message.contains("'two'") && entry.message.contains("StageBroke"))
    }
  }

  /// A stage that fails on exit neither keeps the next from being left, nor the connection in the registry.
  @Test func exitsGoOnAfterAFailure() async throws {
    let journal = Journal()
    let id = Mutex<UniqueID?>(nil)
    try await PacketServer.run(register: { server in
      server.use(
        NotedStage(
          name: "one", journal: journal, entering: { connection in id.withLock { $0 = connection.id } },
          leaving: { _ in throw StageBroke() }))
      server.use(NotedStage(name: "two", journal: journal))
    }) { test in
      let client = try await test.connect()
      client.close()
      _ = try await client.closed()
      #expect(try await Self.lines(journal, 4) == ["+one", "+two", "-one", "-two"])
      #expect(test.log.entries.contains { $0.message.contains("'one' failed on exit") })
      // Forgotten: nothing happens, and another gets what is meant for all.
      let gone = try #require(id.withLock { $0 })
      let other = try await test.connect()
      try test.server.send(NamespacePacket(namespace: "/", name: "hello", Empty()), to: gone)
      try NamespaceChannel<RootNamespace>(test.server).broadcast(\.reload)
      #expect(try await other.received(count: 2) == [#"_:["_a",null]"#, #"_:["reload",null]"#])
    }
  }

  @Test func stopsLeaveTheStagesOfAll() async throws {
    let journal = Journal()
    try await PacketServer.run(loops: 2, register: { $0.use(NotedStage(name: "one", journal: journal)) }) { test in
      var clients: [PacketClient] = []
      for _ in 0..<8 { clients.append(try await test.connect()) }
      await test.server.stop()
      #expect(journal.lines == [String](repeating: "+one", count: 8) + [String](repeating: "-one", count: 8))
    }
  }

  /// A peer that goes away while its stages are being entered is out of them again.
  @Test func whoeverGoesMeanwhileIsOut() async throws {
    let journal = Journal()
    let barrier = Barrier()
    try await PacketServer.run(
      configure: { $0.limits.handshake = .milliseconds(100) },
      register: { server in
        server.use(NotedStage(name: "one", journal: journal))
        server.use(NotedStage(name: "slow", journal: journal) { _ in await barrier.pass() })
      }
    ) { test in
      let status = try await test.status()
      #expect(status == 503)
      #expect(journal.lines == ["+one", "+slow"])
      await barrier.open()
      #expect(try await Self.lines(journal, 4) == ["+one", "+slow", "-one", "-slow"])
    }
  }

  @Test func foreignPagesAndWhatComesAfter() async throws {
    let journal = Journal()
    try await PacketServer.run(register: { server in
      server.use(NotedStage(name: "early", journal: journal, dependents: ["cors"]))
      server.use(NotedStage(name: "late", journal: journal, dependencies: ["cors"]))
    }) { test in
      let status = try await test.status(headers: "Origin: https://evil.example\r\n")
      #expect(status == 403)
      #expect(try await Self.lines(journal, 2) == ["+early", "-early"])
      #expect(try await test.status(headers: "Origin: https://pages.example\r\n") == 101)
    }
  }

  @Test func nobodyIsLetInWhileTheServerDrains() async throws {
    let barrier = Barrier()
    let journal = Journal()
    try await PacketServer.run(register: { server in
      server.use(NotedStage(name: "slow", journal: journal, dependents: ["app"]) { _ in await barrier.pass() })
      server.register(Operation<Probe, Probe>("probe:wait", http: HTTPRoute(.get, "/waiting/{number}")).forAnyone) {
        probe, _ in
        await barrier.pass()
        return probe
      }
    }) { test in
      async let first = test.connect()
      _ = try await wait(for: "first") { await barrier.waiting == 1 ? true : nil }
      await barrier.release()
      let client = try await first
      client.send(#"_:["_b",{"i":1,"m":"get","p":"/waiting/1"}]"#)
      _ = try await wait(for: "handler") { await barrier.waiting == 1 ? true : nil }
      // This one is accepted, and on its way when the drain begins.
      async let status = test.status()
      _ = try await wait(for: "second") { await barrier.waiting == 2 ? true : nil }
      async let drained: Void = test.server.drain(deadline: .seconds(30))
      _ = try await wait(for: "drain") {
        let count = client.received.count
        client.send(#"_:["_b",{"i":2,"m":"get","p":"/waiting/2"}]"#)
        try await Task.sleep(for: .milliseconds(5))
        return client.received.dropFirst(count).first { $0.contains("DRAINING") }
      }
      await barrier.open()
      #expect(try await status == 503)
      await drained
    }
  }

  // MARK: The context

  @Test func theQueryIsInTheContext() async throws {
    enum Visits: ContextKey { typealias Value = Int }
    let journal = Journal()
    try await PacketServer.run(register: { server in
      server.use(
        NotedStage(name: "one", journal: journal, dependencies: ["passport"]) { connection in
          connection[Visits.self] = (connection[Visits.self] ?? 0) + 2
        })
      server.use(
        NotedStage(name: "two", journal: journal) { connection in
          let texts = [
            connection.namespace, connection.principal.name, connection.instance, connection.locale,
            connection.timeZone,
            connection[Visits.self].map { "\($0)" }, connection.peer?.host, connection.id.version == 7 ? "v7" : nil,
          ]
          journal.add(texts.map { $0 ?? "-" }.joined(separator: " "))
        })
    }) { test in
      let query = "x-vona-instance-name=shard%201&x-vona-locale=en-us&x-vona-tz=Europe%2FBerlin"
      _ = try await test.connect("/ws/live?\(query)", ["X-Name": "ada"])
      _ = try await test.connect("/ws?x-vona-locale=")
      #expect(
        journal.lines.filter { !$0.hasPrefix("+") } == [
          "/live ada shard 1 en-us Europe/Berlin 2 127.0.0.1 v7", "/ - - - - 2 127.0.0.1 v7",
        ])
    }
  }

  @Test func theNamesOfTheQueryAreTheServers() async throws {
    let journal = Journal()
    try await PacketServer.run(
      configure: {
        $0.queryKeys.instance = "i"
        $0.queryKeys.locale = "l"
        $0.queryKeys.timeZone = "z"
        $0.passportKey = "p"
      }, authenticator: Passports(),
      register: { server in
        server.use(
          NotedStage(name: "two", journal: journal) { connection in
            let texts = [connection.principal.name, connection.instance, connection.locale, connection.timeZone]
            journal.add(texts.map { $0 ?? "-" }.joined(separator: " "))
          })
      }
    ) { test in
      _ = try await test.connect("/ws?i=a&l=b&z=c&p=good")
      _ = try await test.connect("/ws?x-vona-instance-name=a&x-vona-locale=b&x-vona-tz=c&x-vona-passport-code=bad")
      #expect(journal.lines == ["+two", "ada a b c", "+two", "- - - -"])
    }
  }

  @Test func aPassportSignsIn() async throws {
    let journal = Journal()
    try await PacketServer.run(
      authenticator: Passports(),
      register: { server in
        server.use(
          NotedStage(name: "two", journal: journal) { connection in journal.add(connection.principal.name ?? "nobody") }
        )
      }
    ) { test in
      _ = try await test.connect("/ws?x-vona-passport-code=good")
      _ = try await test.connect("/ws")
      #expect(journal.lines == ["+two", "ada", "+two", "nobody"])
      #expect(try await test.status("/ws?x-vona-passport-code=bad") == 401)
      #expect(try await test.status("/ws?x-vona-passport-code=busy") == 503)
    }
    let definition = PacketServer.definition(signIn: [.passport])
    try await PacketServer.run(definition, authenticator: Passports()) { test in
      let status = try await test.status("/ws")
      #expect(status == 401)
      #expect(try await test.status("/ws?x-vona-passport-code=good") == 101)
      // A token is none of this namespace's ways.
      #expect(try await test.status("/ws", headers: "Authorization: Bearer good\r\n") == 401)
    }
  }

  // MARK: Which stages

  @Test func stagesAreForTheirNamespaces() async throws {
    let journal = Journal()
    try await PacketServer.run(register: { server in
      server.use(NotedStage(name: "live", journal: journal, match: ["/live"]))
      server.use(
        NotedStage(name: "admin", journal: journal, match: [.where { $0.hasPrefix("/admin") }], ignore: ["/admin/open"])
      )
      server.use(NotedStage(name: "elsewhere", journal: journal, ignore: ["/live", .where { $0.hasPrefix("/admin") }]))
    }) { test in
      for path in ["/ws/live", "/ws/admin", "/ws/admin/open", "/ws"] {
        _ = try await test.connect(path)
        journal.add(path)
      }
      #expect(journal.lines == ["+live", "/ws/live", "+admin", "/ws/admin", "/ws/admin/open", "+elsewhere", "/ws"])
    }
  }

  /// What a server's file lists is the chain, and nothing else.
  @Test func aListIsTheChain() async throws {
    let journal = Journal()
    let definition = PacketServer.definition(connection: ["two", "one", "alive"], signIn: [.anonymous])
    try await PacketServer.run(
      definition,
      register: { server in
        for name in ["one", "two", "three"] { server.use(NotedStage(name: name, journal: journal)) }
      }
    ) { test in
      _ = try await test.connect("/ws?x-vona-instance-name=a", ["X-Name": "ada"])
      #expect(journal.lines == ["+two", "+one"])
      // Without the stage `cors` nobody looks at origins.
      #expect(try await test.status(headers: "Origin: https://evil.example\r\n") == 101)
    }
  }

  @Test func chainsThatCannotBeStopTheStart() async {
    func reasons(
      _ definition: ServerDefinition = PacketServer.definition(), _ register: (ConcordServer) -> Void
    ) async -> [String] {
      let server = PacketServer.make(definition, register: register)
      let error = await #expect(throws: ServerDefinitionError.self) { try await server.start() }
      return error?.reasons ?? []
    }
    let journal = Journal()
    #expect(
      await reasons {
        $0.use(NotedStage(name: "a", journal: journal, dependencies: ["b"]))
        $0.use(NotedStage(name: "b", journal: journal, dependencies: ["a"]))
        $0.use(NotedPacketStage(name: "c", journal: journal, dependencies: ["nothing"]))
      } == [
        "the namespace /ws: the stages 'a', 'b' depend on each other in a circle",
        "the namespace /ws: the stage 'c' depends on 'nothing', which the chain does not have",
      ])
    #expect(
      await reasons {
        $0.use(NotedStage(name: "early", journal: journal, dependencies: ["ready"], dependents: ["app"]))
      }
        == [
          "the namespace /ws: the stages 'app', 'early', 'ready' depend on each other in a circle"
        ])
    #expect(
      await reasons { $0.use(NotedStage(name: "cors", journal: journal)) }
        == ["the namespace /ws: 'cors' is a stage of the runtime; give yours another name"])
    #expect(
      await reasons(PacketServer.definition(connection: ["alive", "audit"], packet: ["audit"], signIn: [.anonymous])) {
        _ in
      }
        == [
          "the namespace /ws: 'connection' names the stage 'audit', which was not registered with server.use",
          "the namespace /ws: 'packet' names the stage 'audit', which was not registered with server.use",
        ])
    #expect(
      await reasons(PacketServer.definition(connection: ["alive", "app"], signIn: [.cookie])) { _ in } == [
        "the namespace /ws: 'connection' leaves out 'passport', which signs in: add it, or say sign-in: [anonymous]",
        "the namespace /ws: 'connection' leaves out 'cors', which cookies need: browsers send them from any page",
      ])
    #expect(
      await reasons { server in
        for name in ["get_a", "get_b"] {
          server.register(Operation<Probe, Probe>("probe:\(name)", http: HTTPRoute(.get, "/same"))) { probe, _ in probe
          }
        }
      }.first?.hasPrefix("the namespace /ws: GET /same is the route of probe:get_a and of probe:get_b") == true)
  }
}

/// Knows one passport code.
private struct Passports: Authenticator {
  var cookieName: String { "session" }

  func session(of credential: Credential) async throws(ConcordError) -> Session? {
    switch credential {
    case .passport("good"), .bearer("good"):
      Session(id: UniqueID(high: 1, low: 1), principal: Principal(name: "ada"))
    case .passport("busy"): throw ConcordError(.overloaded, "come again")
    default: nil
    }
  }

  func follow(_ changed: @escaping @Sendable (SessionChange) -> Void) {}
}
