// Numbers and the three words (RFC 8259 §3, §6).

extension JSONReader {
  /// Reads a whole number in ±(2^53−1), the range in which every JSON implementation is exact (RFC 8259 §6).
  ///
  /// `12.0` and `1.2e1` are whole; a fraction is `wrongType`, a larger number `numberOutOfRange`.
  public mutating func int() -> Int {
    skipSpace()
    let start = position
    var at = start
    let isNegative = at < end && base[at] == UInt8(ascii: "-")
    if isNegative { at &+= 1 }
    let digits = at
    var magnitude: UInt64 = 0
    while at < end {
      let digit = base[at] &- 0x30
      if digit > 9 { break }
      magnitude = magnitude &* 10 &+ UInt64(digit)
      at &+= 1
    }
    // Sixteen digits fit a word, so the sum has not wrapped; all else is left to the exact slow path.
    let count = at &- digits
    let isPlain = at >= end || (base[at] != UInt8(ascii: ".") && base[at] | 0x20 != UInt8(ascii: "e"))
    if isPlain, count > 0, count <= 16, magnitude <= 1 << 53 - 1, count == 1 || base[digits] != UInt8(ascii: "0") {
      position = at
      return isNegative ? 0 &- Int(magnitude) : Int(magnitude)
    }
    return uncommonInt()
  }

  @inline(never)
  private mutating func uncommonInt() -> Int {
    let start = position
    let range = skipNumber()
    guard failure == nil else { return 0 }
    switch wholeNumber(Span(_unsafeStart: base + range.lowerBound, count: range.count)) {
    case .value(let value) where value.magnitude <= 1 << 53 - 1: return Int(value)
    case .fraction: fail(.wrongType, at: start)
    default: fail(.numberOutOfRange, at: start)
    }
    return 0
  }

  /// Reads a number as the nearest double; one beyond the range of finite doubles is `numberOutOfRange`.
  public mutating func double() -> Double {
    skipSpace()
    let start = position
    var at = start
    let isNegative = at < end && base[at] == UInt8(ascii: "-")
    if isNegative { at &+= 1 }
    let digits = at
    var mantissa: UInt64 = 0
    while at < end {
      let digit = base[at] &- 0x30
      if digit > 9 { break }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      at &+= 1
    }
    var count = at &- digits
    var scale = 0
    let leadsWithZero = count > 1 && base[digits] == UInt8(ascii: "0")
    if count > 0, at &+ 1 < end, base[at] == UInt8(ascii: "."), isDigit(base[at &+ 1]) {
      let point = at
      at &+= 1
      while at < end {
        let digit = base[at] &- 0x30
        if digit > 9 { break }
        mantissa = mantissa &* 10 &+ UInt64(digit)
        at &+= 1
      }
      scale = at &- point &- 1
      count &+= scale
    }
    // Exact: a mantissa below 2^53 and a power of ten up to 10^22 are doubles, so one division rounds once.
    let isDone = at >= end || (base[at] != UInt8(ascii: ".") && base[at] | 0x20 != UInt8(ascii: "e"))
    if isDone, count > 0, count <= 19, mantissa < 1 << 53, scale <= 22, !leadsWithZero {
      position = at
      let value = scale == 0 ? Double(mantissa) : Double(mantissa) / powerOfTen(scale)
      return isNegative ? -value : value
    }
    return uncommonDouble()
  }

  @inline(never)
  private mutating func uncommonDouble() -> Double {
    let start = position
    let range = skipNumber()
    guard failure == nil else { return 0 }
    let value = Double(asciiText(range)) ?? .nan
    if value.isFinite { return value }
    fail(.numberOutOfRange, at: start)
    return 0
  }

  /// Reads `true` or `false`.
  public mutating func bool() -> Bool {
    skipSpace()
    // `true` and `alse` are compared as one word each.
    if end &- position >= 5 {
      let isFalse = base[position] == UInt8(ascii: "f")
      let letters = UnsafeRawPointer(base + (isFalse ? position &+ 1 : position)).loadUnaligned(as: UInt32.self)
      if UInt32(littleEndian: letters) == (isFalse ? 0x6573_6c61 : 0x6575_7274) {
        position &+= isFalse ? 5 : 4
        return !isFalse
      }
    }
    if word("true") { return true }
    failWord()
    return false
  }

  /// Consumes `null` if it stands next.
  public mutating func null() -> Bool {
    skipSpace()
    guard position < end, base[position] == UInt8(ascii: "n") else { return false }
    return word("null")
  }

  /// Consumes these exact bytes if they stand next.
  @inline(__always)
  mutating func word(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard end &- position >= count else { return false }
    for index in 0..<count where base[position &+ index] != text.utf8Start[index] { return false }
    position &+= count
    return true
  }

  /// Records that one of the three words was expected, or that one is misspelt.
  @inline(never)
  mutating func failWord() {
    guard position < end else { return fail(.unexpectedEnd) }
    switch base[position] {
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      let start = position
      let isNull = null()
      fail(isNull ? .wrongType : .unexpectedCharacter, at: start)
    default: failKind()
    }
  }

  /// Checks and skips a number (RFC 8259 §6); gives its bytes.
  mutating func skipNumber() -> Range<Int> {
    let start = position
    if position < end, base[position] == UInt8(ascii: "-") { position &+= 1 }
    guard position < end else { return failNumber(start) }
    if base[position] == UInt8(ascii: "0") {
      position &+= 1
      if position < end, isDigit(base[position]) { return failNumber(start) }
    } else if !skipDigits() {
      return failNumber(start)
    }
    if position < end, base[position] == UInt8(ascii: ".") {
      position &+= 1
      guard skipDigits() else { return failNumber(start) }
    }
    if position < end, base[position] | 0x20 == UInt8(ascii: "e") {
      position &+= 1
      if position < end, base[position] == UInt8(ascii: "+") || base[position] == UInt8(ascii: "-") { position &+= 1 }
      guard skipDigits() else { return failNumber(start) }
    }
    return start..<position
  }

  /// Skips a run of digits; false if there is none.
  @inline(__always)
  private mutating func skipDigits() -> Bool {
    let start = position
    while position < end, isDigit(base[position]) { position &+= 1 }
    return position > start
  }

  @inline(never)
  private mutating func failNumber(_ start: Int) -> Range<Int> {
    if position >= end {
      fail(.unexpectedEnd)
    } else if position == start {
      failKind()
    } else {
      fail(.invalidNumber)
    }
    return end..<end
  }

  /// The text of bytes that are known to be ASCII.
  func asciiText(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count), as: UTF8.self)
  }
}

/// 10^`exponent` for 0...22, each exact.
@inline(__always)
private func powerOfTen(_ exponent: Int) -> Double { powersOfTen[exponent] }

private let powersOfTen: InlineArray<23, Double> = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]
