import ConcordCore
import ConcordEntities
import ConcordProtocols
import ConcordServer
import ConcordTransport
import Foundation
import Synchronization
import TestContracts

/// Keeps what a server logs.
final class TestLog: ServerLog {
  private let kept = Mutex<[LogEntry]>([])
  let level: LogEntry.Level
  init(_ level: LogEntry.Level = .info) { self.level = level }
  func write(_ entry: LogEntry) { kept.withLock { $0.append(entry) } }
  var entries: [LogEntry] { kept.withLock { $0 } }
}

/// A server on a free port with the entities of the tests, and loops for its clients.
struct TestServer {
  let server: ConcordServer
  let store: MemoryStore
  let log: TestLog
  let port: Int
  private let clients: EventLoopGroup

  /// Starts a server, runs `body`, and stops everything whatever happens.
  static func run(
    loops: Int = 1, log: TestLog = TestLog(), limits: (inout ServerLimits) -> Void = { _ in },
    register: (ConcordServer) -> Void = { _ in },
    packages: [any ContractPackage.Type] = [TestPackage.self], options: (inout ServerOptions) -> Void = { _ in },
    admit: @escaping Admission = { _, _ in .developer }, _ body: (TestServer) async throws -> Void
  ) async throws {
    let test = try await TestServer(
      loops: loops, log: log, limits: limits, register: register, packages: packages, options: options, admit: admit)
    do {
      try await body(test)
    } catch {
      await test.end()
      throw error
    }
    await test.end()
  }

  private init(
    loops: Int, log: TestLog, limits: (inout ServerLimits) -> Void, register: (ConcordServer) -> Void,
    packages: [any ContractPackage.Type], options change: (inout ServerOptions) -> Void, admit: @escaping Admission
  ) async throws {
    self.log = log
    store = MemoryStore()
    clients = try EventLoopGroup(count: 1)
    var options = ServerOptions(loops: loops)
    limits(&options.limits)
    change(&options)
    let kinds = packages.flatMap { $0.entities }
    let entities = StoredEntities(store, entities: kinds)
    server = ConcordServer(
      packages, store: store, entities: entities, options: options, log: log, admit: admit)
    register(server)
    server.serveStored(kinds)
    port = try await server.start()
  }

  private func end() async {
    await server.stop()
    await clients.shutdown()
  }

  func connect(headers: HTTPHeaders = HTTPHeaders()) async throws -> TestClient {
    let client = try await TestClient.connect(port, headers: headers, on: clients)
    _ = try await client.first("hello") { $0.head.topic == "concord:hello" }
    return client
  }

  /// Runs what blocks on a thread of its own: the few that loops and tasks share are needed by the server.
  func blocking<T: Sendable>(_ work: @escaping @Sendable (Int) throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try work(port) }) }
    }
  }

  /// A plain HTTP request; gives the status.
  func get(_ path: String) async throws -> Int {
    try await blocking { try plainRequest($0, path) }
  }
}
