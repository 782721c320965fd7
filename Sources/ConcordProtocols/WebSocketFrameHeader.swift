/// The first 2 to 14 bytes of a frame (RFC 6455 §5.2).
struct WebSocketFrameHeader: Sendable, Equatable {
  static let maxBytes = 14

  var opcode: WebSocketOpcode
  var isFinal: Bool
  /// RSV1: the message is compressed (RFC 7692 §6).
  var isCompressed = false
  /// The key in memory order, when the frame is masked.
  var maskKey: UInt32?
  var payloadLength: Int
  /// How many bytes the header itself took.
  var byteCount: Int

  enum Reading {
    case needsInput
    case header(WebSocketFrameHeader)
    case failure(WebSocketFailure)
  }

  /// Reads a header that starts at the first byte and checks everything that no other frame bears on.
  static func read(_ bytes: UnsafeRawBufferPointer, role: WebSocketRole, mayBeCompressed: Bool = false) -> Reading {
    guard bytes.count >= 2 else { return .needsInput }
    let first = bytes[0]
    let second = bytes[1]
    if first & (mayBeCompressed ? 0x30 : 0x70) != 0 { return .failure(.protocolError(reservedBitReason(first))) }
    guard let opcode = WebSocketOpcode(rawValue: first & 0x0F) else {
      return .failure(.protocolError("reserved opcode \(first & 0x0F)"))
    }
    let isFinal = first & 0x80 != 0
    let isCompressed = first & 0x40 != 0
    if isCompressed, opcode != .text, opcode != .binary {
      return .failure(.protocolError("RSV1 is for the first frame of a message only"))
    }
    let isMasked = second & 0x80 != 0
    guard isMasked == (role == .server) else {
      return .failure(.protocolError(isMasked ? "a server must not mask frames" : "a client must mask every frame"))
    }
    let short = Int(second & 0x7F)
    if opcode.isControl {
      guard isFinal else { return .failure(.protocolError("a control frame must not be fragmented")) }
      guard short <= 125 else { return .failure(.protocolError("a control frame holds at most 125 bytes")) }
    }

    let extended = short == 126 ? 2 : short == 127 ? 8 : 0
    let byteCount = 2 + extended + (isMasked ? 4 : 0)
    guard bytes.count >= byteCount else { return .needsInput }
    var length = short
    if extended == 2 {
      length = Int(bytes[2]) << 8 | Int(bytes[3])
      guard length >= 126 else { return .failure(.protocolError("the payload length is not minimally encoded")) }
    } else if extended == 8 {
      let long = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt64.self))
      guard long <= UInt64(Int64.max) else {
        return .failure(.protocolError("the payload length has its top bit set"))
      }
      guard long >= 0x1_0000 else { return .failure(.protocolError("the payload length is not minimally encoded")) }
      length = Int(long)
    }
    let key = isMasked ? bytes.loadUnaligned(fromByteOffset: 2 + extended, as: UInt32.self) : nil
    return .header(
      WebSocketFrameHeader(
        opcode: opcode, isFinal: isFinal, isCompressed: isCompressed, maskKey: key, payloadLength: length,
        byteCount: byteCount))
  }

  /// Without an extension every reserved bit is an error.
  private static func reservedBitReason(_ first: UInt8) -> String {
    first & 0x70 == 0x40 ? "RSV1 is set but compression was not negotiated" : "a reserved bit is set"
  }
}
