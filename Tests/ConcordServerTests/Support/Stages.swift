import ConcordCore
import ConcordServer
import Synchronization

/// Lines in the order in which they were written, by whomever.
final class Journal: Sendable {
  private let kept = Mutex<[String]>([])
  func add(_ line: String) { kept.withLock { $0.append(line) } }
  var lines: [String] { kept.withLock { $0 } }
}

/// A stage of the connection chain that writes down what it meets, and does what a test says.
struct NotedStage: ConnectionStage {
  let name: String
  let journal: Journal
  var dependencies: [String] = []
  var dependents: [String] = []
  var match: [NamespacePattern] = []
  var ignore: [NamespacePattern] = []
  var entering: @Sendable (ConnectionContext) async throws -> Void = { _ in }
  var leaving: @Sendable (ConnectionContext) async throws -> Void = { _ in }

  func enter(_ connection: ConnectionContext) async throws {
    journal.add("+\(name)")
    try await entering(connection)
  }

  func exit(_ connection: ConnectionContext) async throws {
    journal.add("-\(name)")
    try await leaving(connection)
  }
}

/// The same of the packet chain.
struct NotedPacketStage: PacketStage {
  let name: String
  let journal: Journal
  var dependencies: [String] = []
  var dependents: [String] = []
  var match: [NamespacePattern] = []
  var ignore: [NamespacePattern] = []
  var entering: @Sendable (InboundPacket, ConnectionContext) async throws -> InboundPacket? = { packet, _ in packet }
  var leaving: @Sendable (InboundPacket, ConnectionContext) async throws -> Void = { _, _ in }

  func enter(_ packet: InboundPacket, _ connection: ConnectionContext) async throws -> InboundPacket? {
    journal.add("+\(name) \(packet.name ?? "-")")
    return try await entering(packet, connection)
  }

  func exit(_ packet: InboundPacket, _ connection: ConnectionContext) async throws {
    journal.add("-\(name) \(packet.name ?? "-")")
    try await leaving(packet, connection)
  }
}

struct StageBroke: Error {}
