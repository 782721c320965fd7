// Strings (RFC 8259 §7): found word by word, copied once.

/// A string literal in the input, checked except for UTF-8.
struct StringLiteral {
  /// The bytes between the quotes.
  var start: Int
  var end: Int
  var hasEscapes: Bool
  var hasNonASCII: Bool
  var count: Int { end &- start }
}

extension JSONReader {
  /// Reads a string.
  public mutating func string() -> String {
    guard let literal = stringLiteral() else { return "" }
    return text(of: literal) ?? ""
  }

  /// Reads the string literal that starts at the next byte, leaving the position behind its closing quote.
  @inline(__always)
  mutating func stringLiteral() -> StringLiteral? {
    skipSpace()
    guard position < end, base[position] == UInt8(ascii: "\"") else {
      failKind()
      return nil
    }
    let start = position &+ 1
    var at = start
    var seen: UInt64 = 0
    var hasEscapes = false
    while true {
      if end &- at >= 8 {
        let word = loadWord(base + at)
        let stops = stringStops(word)
        if stops == 0 {
          seen |= word
          at &+= 8
          continue
        }
        let count = stops.trailingZeroBitCount >> 3
        seen |= word & lowLanes(count)
        at &+= count
      } else if at >= end {
        fail(.unexpectedEnd, at: end)
        return nil
      }
      let byte = base[at]
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        at = checkEscape(at)
        if at < 0 { return nil }
      } else if byte < 0x20 {
        fail(.controlCharacter, at: at)
        return nil
      } else {
        seen |= UInt64(byte)
        at &+= 1
      }
    }
    position = at &+ 1
    return StringLiteral(start: start, end: at, hasEscapes: hasEscapes, hasNonASCII: seen & lanes(0x80) != 0)
  }

  /// The text of a literal, or `nil` (and a failure) if it is not UTF-8.
  @inline(__always)
  mutating func text(of literal: StringLiteral) -> String? {
    if literal.hasEscapes || literal.hasNonASCII { return uncommonText(of: literal) }
    let ascii = Span(_unsafeStart: base + literal.start, count: literal.count)
    // Sound: every byte was seen to be below 0x80.
    return String(copying: UTF8Span(unchecked: ascii, isKnownASCII: true))
  }

  @inline(never)
  private mutating func uncommonText(of literal: StringLiteral) -> String? {
    guard checkUTF8(literal) else { return nil }
    let bytes = UnsafeBufferPointer(start: base + literal.start, count: literal.count)
    guard literal.hasEscapes else { return String(decoding: bytes, as: UTF8.self) }
    // Unescaping never lengthens: the shortest escape that gives n bytes of UTF-8 has at least n + 1 bytes.
    return String(unsafeUninitializedCapacity: literal.count) { unescape(bytes, into: $0) }
  }

  /// Records a failure if the bytes of a literal are not UTF-8; false then.
  @inline(__always)
  mutating func checkUTF8(_ literal: StringLiteral) -> Bool {
    literal.hasNonASCII ? checkNonASCII(literal) : true
  }

  @inline(never)
  private mutating func checkNonASCII(_ literal: StringLiteral) -> Bool {
    let span = Span(_unsafeStart: base + literal.start, count: literal.count)
    do {
      _ = try UTF8Span(validating: span)
      return true
    } catch {
      fail(.invalidUTF8, at: literal.start + error.byteOffsets.lowerBound)
      return false
    }
  }

  /// Checks the escape whose backslash stands at `start`; gives the byte behind it, or -1 and a failure. A lone half
  /// of a surrogate pair is refused: no Unicode text holds it.
  @inline(never)
  private mutating func checkEscape(_ start: Int) -> Int {
    guard start &+ 1 < end else {
      fail(.unexpectedEnd, at: end)
      return -1
    }
    switch base[start &+ 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start &+ 2
    case UInt8(ascii: "u"):
      guard let unit = fourHexDigits(start &+ 2) else { break }
      if !UTF16.isLeadSurrogate(unit) && !UTF16.isTrailSurrogate(unit) { return start &+ 6 }
      guard UTF16.isLeadSurrogate(unit), end &- start >= 12, base[start &+ 6] == UInt8(ascii: "\\"),
        base[start &+ 7] == UInt8(ascii: "u"), let trail = fourHexDigits(start &+ 8), UTF16.isTrailSurrogate(trail)
      else { break }
      return start &+ 12
    default: break
    }
    fail(.invalidEscape, at: start)
    return -1
  }

  private func fourHexDigits(_ start: Int) -> UInt16? {
    guard end &- start >= 4 else { return nil }
    return hexUnit(base + start)
  }
}

/// Four hexadecimal digits as a UTF-16 code unit. The caller proves that four bytes may be read.
private func hexUnit(_ bytes: UnsafePointer<UInt8>) -> UInt16? {
  var unit: UInt32 = 0
  for index in 0..<4 {
    let digit = hexDigit(bytes[index])
    guard digit <= 15 else { return nil }
    unit = unit << 4 | digit
  }
  return UInt16(unit)
}

/// Writes the text of a checked literal, at most as long as the literal; gives the number of bytes.
private func unescape(_ source: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>) -> Int {
  var at = 0
  var count = 0
  func append(_ byte: UInt8) {
    target[count] = byte
    count += 1
  }
  while at < source.count {
    guard source[at] == UInt8(ascii: "\\") else {
      append(source[at])
      at += 1
      continue
    }
    let kind = source[at + 1]
    at += 2
    switch kind {
    case UInt8(ascii: "b"): append(0x08)
    case UInt8(ascii: "f"): append(0x0c)
    case UInt8(ascii: "n"): append(0x0a)
    case UInt8(ascii: "r"): append(0x0d)
    case UInt8(ascii: "t"): append(0x09)
    case UInt8(ascii: "u"):
      // Checked literal: the digits are there, and a leading surrogate is followed by the escape of a trailing one.
      let start = source.baseAddress.unsafelyUnwrapped
      var scalar = UInt32(hexUnit(start + at) ?? 0)
      at += 4
      if scalar & 0xfc00 == 0xd800 {
        let trail = UInt32(hexUnit(start + at + 2) ?? 0)
        scalar = 0x10000 + ((scalar & 0x3ff) << 10 | trail & 0x3ff)
        at += 6
      }
      for byte in String(Unicode.Scalar(scalar) ?? "\u{fffd}").utf8 { append(byte) }
    default: append(kind)
    }
  }
  return count
}
