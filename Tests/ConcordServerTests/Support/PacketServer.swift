import ConcordCore
import ConcordEntities
import ConcordProtocols
import ConcordServer
import ConcordTransport
import TestContracts

/// A server with a namespace of the packet dialect at `/ws`, and loops for its clients.
struct PacketServer {
  let server: ConcordServer
  let log: TestLog
  let port: Int
  let clients: EventLoopGroup

  /// Who names somebody in the header `X-Name` is that one, with the roles of `X-Roles`.
  static let byHeader: Admission = { request, _ in
    Principal(
      name: request.headers["X-Name"],
      roles: Set((request.headers["X-Roles"] ?? "").split(separator: ",").map(String.init)))
  }

  static func definition(
    connection: [String] = [], packet: [String] = [], signIn: [ServerDefinition.SignIn] = [.passport, .anonymous]
  ) -> ServerDefinition {
    ServerDefinition(
      name: "packets",
      namespaces: [
        .init("/ws", .packet, signIn: signIn, connection: connection, packet: packet),
        .init("/ws/messages", .message, signIn: [.anonymous]),
      ], origins: ["https://pages.example"])
  }

  static func make(
    _ definition: ServerDefinition = definition(), loops: Int = 1, configure: (inout ServerOptions) -> Void = { _ in },
    log: TestLog = TestLog(), authenticator: (any Authenticator)? = nil, audit: (any AuditLog)? = nil,
    admit: @escaping Admission = byHeader, register: (ConcordServer) -> Void = { _ in }
  ) -> ConcordServer {
    let store = MemoryStore()
    var options = ServerOptions(definition, loops: loops)
    configure(&options)
    let server = ConcordServer(
      [TestPackage.self], store: store, entities: StoredEntities(store, entities: TestPackage.entities),
      options: options, log: log, authenticator: authenticator, audit: audit, admit: admit)
    register(server)
    server.serveStored(TestPackage.entities)
    return server
  }

  /// Starts a server, runs `body`, and stops everything whatever happens.
  static func run(
    _ definition: ServerDefinition = definition(), loops: Int = 1, configure: (inout ServerOptions) -> Void = { _ in },
    authenticator: (any Authenticator)? = nil, audit: (any AuditLog)? = nil, admit: @escaping Admission = byHeader,
    register: (ConcordServer) -> Void = { _ in }, _ body: (PacketServer) async throws -> Void
  ) async throws {
    let log = TestLog()
    let server = make(
      definition, loops: loops, configure: configure, log: log, authenticator: authenticator, audit: audit,
      admit: admit, register: register)
    let test = PacketServer(
      server: server, log: log, port: try await server.start(), clients: try EventLoopGroup(count: 1))
    do {
      try await body(test)
    } catch {
      await test.end()
      throw error
    }
    await test.end()
  }

  private func end() async {
    await server.stop()
    await clients.shutdown()
  }

  func connect(_ path: String = "/ws", _ headers: HTTPHeaders = HTTPHeaders()) async throws -> PacketClient {
    let client = try await PacketClient.connect(port, path, headers: headers, on: clients)
    _ = try await client.received(count: 1)
    return client
  }

  /// The status of a handshake.
  func status(_ path: String = "/ws", headers: String = "") async throws -> Int {
    try await clients.next().offload {
      try plainRequest(
        port, path,
        headers: "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers)
    }
  }
}

/// A namespace with an event in either direction, as one that is generated.
struct LiveNamespace: SocketNamespace {
  static let table = LiveNamespace()
  static let path = "/live"
  let changed = NamespaceEvent<Probe>("changed")
  let reload = NamespaceEvent<Empty>("reload")
  let seen = ReceivedEvent<Probe>("seen")
}

/// The same in the namespace of the socket's own path.
struct RootNamespace: SocketNamespace {
  static let table = RootNamespace()
  static let path = "/"
  let reload = NamespaceEvent<Empty>("reload")
}
