/// Checks UTF-8 as it arrives, in pieces cut anywhere, and fails at the first byte that cannot be right
/// (RFC 3629 §4; RFC 6455 §8.1).
public struct UTF8Validator: Sendable {
  /// Continuation bytes that are still missing, and the range of the next one (narrower than 80...BF after the lead
  /// bytes whose sequences could be overlong, surrogates or above U+10FFFF).
  private var missing: UInt8 = 0
  private var lower: UInt8 = 0x80
  private var upper: UInt8 = 0xBF

  public init() {}

  /// Whether the text may end here: no sequence is open.
  public var isComplete: Bool { missing == 0 }

  /// Takes the next piece. False at the first byte that no continuation could make valid.
  public mutating func accept(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    let count = bytes.count
    var i = 0
    while i < count {
      if missing == 0 {
        i = endOfASCII(base, i, count)
        if i == count { return true }
      }
      guard accept(base.load(fromByteOffset: i, as: UInt8.self)) else { return false }
      i += 1
    }
    return true
  }

  /// The first index from `start` at which a byte is not ASCII, or `count`.
  @inline(__always)
  private func endOfASCII(_ base: UnsafeRawPointer, _ start: Int, _ count: Int) -> Int {
    var i = start
    while i + 32 <= count {
      let a =
        base.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        | base.loadUnaligned(fromByteOffset: i + 8, as: UInt64.self)
      let b =
        base.loadUnaligned(fromByteOffset: i + 16, as: UInt64.self)
        | base.loadUnaligned(fromByteOffset: i + 24, as: UInt64.self)
      if (a | b) & 0x8080_8080_8080_8080 != 0 { break }
      i += 32
    }
    while i < count, base.load(fromByteOffset: i, as: UInt8.self) < 0x80 { i += 1 }
    return i
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    if missing > 0 {
      guard byte >= lower, byte <= upper else { return false }
      missing -= 1
      (lower, upper) = (0x80, 0xBF)
      return true
    }
    switch byte {
    case 0x00...0x7F: break
    case 0xC2...0xDF: missing = 1
    case 0xE0: (missing, lower) = (2, 0xA0)
    case 0xE1...0xEC, 0xEE, 0xEF: missing = 2
    case 0xED: (missing, upper) = (2, 0x9F)
    case 0xF0: (missing, lower) = (3, 0x90)
    case 0xF1...0xF3: missing = 3
    case 0xF4: (missing, upper) = (3, 0x8F)
    default: return false
    }
    return true
  }
}
