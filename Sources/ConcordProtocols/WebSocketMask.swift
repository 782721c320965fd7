/// The masking of client frames (RFC 6455 §5.3): byte i is XORed with byte i mod 4 of the key. Keys are kept as the
/// four bytes stand in memory (`load(as: UInt32.self)`), whatever the byte order.
public enum WebSocketMask {
  /// Masks or unmasks in place. `phase` is the position of the first byte in its frame's payload.
  public static func apply(_ key: UInt32, to bytes: UnsafeMutableRawBufferPointer, phase: Int = 0) {
    guard let base = bytes.baseAddress else { return }
    copy(UnsafeRawPointer(base), to: base, count: bytes.count, key: key, phase: phase)
  }

  /// Copies and masks. Source and destination may be the same, but may not overlap otherwise; both hold `count` bytes.
  public static func copy(
    _ source: UnsafeRawPointer, to destination: UnsafeMutableRawPointer, count: Int, key: UInt32, phase: Int = 0
  ) {
    let key32 = rotated(key, phase)
    let key64 = UInt64(key32) << 32 | UInt64(key32)
    var i = 0
    while i + 8 <= count {
      destination.storeBytes(
        of: source.loadUnaligned(fromByteOffset: i, as: UInt64.self) ^ key64, toByteOffset: i, as: UInt64.self)
      i += 8
    }
    while i < count {
      let byte = UInt8(truncatingIfNeeded: key32.littleEndian >> UInt32(8 * (i & 3)))
      destination.storeBytes(
        of: source.load(fromByteOffset: i, as: UInt8.self) ^ byte, toByteOffset: i, as: UInt8.self)
      i += 1
    }
  }

  /// The key that has byte `phase` of the original first.
  private static func rotated(_ key: UInt32, _ phase: Int) -> UInt32 {
    let shift = UInt32(8 * (phase & 3))
    let little = key.littleEndian
    return UInt32(littleEndian: shift == 0 ? little : little >> shift | little << (32 - shift))
  }
}
