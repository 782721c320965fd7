/// Cuts a connection's bytes into WebSocket frames (RFC 6455 §5.2), after the head of the handshake.
struct FrameCutter {
  struct Piece {
    let bytes: [UInt8]
    /// Of a whole text message that is not compressed.
    var text: [UInt8]?
  }

  private var bytes: [UInt8] = []
  private var isOpen = false

  mutating func take(_ more: ArraySlice<UInt8>) -> [Piece] {
    bytes += more
    var pieces: [Piece] = []
    while let piece = next() { pieces.append(piece) }
    return pieces
  }

  private mutating func next() -> Piece? {
    guard isOpen else {
      guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound else { return nil }
      isOpen = true
      return cut(end, text: nil)
    }
    guard bytes.count >= 2 else { return nil }
    var at = 2
    var length = Int(bytes[1] & 0x7f)
    if length > 125 {
      let size = length == 126 ? 2 : 8
      guard bytes.count >= 2 + size else { return nil }
      length = bytes[2..<(2 + size)].reduce(0) { $0 << 8 | Int($1) }
      at += size
    }
    let mask = bytes[1] & 0x80 != 0 ? at : nil
    if mask != nil { at += 4 }
    guard bytes.count >= at + length else { return nil }
    // FIN and the opcode of text, no reserved bit.
    guard bytes[0] == 0x81 else { return cut(at + length, text: nil) }
    var text = Array(bytes[at..<(at + length)])
    if let mask { for i in text.indices { text[i] ^= bytes[mask + i % 4] } }
    return cut(at + length, text: text)
  }

  private mutating func cut(_ count: Int, text: [UInt8]?) -> Piece {
    defer { bytes.removeFirst(count) }
    return Piece(bytes: Array(bytes[..<count]), text: text)
  }
}
