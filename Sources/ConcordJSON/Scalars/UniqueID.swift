/// `uuid`: 128 bits, in JSON 32 lowercase hexadecimal digits in five groups (RFC 9562 §4).
@frozen
public struct UniqueID: Hashable, Sendable {
  /// The first eight bytes, the first of them in the highest bits.
  public var high: UInt64
  /// The last eight bytes.
  public var low: UInt64

  /// An identifier by its bits.
  @inlinable
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The identifier of a text, in which digits may be of either case; `nil` unless it has the five groups.
  public init?(_ text: String) {
    guard let id = Self.parse(text.utf8Span.span) else { return nil }
    self = id
  }

  /// The sixteen bytes, in the order of the text.
  public var bytes: [UInt8] {
    (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? high : low) >> UInt64((7 - $0 % 8) * 8)) }
  }

  /// The version (RFC 9562 §4.2): 7 for those made from time.
  public var version: Int { Int(high >> 12 & 15) }
}

extension UniqueID: Comparable, CustomStringConvertible {
  /// Orders as the texts do; identifiers of version 7 so by time.
  public static func < (one: UniqueID, other: UniqueID) -> Bool { (one.high, one.low) < (other.high, other.low) }

  /// The form in JSON, without quotes.
  public var description: String {
    String(unsafeUninitializedCapacity: 36) { target in
      write(target.baseAddress.unsafelyUnwrapped)
      return 36
    }
  }
}

extension UniqueID: JSONCodable {
  /// All bits zero: the nil UUID (RFC 9562 §5.9).
  @inlinable public static var blank: UniqueID { UniqueID(high: 0, low: 0) }

  /// Reads a string of the five groups (`invalidUUID`).
  public static func decode(from reader: inout JSONReader) -> UniqueID {
    reader.skipSpace()
    let start = reader.position
    // Nearly always: 36 bytes between quotes. No byte of a good one needs an escape, so the string is not scanned.
    if reader.end &- start >= 38, reader.base[start] == UInt8(ascii: "\""),
      reader.base[start &+ 37] == UInt8(ascii: "\""),
      let id = parse(Span(_unsafeStart: reader.base + (start &+ 1), count: 36))
    {
      reader.position = start &+ 38
      return id
    }
    return uncommon(&reader)
  }

  @inline(never)
  private static func uncommon(_ reader: inout JSONReader) -> UniqueID {
    reader.text(UniqueID(high: 0, low: 0), .invalidUUID) { parse($0) }
  }

  /// Writes the groups in quotes.
  public func encode(to writer: inout JSONWriter) {
    writer.reserve(38)
    let target = writer.base + writer.used
    target[0] = UInt8(ascii: "\"")
    write(target + 1)
    target[37] = UInt8(ascii: "\"")
    writer.used &+= 38
  }
}

extension UniqueID {
  @inline(__always)
  static func parse(_ text: Span<UInt8>) -> UniqueID? {
    guard text.count == 36, text[8] == UInt8(ascii: "-"), text[13] == UInt8(ascii: "-"), text[18] == UInt8(ascii: "-"),
      text[23] == UInt8(ascii: "-")
    else { return nil }
    // All offsets lie inside the 36 bytes.
    let bytes = text.bytes
    func word(_ offset: Int) -> UInt64 {
      UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }
    func half(_ offset: Int) -> UInt64 {
      UInt64(UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self)))
    }
    var isValid = true
    let first = eightHexDigits(word(0), &isValid)
    let second = eightHexDigits(half(9) | half(14) << 32, &isValid)
    let third = eightHexDigits(half(19) | half(24) << 32, &isValid)
    let fourth = eightHexDigits(word(28), &isValid)
    return isValid ? UniqueID(high: first << 32 | second, low: third << 32 | fourth) : nil
  }

  /// Writes 36 bytes. The caller proves that they may be written.
  @inline(__always)
  private func write(_ target: UnsafeMutablePointer<UInt8>) {
    let second = eightHexLetters(high & 0xffff_ffff)
    let third = eightHexLetters(low >> 32)
    // Each word overruns its group by nothing or by what is written next.
    storeWord(eightHexLetters(high >> 32), target)
    storeWord(UInt64(UInt8(ascii: "-")) | second << 8, target + 8)
    storeWord(UInt64(UInt8(ascii: "-")) | (second >> 32) << 8, target + 13)
    storeWord(UInt64(UInt8(ascii: "-")) | third << 8, target + 18)
    storeWord(UInt64(UInt8(ascii: "-")) | (third >> 32) << 8, target + 23)
    storeWord(eightHexLetters(low & 0xffff_ffff), target + 28)
  }
}

/// The 32 bits of eight hexadecimal digits, the first in the lowest lane; notes it if one is none.
@inline(__always)
private func eightHexDigits(_ text: UInt64, _ isValid: inout Bool) -> UInt64 {
  // Adding 0x80 less a bound carries into bit 7 of a lane whose byte has reached the bound; lanes stay apart because
  // no byte here is above 0x7f. Bit 5 makes letters lowercase.
  let ascii = text & lanes(0x7f)
  let lowercase = ascii | lanes(0x20)
  let isDigit = (ascii &+ lanes(0x80 - 0x30)) & ~(ascii &+ lanes(0x80 - 0x3a))
  let isLetter = (lowercase &+ lanes(0x80 - 0x61)) & ~(lowercase &+ lanes(0x80 - 0x67))
  if (isDigit | isLetter) & ~text & lanes(0x80) != lanes(0x80) { isValid = false }
  // Nibbles of neighbouring lanes are joined, then bytes, then pairs; the first digit ends up highest.
  let nibbles = (ascii & lanes(0x0f)) &+ (isLetter >> 7 & lanes(1)) &* 9
  let bytes = (nibbles << 4 | nibbles >> 8) & 0x00ff_00ff_00ff_00ff
  let pairs = (bytes << 8 | bytes >> 16) & 0x0000_ffff_0000_ffff
  return (pairs << 16 | pairs >> 32) & 0xffff_ffff
}

/// Eight lowercase hexadecimal digits of 32 bits, the first in the lowest lane.
@inline(__always)
private func eightHexLetters(_ value: UInt64) -> UInt64 {
  let pairs = (value >> 16 | value << 32) & 0x0000_ffff_0000_ffff
  let bytes = (pairs >> 8 | pairs << 16) & 0x00ff_00ff_00ff_00ff
  let nibbles = (bytes >> 4 | bytes << 8) & lanes(0x0f)
  let isLetter = ((nibbles &+ lanes(6)) >> 4) & lanes(1)
  return nibbles &+ lanes(0x30) &+ isLetter &* 0x27
}
