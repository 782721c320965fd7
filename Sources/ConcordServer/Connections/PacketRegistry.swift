import ConcordCore
import ConcordTransport
import Synchronization

/// The connections of one loop that named events may be sent to.
struct PacketRegistry {
  private var byID: [UniqueID: ServerConnection] = [:]
  private var byNamespace: [String: [UniqueID: ServerConnection]] = [:]

  mutating func add(_ connection: ServerConnection, _ context: ConnectionContext) {
    byID[context.id] = connection
    byNamespace[context.namespace, default: [:]][context.id] = connection
  }

  mutating func remove(_ context: ConnectionContext) {
    byID[context.id] = nil
    byNamespace[context.namespace]?[context.id] = nil
    if byNamespace[context.namespace]?.isEmpty == true { byNamespace[context.namespace] = nil }
  }

  subscript(id: UniqueID) -> ServerConnection? { byID[id] }
  func all(of namespace: String) -> [ServerConnection] { byNamespace[namespace].map { Array($0.values) } ?? [] }
}

/// On which loop a connection is, for those who want to send to it.
final class ConnectionDirectory: Sendable {
  private let loops = Mutex<[UniqueID: Int]>([:])

  func add(_ id: UniqueID, on loop: Int) { loops.withLock { $0[id] = loop } }
  func remove(_ id: UniqueID) { loops.withLock { $0[id] = nil } }
  subscript(id: UniqueID) -> Int? { loops.withLock { $0[id] } }
  var count: Int { loops.withLock { $0.count } }
}

extension LoopHub {
  /// Sends to every connection of a namespace that keeps up; best effort.
  func broadcast(_ message: PreparedMessage, to namespace: String) {
    loop.execute { for connection in self.packets.all(of: namespace) { connection.offer(message) } }
  }

  /// Sends to one connection of a namespace, likewise.
  func send(_ message: PreparedMessage, to id: UniqueID, in namespace: String) {
    loop.execute {
      guard let connection = self.packets[id], connection.packets?.context.namespace == namespace else { return }
      connection.offer(message)
    }
  }
}

extension ServerConnection {
  /// Sends what may be left out to a reader that does not keep up.
  func offer(_ message: PreparedMessage) {
    guard let socket, packets?.context.hearsEvents == true, socket.queuedBytes <= limits.queueBytes / 2 else { return }
    socket.send(message)
  }
}
