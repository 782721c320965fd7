import ConcordClient
import ConcordCore
import ConcordEntities
import ConcordServer
import ConcordTransport
import LanguageContracts

/// A server of the language package with a store, and a client of it.
struct Served {
  struct Quiet: ServerLog {
    func write(_ entry: LogEntry) {}
  }

  let server: ConcordServer
  let store: MemoryStore
  let client: ConcordClient

  static func run(
    audit: (any AuditLog)? = nil, register: (ConcordServer) -> Void = { _ in }, _ body: (Served) async throws -> Void
  ) async throws {
    let store = MemoryStore()
    let server = ConcordServer(
      [LanguagePackage.self], store: store, entities: StoredEntities(store, entities: LanguagePackage.entities),
      options: ServerOptions(port: 0, loops: 1), log: Quiet(), audit: audit
    ) { _, _ in .developer }
    register(server)
    server.serveStored(LanguagePackage.entities)
    let port = try await server.start()
    let group = try EventLoopGroup(count: 1)
    let client = ConcordClient(
      baseURL: "http://127.0.0.1:\(port)", packages: [LanguagePackage.self], transport: TransportClient(group: group))
    try await client.connect()
    try await body(Served(server: server, store: store, client: client))
    client.close()
    await server.stop()
    await group.shutdown()
  }
}

/// The error that an action ends with.
func failure<T>(_ action: @autoclosure () async throws -> T) async -> ConcordError? {
  do {
    _ = try await action()
    return nil
  } catch {
    return error as? ConcordError
  }
}

/// Reads a text as an operation's input, as the server does.
func input<Input, Output>(_ operation: Operation<Input, Output>, _ text: String) -> Result<Input, ConcordError> {
  let bytes = text.utf8Span.span.bytes
  var reader = JSONReader(bytes)
  let input = operation.readInput(from: &reader)
  reader.finish()
  if let failure = reader.failure { return .failure(ConcordError(invalid: failure, in: bytes)) }
  return .success(input)
}

extension Result {
  /// What it failed with.
  var failure: Failure? { if case .failure(let error) = self { error } else { nil } }
}
