import ConcordCore
import ConcordTransport
import SampleContracts
import Synchronization
import Testing

@testable import ConcordClient

/// Notes what happened, from any thread.
final class Log: Sendable {
  private let kept = Mutex<[String]>([])
  func add(_ line: String) { kept.withLock { $0.append(line) } }
  var lines: [String] { kept.withLock { $0 } }
}

/// Waits until something holds, for a minute at most: the machine may be busy.
func eventually(
  _ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () async -> Bool
) async throws {
  let end = ContinuousClock.now + .seconds(60)
  while ContinuousClock.now < end {
    if await condition() { return }
    try await Task.sleep(for: .milliseconds(2))
  }
  Issue.record("never: \(what)", sourceLocation: sourceLocation)
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

/// Expects an action to end with an error of this code.
func expectFailure<T>(
  _ code: ErrorCode, _ action: @autoclosure () async throws -> T, sourceLocation: SourceLocation = #_sourceLocation
) async {
  let error = await failure(try await action())
  #expect(error?.code == code, sourceLocation: sourceLocation)
}

func json<Value: JSONCodable>(_ value: Value) -> String { String(decoding: encode(value), as: UTF8.self) }

/// The sample's ways down the tree.
let acme = Tenant(name: "acme")
let prod = Account(tenant: "acme", name: "prod", provider: .aws, status: "ACTIVE")
let env1 = Environment(tenant: "acme", account: "prod", name: "env1")
let api = Service(tenant: "acme", account: "prod", environment: "env1", name: "api")

extension EntityTree {
  /// Path and revision of every entity, parents first.
  var lines: [String] {
    var lines: [String] = []
    forEach { entity, _ in lines.append("\(entity.path) \(revision(entity.path) ?? -1)") }
    return lines
  }
}

/// Runs a test with a client of a peer and cleans up behind it.
func withClient(
  greeting: String? = nil, options: ClientOptions = ClientOptions(), connected: Bool = true,
  answer: @escaping @Sendable (Peer.Request) -> [String] = { _ in [] },
  _ body: (ConcordClient, Peer) async throws -> Void
) async throws {
  let peer = try await Peer(greeting: greeting, answer: answer)
  let client = ConcordClient(
    baseURL: peer.baseURL, packages: [SamplePackage.self], transport: TransportClient(group: peer.group),
    options: options)
  if connected { try await client.connect() }
  do {
    try await body(client, peer)
  } catch {
    client.close()
    await peer.stop()
    throw error
  }
  client.close()
  await peer.stop()
}

/// A client that is known later, and not kept.
final class ClientBox: Sendable {
  private struct Weak: Sendable { weak let client: ConcordClient? }

  private let kept = Mutex(Weak(client: nil))
  var client: ConcordClient? {
    get { kept.withLock { $0.client } }
    set { kept.withLock { $0 = Weak(client: newValue) } }
  }
}
