/// Writes frames into memory that the caller provides (RFC 6455 §5.2). A server leaves `mask` nil, a client passes a
/// fresh unpredictable key for every frame (§5.3). `isCompressed` sets RSV1 (RFC 7692 §6).
public enum WebSocketFrameWriter {
  /// The most bytes that a header takes.
  public static let maxHeaderBytes = WebSocketFrameHeader.maxBytes

  /// How many bytes a whole frame takes.
  public static func frameBytes(payload count: Int, masked: Bool) -> Int {
    count + 2 + (count < 126 ? 0 : count <= 0xFFFF ? 2 : 8) + (masked ? 4 : 0)
  }

  /// Writes one frame to `destination`, which holds at least `frameBytes(payload:masked:)` bytes. Gives what it wrote.
  @discardableResult
  public static func write(
    _ opcode: WebSocketOpcode, isFinal: Bool = true, isCompressed: Bool = false, payload: UnsafeRawBufferPointer,
    mask: UInt32?, to destination: UnsafeMutableRawPointer
  ) -> Int {
    let count = payload.count
    let maskBit: UInt8 = mask == nil ? 0 : 0x80
    destination.storeBytes(of: (isFinal ? 0x80 : 0) | (isCompressed ? 0x40 : 0) | opcode.rawValue, as: UInt8.self)
    var at = 2
    if count < 126 {
      destination.storeBytes(of: maskBit | UInt8(count), toByteOffset: 1, as: UInt8.self)
    } else if count <= 0xFFFF {
      destination.storeBytes(of: maskBit | 126, toByteOffset: 1, as: UInt8.self)
      destination.storeBytes(of: UInt16(count).bigEndian, toByteOffset: 2, as: UInt16.self)
      at = 4
    } else {
      destination.storeBytes(of: maskBit | 127, toByteOffset: 1, as: UInt8.self)
      destination.storeBytes(of: UInt64(count).bigEndian, toByteOffset: 2, as: UInt64.self)
      at = 10
    }
    if let mask {
      destination.storeBytes(of: mask, toByteOffset: at, as: UInt32.self)
      at += 4
    }
    guard let source = payload.baseAddress, count > 0 else { return at }
    if let mask {
      WebSocketMask.copy(source, to: destination + at, count: count, key: mask)
    } else {
      (destination + at).copyMemory(from: source, byteCount: count)
    }
    return at + count
  }

  /// One frame as an array.
  public static func frame(
    _ opcode: WebSocketOpcode, isFinal: Bool = true, isCompressed: Bool = false, payload: [UInt8], mask: UInt32? = nil
  ) -> [UInt8] {
    let size = frameBytes(payload: payload.count, masked: mask != nil)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      // The buffer has room for `size` bytes, which is what `write` was promised.
      guard let base = buffer.baseAddress else { return }
      count = payload.withUnsafeBytes {
        write(
          opcode, isFinal: isFinal, isCompressed: isCompressed, payload: $0, mask: mask,
          to: UnsafeMutableRawPointer(base))
      }
    }
  }

  /// The payload of a close frame: empty without a code, otherwise the code and as much of the reason as fits
  /// (RFC 6455 §5.5.1), cut between characters.
  public static func closePayload(code: UInt16?, reason: String) -> [UInt8] {
    guard let code else { return [] }
    var payload = [UInt8(code >> 8), UInt8(code & 0xFF)]
    for character in reason {
      guard payload.count + character.utf8.count <= 125 else { break }
      payload.append(contentsOf: character.utf8)
    }
    return payload
  }
}
