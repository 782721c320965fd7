/// Gives the packets of a namespace, decoded, to whoever waits for their events: on a client what the server sends, on a
/// server what clients send.
///
///     var receiver = NamespaceReceiver<SsrhmrNamespace>()
///     receiver.on(\.reload) { _ in reload() }
///     try receiver.receive(packet)
public struct NamespaceReceiver<Namespace: SocketNamespace>: Sendable {
  /// Each gives the error when the payload does not fit.
  private var handlers: [String: @Sendable (NamespacePacket) -> ConcordError?] = [:]

  public init() {}

  /// What happens when the server sent an event. The last registration of an event counts.
  public mutating func on<Payload>(
    _ event: KeyPath<Namespace, NamespaceEvent<Payload>>, _ receive: @escaping @Sendable (Payload) -> Void
  ) {
    let typed = Namespace.table[keyPath: event]
    handlers[typed.name] = { packet in
      do throws(ConcordError) {
        receive(try typed.payload(of: packet))
        return nil
      } catch {
        return error
      }
    }
  }

  /// What happens when a client sent an event. The last registration of an event counts.
  public mutating func on<Payload>(
    _ event: KeyPath<Namespace, ReceivedEvent<Payload>>, _ receive: @escaping @Sendable (Payload) -> Void
  ) {
    let typed = Namespace.table[keyPath: event]
    handlers[typed.name] = { packet in
      do throws(ConcordError) {
        receive(try typed.payload(of: packet))
        return nil
      } catch {
        return error
      }
    }
  }

  /// Decodes a packet and calls whoever waits for its event.
  ///
  /// - Returns: false when nobody does, or the packet is of another namespace.
  /// - Throws: `INVALID_REPLY` or `INVALID_INPUT`, with the path of what in the payload does not fit.
  @discardableResult
  public func receive(_ packet: NamespacePacket) throws(ConcordError) -> Bool {
    guard packet.namespace == Namespace.path, let handler = handlers[packet.name] else { return false }
    if let error = handler(packet) { throw error }
    return true
  }
}
