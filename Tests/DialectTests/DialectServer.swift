import ConcordCore
import ConcordEntities
import ConcordProtocols
import ConcordServer
import ConcordTransport
import DialectContracts
import Synchronization

/// One server that speaks three dialects over one store.
///
/// Who connects says who it is in headers, as a real admission would find it in a token: `X-Name`, `X-Customer`, and `X-Developer`.
struct DialectServer {
  let server: ConcordServer
  let store: MemoryStore
  let entities: StoredEntities
  let clients: EventLoopGroup
  let port: Int
  private let captured: Captured

  /// What browsers wrote.
  final class Captured: ConsoleHandler {
    let messages = Mutex<[JSONValue]>([])

    func capture(_ input: ConsoleCaptureInput, _ context: RequestContext) async throws -> ConsoleCaptureOutput {
      messages.withLock { $0 += input.messages }
      return ConsoleCaptureOutput(received: input.messages.count)
    }
  }

  static func run(
    loops: Int = 1, logLength: Int = 10_000, limits: (inout ServerLimits) -> Void = { _ in },
    audit: (any AuditLog)? = nil, reactor: InProcessReactor? = nil, authenticator: (any Authenticator)? = nil,
    register: (ConcordServer) -> Void = { _ in }, _ body: (DialectServer) async throws -> Void
  ) async throws {
    let test = try await DialectServer(
      loops: loops, logLength: logLength, limits: limits, audit: audit, reactor: reactor,
      authenticator: authenticator, register: register)
    do {
      try await body(test)
    } catch {
      await test.end()
      throw error
    }
    await test.end()
  }

  private init(
    loops: Int, logLength: Int, limits: (inout ServerLimits) -> Void, audit: (any AuditLog)?,
    reactor: InProcessReactor?, authenticator: (any Authenticator)?, register: (ConcordServer) -> Void
  ) async throws {
    let store = MemoryStore(logLength: logLength)
    let packages: [any ContractPackage.Type] = [PanelPackage.self, MachinesPackage.self]
    let all = packages.flatMap { $0.entities }
    let signIn: [ServerDefinition.SignIn] = [.bearer, .anonymous]
    var options = ServerOptions(
      ServerDefinition(
        name: "three",
        namespaces: [
          .init("/ws", .message, signIn: signIn),
          .init("/ws/store", .storeEvent, packages: ["panel"], signIn: signIn),
          .init("/ws/machines", .subscription, packages: ["machines"], signIn: signIn),
        ]), loops: loops)
    // A reader that is paused answers no ping.
    options.limits.ping = .seconds(300)
    limits(&options.limits)
    let entities = StoredEntities(store, entities: all)
    let captured = Captured()
    let server = ConcordServer(
      packages, store: store, entities: entities, reactor: reactor, options: options, log: Quiet(),
      authenticator: authenticator,
      audit: audit
    ) { head, _ in
      if head.headers["X-Developer"] != nil { return .developer }
      guard let name = head.headers["X-Name"] else { return .anonymous }
      return Principal(name: name, attributes: ["customerId": head.headers["X-Customer"] ?? ""])
    }
    server.handle(console: captured)
    register(server)
    server.serveStored(all)
    self.store = store
    self.entities = entities
    self.server = server
    self.captured = captured
    clients = try EventLoopGroup(count: 1)
    port = try await server.start()
  }

  private struct Quiet: ServerLog {
    func write(_ entry: LogEntry) {}
  }

  private func end() async {
    await server.stop()
    await clients.shutdown()
  }

  var messages: [JSONValue] { captured.messages.withLock { $0 } }

  /// A connection to a namespace; what it says first is taken.
  func connect(_ path: String, _ headers: HTTPHeaders = ["X-Developer": "yes"]) async throws -> FrameClient {
    let client = try await FrameClient.connect("ws://127.0.0.1:\(port)\(path)", headers: headers, on: clients)
    if path != "/ws/machines" { _ = try await client.next() }
    return client
  }

  func store(_ headers: HTTPHeaders = ["X-Developer": "yes"]) async throws -> FrameClient {
    try await connect("/ws/store", headers)
  }

  func machines(_ customer: String) async throws -> FrameClient {
    try await connect("/ws/machines", ["X-Name": customer, "X-Customer": customer])
  }

  // MARK: Changes from elsewhere

  /// A program's own request, by nobody's connection.
  var context: RequestContext {
    RequestContext(
      connection: nil, messageID: .make(), topic: "", kind: .custom, principal: .developer, entities: entities,
      publisher: server)
  }

  @discardableResult
  func order(_ id: String, for customer: String) async throws -> Deployment {
    try await entities.create(
      Deployment(id: id, name: id, runtime: MachineRuntime(), token: "hidden", customerId: customer), context)
  }

  func change(_ id: String, _ change: @Sendable (inout Deployment) -> Void) async throws {
    _ = try await entities.modify(Deployment.key(id: id), context, change)
  }
}
