import ConcordCore
import ConcordEntities
import ConcordProtocols
import ConcordServer
import ConcordTransport
import TestContracts
import Testing

/// What a `server:` file says, kept by a server on a real socket, or refused before it listens.
@Suite struct DefinitionTests {
  private static let secret: Admission = { request, _ in
    switch (request.headers["Authorization"], request.headers["Cookie"]) {
    case ("Bearer open", _), (_, "session=open"): Principal(name: "me")
    default: .anonymous
    }
  }

  private static func server(_ definition: ServerDefinition, admit: @escaping Admission = secret) -> ConcordServer {
    let store = MemoryStore()
    let server = ConcordServer(
      [TestPackage.self], store: store, entities: StoredEntities(store, entities: TestPackage.entities),
      options: ServerOptions(definition, loops: 1), log: TestLog(), admit: admit)
    server.serveStored(TestPackage.entities)
    return server
  }

  private static func run(
    _ definition: ServerDefinition, admit: @escaping Admission = secret,
    _ body: (_ port: Int, _ group: EventLoopGroup) async throws -> Void
  ) async throws {
    let server = server(definition, admit: admit)
    let port = try await server.start()
    let group = try EventLoopGroup(count: 1)
    do {
      try await body(port, group)
    } catch {
      await server.stop()
      await group.shutdown()
      throw error
    }
    await server.stop()
    await group.shutdown()
  }

  /// The statuses of handshakes, one after the other.
  private static func statuses(
    _ port: Int, _ group: EventLoopGroup, _ requests: [(path: String, headers: String)]
  ) async throws -> [Int] {
    var statuses: [Int] = []
    for (path, headers) in requests {
      let status = try await group.next().offload {
        try plainRequest(
          port, path,
          headers: "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers)
      }
      statuses.append(status)
    }
    return statuses
  }

  @Test func listensWhereItSays() async throws {
    let definition = ServerDefinition(
      name: "two", namespaces: [.init("/ws", .message, packages: ["test"]), .init("/ws/other", .message)])
    try await Self.run(definition) { port, group in
      for path in ["/ws", "/ws/other"] {
        let client = try await TestClient.connect(
          port, path: path, headers: ["Authorization": "Bearer open"], on: group)
        let reply = try await client.call("tenant:create_tenant", #"{"name":"a\#(path.utf8.count)","title":"A"}"#)
        #expect(reply.head.kind == .success)
      }
      #expect(try await Self.statuses(port, group, [("/api/v1/ws", "")]) == [404])
    }
  }

  @Test func keepsTheWaysToSignIn() async throws {
    let definition = ServerDefinition(
      name: "ways",
      namespaces: [
        .init("/bearer", .message), .init("/cookie", .message, signIn: [.cookie]),
        .init("/open", .message, signIn: [.bearer, .anonymous]),
      ], origins: ["https://pages.example"])
    let token = "Authorization: Bearer open\r\n"
    let cookie = "Cookie: session=open\r\nOrigin: https://pages.example\r\n"
    try await Self.run(definition) { port, group in
      let statuses = try await Self.statuses(
        port, group,
        [
          ("/bearer", token), ("/bearer", cookie), ("/bearer", ""), ("/cookie", cookie), ("/cookie", token),
          ("/open", ""), ("/open", cookie),
        ])
      #expect(statuses == [101, 401, 401, 101, 401, 101, 101], "a token or cookie counts only where it is named")
    }
  }

  @Test func keepsOriginsAndLimits() async throws {
    let definition = ServerDefinition(
      name: "small", namespaces: [.init("/ws", .message)], origins: ["https://pages.example"],
      limits: .init(
        message: 200, connections: 2, inFlight: 3, queue: 100_000, handshake: .seconds(7), ping: .seconds(9)))
    try await Self.run(definition) { port, group in
      let headers: HTTPHeaders = ["Authorization": "Bearer open"]
      let first = try await TestClient.connect(port, path: "/ws", headers: headers, on: group)
      let hello = try await first.first("hello") { $0.head.topic == "concord:hello" }
      #expect(hello.payload?["limits"]?["messageBytes"] == 200)
      #expect(hello.payload?["limits"]?["inFlight"] == 3)
      #expect(hello.payload?["ping"] == 9)
      let token = "Authorization: Bearer open\r\n"
      let foreign = [("/ws", token + "Origin: https://other.example\r\n")]
      #expect(try await Self.statuses(port, group, foreign) == [403])
      let second = try await TestClient.connect(port, path: "/ws", headers: headers, on: group)
      let third = [("/ws", token + "Origin: https://pages.example\r\n")]
      #expect(try await Self.statuses(port, group, third) == [503], "two are the most")
      second.start("tenant:create_tenant", #"{"name":"\#(String(repeating: "x", count: 300))"}"#)
      #expect(try await second.closed() == 1009)
    }
    let options = ServerOptions(definition)
    #expect(options.limits.handshake == .seconds(7) && options.limits.queueBytes == 100_000)
    #expect(options.limits.totalInFlight == ServerLimits().totalInFlight)
  }

  @Test func keepsTheRate() async throws {
    let definition = ServerDefinition(
      name: "slow", namespaces: [.init("/ws", .message)], limits: .init(rate: 2))
    try await Self.run(definition) { port, group in
      let client = try await TestClient.connect(port, path: "/ws", headers: ["Authorization": "Bearer open"], on: group)
      let ids = (0..<200).map { client.start("tenant:get_tenant", #"{"name":"x\#($0)"}"#) }
      var codes: [String: Int] = [:]
      for id in ids { codes[try await client.reply(to: id).head.error?.code.text ?? "", default: 0] += 1 }
      #expect(codes.keys.sorted() == ["NOT_FOUND", "OVERLOADED"])
      #expect(codes["NOT_FOUND", default: 0] >= 2)
    }
  }

  @Test(arguments: [
    (
      [ServerDefinition.Namespace("/ws", .message), .init("/ws/store", .storeEvent, connection: ["alive"])],
      "the server 'odd' cannot start: the namespace /ws/store has stages or passports, which only the packet dialect has"
    ),
    (
      [.init("/ws", .message, packages: ["test", "admin"])],
      "the server 'odd' cannot start: the namespace /ws is for the package 'admin', which the server was not given"
    ),
    (
      [.init("/ws", .message, signIn: [.passport])],
      "the server 'odd' cannot start: the namespace /ws has stages or passports, which only the packet dialect has"
    ),
    ([], "the server 'odd' cannot start: it has no namespaces"),
  ]) func refusesWhatItCannotKeep(_ namespaces: [ServerDefinition.Namespace], _ message: String) async {
    let server = Self.server(ServerDefinition(name: "odd", namespaces: namespaces))
    let error = await #expect(throws: ServerDefinitionError.self) { try await server.start() }
    #expect(error?.description == message)
  }

  @Test func keepsPackagesApart() async throws {
    let store = MemoryStore()
    let definition = ServerDefinition(
      name: "apart",
      namespaces: [.init("/test", .message, packages: ["test"]), .init("/other", .message, packages: ["other"])])
    let server = ConcordServer(
      [TestPackage.self, OtherPackage.self], store: store,
      entities: StoredEntities(store, entities: TestPackage.entities), options: ServerOptions(definition, loops: 1),
      log: TestLog()
    ) { _, _ in .developer }
    server.serveStored(TestPackage.entities)
    server.register(Operation<Empty, Empty>("clock:tick_clock")) { _, _ in Empty() }
    let port = try await server.start()
    let group = try EventLoopGroup(count: 1)
    let test = try await TestClient.connect(port, path: "/test", on: group)
    let other = try await TestClient.connect(port, path: "/other", on: group)
    #expect(try await other.call("clock:tick_clock").head.kind == .success)
    #expect(try await test.call("clock:tick_clock").head.error?.code == .unknownTopic)
    #expect(try await other.call("tenant:get_tenants").head.error?.code == .unknownTopic)
    let subscribed = try await other.call("concord:subscribe", #"{"entities":["tenant"]}"#)
    #expect(subscribed.head.error?.code == .notFound)
    let second = try await TestClient.connect(port, path: "/test", on: group)
    #expect(try await test.call("tenant:create_tenant", #"{"name":"a","title":"A"}"#).head.kind == .success)
    #expect(try await second.events(count: 1).map(\.head.topic) == ["tenant:created"])
    try await other.settle()
    #expect(other.events.isEmpty)
    await server.stop()
    await group.shutdown()
  }
}

private enum OtherPackage: ContractPackage {
  static let name = "other"
  static let digest = ""
  static var entities: [any Entity.Type] { [] }
  static func bind(_ bindings: inout ClientBindings) { bindings.service("clock") }
}
