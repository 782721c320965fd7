/// The packet dialect's frame of an event: `_:` and the JSON array `["name",payload]`.
public enum PacketDialect {
  /// What begins a text frame that is a packet; any other frame is none.
  public static let prefix = "_:"

  /// The text frame of a packet; the namespace is the connection's and does not travel.
  public static func frame(_ packet: NamespacePacket) -> [UInt8] {
    var writer = JSONWriter(capacity: packet.name.utf8.count + packet.payload.count + 8)
    writer.beginArray()
    writer.value(packet.name)
    writer.endValue()
    writer.raw(packet.payload)
    writer.endArray()
    return Array(prefix.utf8) + writer.array()
  }

  /// Reads a text frame.
  ///
  /// - Parameters:
  ///   - frame: The bytes of a text message.
  ///   - namespace: The namespace of the connection that it came on.
  /// - Returns: nil for a frame without the prefix, which is no packet.
  /// - Throws: `MALFORMED` when what follows the prefix is no array of a name and a payload.
  public static func read(_ frame: [UInt8], namespace: String) throws(ConcordError) -> NamespacePacket? {
    try read(frame.span.bytes, namespace: namespace)
  }

  /// Reads a text frame where it lies.
  ///
  /// - Parameters:
  ///   - frame: The bytes of a text message.
  ///   - namespace: The namespace of the connection that it came on.
  /// - Returns: nil for a frame without the prefix, which is no packet.
  /// - Throws: `MALFORMED` when what follows the prefix is no array of a name and a payload.
  public static func read(_ frame: RawSpan, namespace: String) throws(ConcordError) -> NamespacePacket? {
    guard frame.withUnsafeBytes({ $0.starts(with: prefix.utf8) }) else { return nil }
    let bytes = frame.extracting(prefix.utf8.count..<frame.byteCount)
    var reader = JSONReader(bytes)
    var packet = NamespacePacket(namespace: namespace, name: "", payload: [])
    var isFirst = true
    var count = 0
    reader.beginArray()
    while reader.nextElement(&isFirst) {
      switch count {
      case 0: packet.name = reader.string()
      case 1: packet.payload = reader.copiedBytes(reader.rawValue())
      default: reader.skipValue()
      }
      count += 1
    }
    reader.finish()
    if let failure = reader.failure { throw ConcordError(invalid: failure, in: bytes, code: .malformed) }
    guard count == 2 else {
      throw ConcordError(.malformed, "a packet is a name and a payload, not \(count) values")
    }
    return packet
  }
}
