/// Takes packets to connections; a server that speaks the packet dialect is one. The generated `sender.ssrhmr` is an
/// extension on it.
///
/// Both are best effort: what a connection misses it is not sent again.
public protocol NamespaceSender: Sendable {
  /// Sends to one connection of the packet's namespace; without effect when there is none with this id.
  func send(_ packet: NamespacePacket, to id: UniqueID)
  /// Sends to every connection of the packet's namespace.
  func broadcast(_ packet: NamespacePacket)
}

/// A namespace on a sender: `server.ssrhmr.broadcast(\.reload)`.
public struct NamespaceChannel<Namespace: SocketNamespace>: Sendable {
  let sender: any NamespaceSender

  public init(_ sender: any NamespaceSender) { self.sender = sender }

  /// Sends an event to one connection.
  ///
  /// - Throws: `INVALID_INPUT` when the payload has no form in JSON.
  public func send<Payload>(
    _ id: UniqueID, _ event: KeyPath<Namespace, NamespaceEvent<Payload>>, _ payload: Payload
  ) throws(ConcordError) {
    sender.send(try Self.packet(event, payload), to: id)
  }

  /// Sends an event that carries nothing to one connection.
  public func send(_ id: UniqueID, _ event: KeyPath<Namespace, NamespaceEvent<Empty>>) throws(ConcordError) {
    try send(id, event, Empty())
  }

  /// Sends an event to every connection of the namespace.
  ///
  /// - Throws: `INVALID_INPUT` when the payload has no form in JSON.
  public func broadcast<Payload>(
    _ event: KeyPath<Namespace, NamespaceEvent<Payload>>, _ payload: Payload
  ) throws(ConcordError) {
    sender.broadcast(try Self.packet(event, payload))
  }

  /// Sends an event that carries nothing to every connection of the namespace.
  public func broadcast(_ event: KeyPath<Namespace, NamespaceEvent<Empty>>) throws(ConcordError) {
    try broadcast(event, Empty())
  }

  private static func packet<Payload>(
    _ event: KeyPath<Namespace, NamespaceEvent<Payload>>, _ payload: Payload
  ) throws(ConcordError) -> NamespacePacket {
    try NamespacePacket(namespace: Namespace.path, name: Namespace.table[keyPath: event].name, payload)
  }
}

extension SocketNamespace {
  /// What a client sends for one of the events that the server receives.
  ///
  /// - Throws: `INVALID_INPUT` when the payload has no form in JSON.
  public static func packet<Payload>(
    _ event: KeyPath<Self, ReceivedEvent<Payload>>, _ payload: Payload
  ) throws(ConcordError) -> NamespacePacket {
    try NamespacePacket(namespace: path, name: table[keyPath: event].name, payload)
  }
}
