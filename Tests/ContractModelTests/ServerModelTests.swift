import ContractModel
import Testing

@Suite struct ServerModelTests {
  @Test func aServerHasNamespacesOriginsAndLimits() throws {
    let packages = load([
      "p/main.yaml": """
      concord: 1
      server: main
      summary: For tests.
      namespaces:
        /:        { dialect: message }
        /ws/live: { dialect: packet, packages: [a, b], connection: [alive, audit], packet: [event], sign-in: [passport] }
      origins: ["https://a.example"]
      limits: { message: 1MiB, connections: 9, in-flight: 2, queue: 4096, handshake: 500ms, ping: 1m, rate: 200/s }
      """
    ])
    let contract = try #require(packages.first?.contracts.first)
    let server = try #require(contract.server)
    #expect(contract.kind == .server && contract.group == nil && contract.types.isEmpty)
    #expect(server.name == "main" && server.swiftName == "main" && server.summary == "For tests.")
    #expect(server.namespaces.map(\.path) == ["/", "/ws/live"])
    #expect(server.namespaces.map(\.dialect) == [.message, .packet])
    #expect(server.namespaces[1].packages.map(\.value) == ["a", "b"])
    #expect(server.namespaces[1].connection.map(\.value) == ["alive", "audit"])
    #expect(server.namespaces[1].packet.map(\.value) == ["event"] && server.namespaces[1].signIn == [.passport])
    #expect(server.origins.map(\.value) == ["https://a.example"])
    var limits = ServerModel.Limits()
    limits.message = 1 << 20
    limits.connections = 9
    limits.inFlight = 2
    limits.queue = 4096
    limits.handshake = 500
    limits.ping = 60_000
    limits.rate = 200
    #expect(server.limits == limits)
  }

  @Test func aNamespaceHasEvents() throws {
    let packages = load([
      "p/package.yaml": "swiftPrefix: My\n",
      "p/admin-live.yaml": """
      concord: 1
      import: [common.yaml]
      namespace: /admin/live
      since: 1.2
      events:
        reload:
        said: { payload: { text: string, size: Size }, summary: Somebody spoke. }
        heard: { payload: list<Size>, direction: received, deprecated: use said }
      """,
      "p/common.yaml": "concord: 1\ntypes: { Size: [small] }\n",
    ])
    let contract = try #require(packages.first?.contracts.first { $0.name == "admin-live" })
    let namespace = try #require(contract.namespace)
    #expect(namespace.path == "/admin/live" && namespace.lifecycle.since == "1.2")
    #expect(namespace.swiftName == "MyAdminLive" && namespace.swiftMember == "adminLive")
    #expect(namespace.events.map(\.name) == ["reload", "said", "heard"])
    #expect(namespace.events.map(\.direction) == [.pushed, .pushed, .received])
    #expect(namespace.events[0].payload == nil && namespace.events[2].payload == .list(.named(TypeID(0))))
    #expect(namespace.events[2].lifecycle.deprecated == "use said")
    #expect(packages[0].types.map(\.swiftName) == ["MySize", "MyAdminLiveSaidPayload"])
    #expect(contract.types == [TypeID(1)] && contract.imports.map(\.isUsed) == [true])
  }

  @Test func theRootIsANamespaceToo() throws {
    let packages = load(["p/root.yaml": "concord: 1\nnamespace: /\n"])
    let namespace = try #require(packages.first?.contracts.first?.namespace)
    #expect(namespace.swiftName == "Root" && namespace.swiftMember == "root" && namespace.events.isEmpty)
  }
}
