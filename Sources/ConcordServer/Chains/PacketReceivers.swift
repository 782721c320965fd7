import ConcordCore

/// What the application does with events that clients send, by the socket's path, namespace and name.
struct PacketReceivers: Sendable {
  typealias Handler = @Sendable (NamespacePacket, ConnectionContext) throws -> Void

  /// Where an event comes to.
  private struct Place: Hashable {
    /// Nil: the first socket of the packet dialect.
    let root: String?
    let namespace: String
    let event: String
  }

  private var handlers: [Place: Handler] = [:]

  /// The last registration of an event counts.
  mutating func add(_ root: String?, _ namespace: String, _ event: String, _ handler: @escaping Handler) {
    handlers[Place(root: root, namespace: namespace, event: event)] = handler
  }

  /// Those of one socket.
  func at(_ root: String, isFirst: Bool) -> PacketReceivers {
    var own = PacketReceivers()
    if isFirst { for (place, handler) in handlers where place.root == nil { own.handlers[place] = handler } }
    for (place, handler) in handlers where place.root == root {
      own.add(nil, place.namespace, place.event, handler)
    }
    return own
  }

  /// The sockets that somebody named.
  var roots: Set<String> { Set(handlers.keys.compactMap(\.root)) }

  subscript(namespace: String, event: String) -> Handler? {
    handlers[Place(root: nil, namespace: namespace, event: event)]
  }
}
