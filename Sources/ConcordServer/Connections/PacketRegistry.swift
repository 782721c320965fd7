import ConcordCore
import ConcordTransport
import Synchronization

/// A namespace of packets: its path below a server's namespace, and that one's. Each of these is a space of its own.
struct PacketPlace: Hashable, Sendable {
  let root: String
  let namespace: String

  init(root: String, namespace: String) {
    self.root = root
    self.namespace = namespace
  }

  init(_ context: ConnectionContext) { self.init(root: context.root, namespace: context.namespace) }
}

/// The connections of one loop that named events may be sent to.
struct PacketRegistry {
  private var byID: [UniqueID: ServerConnection] = [:]
  private var byPlace: [PacketPlace: [UniqueID: ServerConnection]] = [:]

  mutating func add(_ connection: ServerConnection, _ context: ConnectionContext) {
    byID[context.id] = connection
    byPlace[PacketPlace(context), default: [:]][context.id] = connection
  }

  mutating func remove(_ context: ConnectionContext) {
    byID[context.id] = nil
    let place = PacketPlace(context)
    byPlace[place]?[context.id] = nil
    if byPlace[place]?.isEmpty == true { byPlace[place] = nil }
  }

  subscript(id: UniqueID) -> ServerConnection? { byID[id] }
  func all(at place: PacketPlace) -> [ServerConnection] { byPlace[place].map { Array($0.values) } ?? [] }
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
  func broadcast(_ message: PreparedMessage, to place: PacketPlace) {
    loop.execute { for connection in self.packets.all(at: place) { connection.offer(message) } }
  }

  /// Sends to one connection of a namespace, likewise.
  func send(_ message: PreparedMessage, to id: UniqueID, in place: PacketPlace) {
    loop.execute {
      guard let connection = self.packets[id], connection.packets.map({ PacketPlace($0.context) }) == place else {
        return
      }
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
