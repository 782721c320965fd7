import ConcordClient
import ConcordCore
import ConcordEntities
import ConcordServer
import ConcordTransport
import LanguageContracts
import Synchronization
import Testing

/// A server of the language package that knows its callers by their tokens: `ada@acme` is Ada, of the customer `acme`;
/// `cleo@post:clerk` has a role as well; `dev` is the developer.
struct Post {
  let server: ConcordServer
  let store: MemoryStore
  let entities: StoredEntities
  fileprivate let port: Int
  fileprivate let group: EventLoopGroup
  private let clients = Clients()

  static func run(
    handler: (any ParcelHandler)? = Office(), _ body: (Post) async throws -> Void
  ) async throws {
    let store = MemoryStore()
    let entities = StoredEntities(store, entities: LanguagePackage.entities)
    let server = ConcordServer(
      [LanguagePackage.self], store: store, entities: entities, options: ServerOptions(port: 0, loops: 2),
      log: Served.Quiet()
    ) { head, _ in principal(head.headers["Authorization"] ?? "") }
    if let handler { server.handle(parcel: handler) }
    server.serveStored(LanguagePackage.entities)
    let port = try await server.start()
    let post = Post(
      server: server, store: store, entities: entities, port: port, group: try EventLoopGroup(count: 1))
    do {
      try await body(post)
    } catch {
      await post.end()
      throw error
    }
    await post.end()
  }

  private func end() async {
    for client in clients.all { client.close() }
    await server.stop()
    await group.shutdown()
  }

  private static func principal(_ authorization: String) -> Principal? {
    let token = authorization.split(separator: " ").last ?? ""
    if token == "dev" { return .developer }
    let parts = token.split(separator: ":")
    let names = (parts.first ?? "").split(separator: "@")
    guard let name = names.first else { return nil }
    return Principal(
      name: String(name), roles: Set(parts.dropFirst().map(String.init)),
      attributes: names.count > 1 ? ["customerId": String(names[1])] : [:])
  }

  /// A client that is signed in and listens.
  func client(_ token: String, options: ClientOptions = ClientOptions()) async throws -> ConcordClient {
    let client = ConcordClient(
      baseURL: "http://127.0.0.1:\(port)", packages: [LanguagePackage.self],
      transport: TransportClient(group: group), options: options)
    clients.add(client)
    try await client.connect(token: token)
    try await eventually("greeted") { client.status.server != nil }
    return client
  }
}

/// The office's own operations; everything else the store answers.
struct Office: ParcelHandler {
  func send(_ input: ParcelSendInput, _ context: RequestContext) async throws -> Parcel {
    let parcel = try await context.entities.modify(Parcel.key(id: input.id), context) { $0.label = input.to }
    context.publish(ParcelEvents.table.logged, ParcelLoggedPayload(id: input.id, line: "to \(input.to)"))
    return parcel
  }

  func hand(_ input: ParcelHandInput, _ context: RequestContext) async throws -> Parcel {
    try await context.entities.modify(Parcel.key(id: input.id), context) { $0.customerId = input.to }
  }
}

private final class Clients: Sendable {
  private let kept = Mutex<[ConcordClient]>([])
  func add(_ client: ConcordClient) { kept.withLock { $0.append(client) } }
  var all: [ConcordClient] { kept.withLock { $0 } }
}

/// Notes what happened, from any thread.
final class Journal: Sendable {
  private let kept = Mutex<[String]>([])
  func add(_ line: String) { kept.withLock { $0.append(line) } }
  var lines: [String] { kept.withLock { $0 } }

  /// Follows the parcels of a client.
  static func ofParcels(_ client: ConcordClient) -> Journal {
    let journal = Journal()
    _ = client.events.parcel.subscribe.created { journal.add("created \($0.label)") }
    _ = client.events.parcel.subscribe.updated { journal.add("updated \($0.label)") }
    _ = client.events.parcel.subscribe.deleted { _ in journal.add("deleted") }
    _ = client.events.parcel.subscribe.logged { journal.add("logged \($0.line)") }
    return journal
  }
}

/// Waits until something holds, for a minute at most: the machine may be busy.
func eventually(
  _ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + .seconds(60)
  while ContinuousClock.now < end {
    if try await condition() { return }
    try await Task.sleep(for: .milliseconds(2))
  }
  Issue.record("never: \(what)", sourceLocation: sourceLocation)
}
