import ConcordCore

/// What the application does with events that clients send, by namespace and name.
struct PacketReceivers: Sendable {
  typealias Handler = @Sendable (NamespacePacket, ConnectionContext) throws -> Void

  private var handlers: [String: [String: Handler]] = [:]

  /// The last registration of an event counts.
  mutating func add(_ namespace: String, _ event: String, _ handler: @escaping Handler) {
    handlers[namespace, default: [:]][event] = handler
  }

  subscript(namespace: String, event: String) -> Handler? { handlers[namespace]?[event] }
}
