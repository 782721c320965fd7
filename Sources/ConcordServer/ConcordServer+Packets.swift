public import ConcordCore
import ConcordTransport

/// The packet dialect's namespaces: stages of the application's own, events from clients, and events to them.
extension ConcordServer: NamespaceSender {
  /// Adds a stage to the connection chains of the packet dialect: to all, but for namespaces whose server file lists the
  /// stages under `connection`; there it has to be named.
  ///
  /// - Precondition: the server was not started.
  public func use(_ stage: any ConnectionStage) {
    assemble("the stage '\(stage.name)'") { $0.stages.connection.append(stage) }
  }

  /// Adds a stage to the packet chains, likewise; a server file lists them under `packet`.
  ///
  /// - Precondition: the server was not started.
  public func use(_ stage: any PacketStage) {
    assemble("the stage '\(stage.name)'") { $0.stages.packet.append(stage) }
  }

  /// Registers what happens when a client sends an event: `server.on(\SsrhmrNamespace.seen) { seen, connection in … }`. The
  /// last registration of an event counts. It is about the server's first namespace of the packet dialect; `at` has the others.
  ///
  /// The handler is called on the connection's event loop, in the order in which the events came; it must not block. A
  /// payload that does not fit is answered with `INVALID_INPUT`; so is what the handler throws, with its own code.
  ///
  /// - Precondition: the server was not started.
  public func on<Namespace: SocketNamespace, Payload>(
    _ event: KeyPath<Namespace, ReceivedEvent<Payload>>,
    _ handler: @escaping @Sendable (Payload, ConnectionContext) throws -> Void
  ) {
    receive(nil, event, handler)
  }

  func receive<Namespace: SocketNamespace, Payload>(
    _ root: String?, _ event: KeyPath<Namespace, ReceivedEvent<Payload>>,
    _ handler: @escaping @Sendable (Payload, ConnectionContext) throws -> Void
  ) {
    let event = Namespace.table[keyPath: event]
    assemble("the event '\(event.name)'") {
      $0.stages.receivers.add(root, Namespace.path, event.name) { packet, connection in
        try handler(try event.payload(of: packet), connection)
      }
    }
  }

  /// What lies below one of the server's namespaces of the packet dialect, by its path: each is a space of its own, where
  /// there are several.
  public func at(_ path: String) -> PacketSpace { PacketSpace(server: self, root: path) }

  private var first: PacketSpace { at(firstPacketRoot) }

  /// Sends an event to one connection of the packet's namespace, on whatever loop it is. Best effort: it is left out when there is no
  /// such connection, when half of its output's limit waits to be read, or while the server does not run. It is about the
  /// server's first namespace of the packet dialect.
  public func send(_ packet: NamespacePacket, to id: UniqueID) { first.send(packet, to: id) }

  /// Sends an event to every connection of the packet's namespace, on every loop; it is encoded and framed once. Best effort, as
  /// `send` is, and of the same namespace.
  public func broadcast(_ packet: NamespacePacket) { first.broadcast(packet) }
}

/// The namespaces below one of a server's, by `server.at("/live")`: what it sends and receives reaches no other.
public struct PacketSpace: NamespaceSender {
  let server: ConcordServer
  let root: String

  /// As `ConcordServer.on`.
  ///
  /// - Precondition: the server was not started.
  public func on<Namespace: SocketNamespace, Payload>(
    _ event: KeyPath<Namespace, ReceivedEvent<Payload>>,
    _ handler: @escaping @Sendable (Payload, ConnectionContext) throws -> Void
  ) {
    server.receive(root, event, handler)
  }

  public func send(_ packet: NamespacePacket, to id: UniqueID) {
    guard let runtime = server.running?.runtime, let loop = runtime.directory[id] else { return }
    let message = PreparedMessage(.text, PacketDialect.frame(packet))
    runtime.hubs[loop].send(message, to: id, in: PacketPlace(root: root, namespace: packet.namespace))
  }

  public func broadcast(_ packet: NamespacePacket) {
    guard let runtime = server.running?.runtime else { return }
    let message = PreparedMessage(.text, PacketDialect.frame(packet))
    let place = PacketPlace(root: root, namespace: packet.namespace)
    for hub in runtime.hubs { hub.broadcast(message, to: place) }
  }
}
