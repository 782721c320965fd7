/// A socket namespace of a contract, `namespace: /ssrhmr`: its path and its typed events; generated.
public protocol SocketNamespace: Sendable {
  /// The one value of the table.
  static var table: Self { get }
  /// The path behind the socket's own prefix: `/ssrhmr`.
  static var path: String { get }
}

/// An event that the server sends, to one connection or to all of its namespace.
public struct NamespaceEvent<Payload: JSONCodable>: Sendable {
  /// The name, as it travels.
  public let name: String
  public init(_ name: String) { self.name = name }

  /// The payload of a packet that carries this event.
  ///
  /// - Throws: `INVALID_REPLY` with the path of what does not fit; the contracts of the two sides differ then.
  public func payload(of packet: NamespacePacket) throws(ConcordError) -> Payload {
    try decode(Payload.self, from: packet.payload.span.bytes, failing: .invalidReply)
  }
}

/// An event that clients send to the server.
public struct ReceivedEvent<Payload: JSONCodable>: Sendable {
  /// The name, as it travels.
  public let name: String
  public init(_ name: String) { self.name = name }

  /// The payload of a packet that carries this event, its values known and within the rules of their fields.
  ///
  /// - Throws: `INVALID_INPUT` with the path of what does not fit.
  public func payload(of packet: NamespacePacket) throws(ConcordError) -> Payload {
    let bytes = packet.payload.span.bytes
    var reader = JSONReader(bytes)
    reader.isInput = true
    let payload = Payload.decode(from: &reader)
    reader.finish()
    if let failure = reader.failure { throw ConcordError(invalid: failure, in: bytes) }
    return payload
  }
}

/// One event on its way through a namespace, encoded once however many connections it goes to.
public struct NamespacePacket: Sendable, Equatable {
  /// The namespace's path.
  public var namespace: String
  /// The event's name.
  public var name: String
  /// JSON; `null` where nothing travels with the name.
  public var payload: [UInt8]

  public init(namespace: String, name: String, payload: [UInt8]) {
    self.namespace = namespace
    self.name = name
    self.payload = payload
  }

  /// - Throws: `INVALID_INPUT` when a value has no form in JSON, such as a number that is not finite.
  public init<Payload: JSONCodable>(namespace: String, name: String, _ value: Payload) throws(ConcordError) {
    var writer = JSONWriter(capacity: 256)
    if value is Empty { writer.raw(Array("null".utf8)) } else { writer.value(value) }
    if let failure = writer.failure {
      throw ConcordError(.invalidInput, "the payload of '\(name)' cannot be sent: \(failure.code.message)")
    }
    self.init(namespace: namespace, name: name, payload: writer.array())
  }
}
