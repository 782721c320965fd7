extension JSONReader {
  /// Checks and skips one value of any kind, without recursion and without memory of its own.
  public mutating func skipValue() {
    // One bit per open object (1) or array (0); `depthLimit` is their number.
    var isObject = InlineArray<8, UInt64>(repeating: 0)
    let depthAtStart = depthLeft
    while true {
      if startValue() {
        // An opening bracket was consumed: remember its kind at its depth.
        let depth = depthAtStart &- depthLeft &- 1
        let bit: UInt64 = 1 << UInt64(depth & 63)
        if base[position &- 1] == UInt8(ascii: "{") {
          isObject[depth >> 6] |= bit
        } else {
          isObject[depth >> 6] &= ~bit
        }
      }
      // Close what ends here; stop in front of the next value.
      while depthLeft < depthAtStart {
        let depth = depthAtStart &- depthLeft &- 1
        let inObject = isObject[depth >> 6] >> UInt64(depth & 63) & 1 != 0
        if inObject ? skipToMemberValue() : skipToElement() { break }
        if failure != nil { return }
      }
      if depthLeft >= depthAtStart || failure != nil { return }
    }
  }

  /// Checks and skips one value; gives its bytes, without white space around them. Empty after a failure.
  public mutating func rawValue() -> Range<Int> {
    skipSpace()
    let start = position
    skipValue()
    return failure == nil ? start..<position : end..<end
  }

  /// Skips a scalar, or consumes the opening bracket of a container: true then.
  @inline(__always)
  private mutating func startValue() -> Bool {
    skipSpace()
    guard position < end else {
      fail(.unexpectedEnd)
      return false
    }
    switch base[position] {
    case UInt8(ascii: "{"):
      beginObject()
      return failure == nil
    case UInt8(ascii: "["):
      beginArray()
      return failure == nil
    case UInt8(ascii: "\""): skipString()
    case UInt8(ascii: "t"): if !word("true") { failWord() }
    case UInt8(ascii: "f"): if !word("false") { failWord() }
    case UInt8(ascii: "n"): if !word("null") { failWord() }
    default: _ = skipNumber()
    }
    return false
  }

  @inline(__always)
  private mutating func skipString() {
    if let literal = stringLiteral() { _ = checkUTF8(literal) }
  }

  @inline(__always)
  private mutating func skipToMemberValue() -> Bool {
    guard openMember() else { return false }
    skipString()
    return failure == nil && colon()
  }

  @inline(__always)
  private mutating func skipToElement() -> Bool {
    var first = base[position &- 1] == UInt8(ascii: "[")
    return nextElement(&first)
  }
}
