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
    let bytes = base
    let limit = end
    guard position < limit, bytes[position] == UInt8(ascii: "\"") else {
      failKind()
      return nil
    }
    let start = position &+ 1
    var at = start
    while limit &- at >= 16 {
      let stops = plainStops(loadVector(bytes + at))
      if stops[0] | stops[1] == 0 {
        at &+= 16
        continue
      }
      at &+= stops[0] != 0 ? stops[0].trailingZeroBitCount >> 3 : 8 &+ stops[1].trailingZeroBitCount >> 3
      if bytes[at] != UInt8(ascii: "\"") { break }
      position = at &+ 1
      return StringLiteral(start: start, end: at, hasEscapes: false, hasNonASCII: false)
    }
    return uncommonLiteral(start, at)
  }

  /// Goes on with a literal whose bytes before `scanned` are plain ASCII, byte by byte between words.
  @inline(never)
  private mutating func uncommonLiteral(_ start: Int, _ scanned: Int) -> StringLiteral? {
    var at = scanned
    var hasEscapes = false
    var hasNonASCII = false
    while at < end {
      if end &- at >= 8 {
        let word = loadWord(base + at)
        let stops = stringStops(word)
        let plain = stops == 0 ? 8 : stops.trailingZeroBitCount >> 3
        hasNonASCII = hasNonASCII || word & lowLanes(plain) & lanes(0x80) != 0
        at &+= plain
        if stops == 0 { continue }
      }
      let byte = base[at]
      if byte == UInt8(ascii: "\"") {
        position = at &+ 1
        return StringLiteral(start: start, end: at, hasEscapes: hasEscapes, hasNonASCII: hasNonASCII)
      }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        at = checkEscape(at)
        if at < 0 { return nil }
      } else if byte < 0x20 {
        fail(.controlCharacter, at: at)
        return nil
      } else {
        hasNonASCII = hasNonASCII || byte >= 0x80
        at &+= 1
      }
    }
    fail(.unexpectedEnd, at: end)
    return nil
  }

  /// The text of a literal, or `nil` (and a failure) if it is not UTF-8.
  @inline(__always)
  mutating func text(of literal: StringLiteral) -> String? {
    if literal.hasEscapes || literal.hasNonASCII { return uncommonText(of: literal) }
    let source = base + literal.start
    let ascii = Span(_unsafeStart: source, count: literal.count)
    // Sound: every byte was seen to be below 0x80.
    return String(copying: UTF8Span(unchecked: ascii, isKnownASCII: true))
  }

  @inline(never)
  private mutating func uncommonText(of literal: StringLiteral) -> String? {
    if literal.hasEscapes {
      guard checkUTF8(literal) else { return nil }
      let source = UnsafeBufferPointer(start: base + literal.start, count: literal.count)
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: literal.count) { target in
        let text = Span(_unsafeStart: target.baseAddress.unsafelyUnwrapped, count: unescape(source, into: target))
        // Sound: the literal is UTF-8, its escapes stand for ASCII or for scalars, and those are written as UTF-8.
        return String(copying: UTF8Span(unchecked: text))
      }
    }
    do {
      return String(copying: try UTF8Span(validating: Span(_unsafeStart: base + literal.start, count: literal.count)))
    } catch {
      fail(.invalidUTF8, at: literal.start + error.byteOffsets.lowerBound)
      return nil
    }
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
  guard var from = source.baseAddress, let start = target.baseAddress else { return 0 }
  let end = from + source.count
  var to = start
  while from < end {
    // Text never grows, so what has room in the source has room in the target.
    if end - from >= 8 {
      let word = loadWord(from)
      storeWord(word, to)
      let stops = stringStops(word)
      let plain = stops == 0 ? 8 : stops.trailingZeroBitCount >> 3
      from += plain
      to += plain
      if stops == 0 { continue }
    }
    if from.pointee != UInt8(ascii: "\\") {
      to.pointee = from.pointee
      from += 1
      to += 1
    } else if from[1] == UInt8(ascii: "u") {
      unescapeUnit(&from, &to)
    } else {
      to.pointee = unescaped(from[1])
      from += 2
      to += 1
    }
  }
  return to - start
}

/// The character that a letter behind a backslash stands for.
@inline(__always)
private func unescaped(_ letter: UInt8) -> UInt8 {
  switch letter {
  case UInt8(ascii: "b"): 0x08
  case UInt8(ascii: "f"): 0x0c
  case UInt8(ascii: "n"): 0x0a
  case UInt8(ascii: "r"): 0x0d
  case UInt8(ascii: "t"): 0x09
  default: letter
  }
}

/// Writes what one `\u` escape, or the two of a surrogate pair, stand for. They were checked: the digits are there,
/// and a leading surrogate is followed by a trailing one.
private func unescapeUnit(_ from: inout UnsafePointer<UInt8>, _ to: inout UnsafeMutablePointer<UInt8>) {
  var scalar = UInt32(hexUnit(from + 2) ?? 0)
  from += 6
  if scalar & 0xfc00 == 0xd800 {
    scalar = 0x10000 + ((scalar & 0x3ff) << 10 | UInt32(hexUnit(from + 2) ?? 0) & 0x3ff)
    from += 6
  }
  for byte in UTF8.encode(Unicode.Scalar(scalar) ?? "\u{fffd}") ?? UTF8.encodedReplacementCharacter {
    to.pointee = byte
    to += 1
  }
}
