// Eight bytes at a time: the arithmetic that reader and writer share.

/// The same byte in all eight lanes of a word.
@inline(__always)
func lanes(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

/// Sets bit 7 of every lane that a JSON string cannot hold as it stands: quote, backslash, control character.
///
/// A lane above the lowest marked one may be marked wrongly (the subtraction borrows); the lowest never is, and
/// a word without such a byte gives 0.
@inline(__always)
func stringStops(_ word: UInt64) -> UInt64 {
  let quote = word ^ lanes(0x22)
  let backslash = word ^ lanes(0x5c)
  let isQuote = (quote &- lanes(1)) & ~quote
  let isBackslash = (backslash &- lanes(1)) & ~backslash
  let isControl = (word &- lanes(0x20)) & ~word
  return (isQuote | isBackslash | isControl) & lanes(0x80)
}

/// Sixteen bytes; bit 7 is set in every byte that is a quote, a backslash, a control character, or beyond ASCII.
///
/// Each byte is looked at by itself, so all marks are right. Those beyond ASCII are left in place by the last term, which
/// is why the others need not mask them out.
@inline(__always)
func plainStops(_ bytes: SIMD16<UInt8>) -> SIMD2<UInt64> {
  let quote = (bytes ^ SIMD16(repeating: 0x22)) &- SIMD16(repeating: 1)
  let backslash = (bytes ^ SIMD16(repeating: 0x5c)) &- SIMD16(repeating: 1)
  let control = bytes &- SIMD16(repeating: 0x20)
  let stops = unsafeBitCast(quote | backslash | control | bytes, to: SIMD2<UInt64>.self)
  return SIMD2(stops[0].littleEndian, stops[1].littleEndian) & SIMD2(repeating: lanes(0x80))
}

/// Reads sixteen bytes. The caller proves that all of them may be read.
@inline(__always)
func loadVector(_ bytes: UnsafePointer<UInt8>) -> SIMD16<UInt8> {
  UnsafeRawPointer(bytes).loadUnaligned(as: SIMD16<UInt8>.self)
}

/// A word whose lowest `count` lanes are all ones; `count` may lie outside 0...8.
@inline(__always)
func lowLanes(_ count: Int) -> UInt64 {
  count >= 8 ? ~0 : count <= 0 ? 0 : (1 << UInt64(count &* 8)) &- 1
}

/// Reads eight bytes, lowest address in the lowest lane. The caller proves that all eight may be read.
@inlinable @inline(__always)
func loadWord(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
  UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
}

/// Writes eight bytes, lowest lane at the lowest address. The caller proves that all eight may be written.
@inline(__always)
func storeWord(_ word: UInt64, _ bytes: UnsafeMutablePointer<UInt8>) {
  UnsafeMutableRawPointer(bytes).storeBytes(of: word.littleEndian, as: UInt64.self)
}

/// The value of a hexadecimal digit, or more than 15 for any other byte.
@inline(__always)
func hexDigit(_ byte: UInt8) -> UInt32 {
  let digit = byte &- 0x30
  if digit <= 9 { return UInt32(digit) }
  let letter = (byte | 0x20) &- 0x61
  return letter <= 5 ? UInt32(letter) &+ 10 : 0xff
}

/// Whether a byte is one of `0`…`9`.
@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }
