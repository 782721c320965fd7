import ConcordCore
public import FuzzTarget

/// Text frames of the packet dialect: `_:["name",payload]`.
///
/// A frame without the prefix is no packet; one that is read holds JSON and, written again, reads the same.
public struct PacketFuzz: FuzzTarget {
  public init() {}

  public func breach(_ bytes: [UInt8]) -> String? {
    do throws(Breach) {
      let packet: NamespacePacket?
      do throws(ConcordError) {
        packet = try PacketDialect.read(bytes, namespace: "/fuzz")
      } catch {
        try hold(!error.message.isEmpty, "refused without a word")
        return nil
      }
      let isPrefixed = bytes.starts(with: PacketDialect.prefix.utf8)
      try hold((packet != nil) == isPrefixed, "a frame is a packet by its prefix alone")
      if let packet { try checkTrip(packet, bytes) }
      return nil
    } catch {
      return error.what
    }
  }

  private func checkTrip(_ packet: NamespacePacket, _ bytes: [UInt8]) throws(Breach) {
    let text = Array(bytes.dropFirst(PacketDialect.prefix.utf8.count))
    try hold((try? JSON.validate(text.span.bytes)) != nil, "a packet was read from what is no JSON")
    try hold((try? JSON.validate(packet.payload.span.bytes)) != nil, "a payload that is no JSON")
    let again = try? PacketDialect.read(PacketDialect.frame(packet), namespace: "/fuzz")
    try hold(again == packet, "\(packet) comes back as \(String(describing: again))")
  }

  // MARK: Seeds

  public var words: [String] { ["_:", "_:[\"", "\",", "null]", "\\u0000", "\\ud83d\\ude00", "{\"a\":", "]"] }

  public func seeds() -> [[UInt8]] {
    [
      #"_:["reload",null]"#, #"_:["said",{"a":[1,"]"]}]"#, #"_:["od\"d",7]"#, #"_: [ "\u00e4" , {"b" : 1} ] "#, "_:[]",
      #"_:["a"]"#, #"_:["a",1,2]"#, "_:", "hello", "",
    ].map { Array($0.utf8) }
  }
}
