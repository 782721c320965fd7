// Objects and arrays. What has to be remembered between two members is read back from the input: the byte before the
// position is the opening bracket exactly when nothing has been read inside it yet, because no read ends on one.

extension JSONReader {
  /// Consumes `{`; members follow with `nextField` or `nextName`, which also consume the `}`.
  public mutating func beginObject() { open(UInt8(ascii: "{")) }

  /// Consumes `[`; elements follow, each after a `nextElement` that gives true.
  public mutating func beginArray() { open(UInt8(ascii: "[")) }

  @inline(__always)
  private mutating func open(_ bracket: UInt8) {
    skipSpace()
    guard position < end, base[position] == bracket else { return failKind() }
    guard depthLeft > 0 else { return fail(.tooDeep) }
    depthLeft &-= 1
    position &+= 1
  }

  /// Moves to the next element; false at `]`, which is consumed, and after a failure.
  ///
  /// - Parameter first: true before the first element; set to false here.
  public mutating func nextElement(_ first: inout Bool) -> Bool {
    skipSpace()
    guard position < end else {
      fail(.unexpectedEnd)
      return false
    }
    let byte = base[position]
    if byte == UInt8(ascii: "]") {
      position &+= 1
      depthLeft &+= 1
      return false
    }
    if first {
      first = false
      return true
    }
    guard byte == UInt8(ascii: ",") else {
      fail(.unexpectedCharacter)
      return false
    }
    position &+= 1
    skipSpace()
    if position < end, base[position] != UInt8(ascii: "]") { return true }
    fail(position < end ? .unexpectedCharacter : .unexpectedEnd)
    return false
  }

  /// Reads the next member's name and its colon, for objects whose names are data; `nil` at `}`, which is consumed.
  public mutating func nextName() -> String? {
    guard openMember() else { return nil }
    let name = string()
    guard colon() else { return nil }
    return name
  }

  /// Moves to the quote of the next member's name; false at `}`, which is consumed, and after a failure.
  @inline(__always)
  mutating func openMember() -> Bool {
    let first = position > 0 && base[position &- 1] == UInt8(ascii: "{")
    skipSpace()
    guard position < end else { return failMember() }
    var byte = base[position]
    if byte == UInt8(ascii: "}") {
      position &+= 1
      depthLeft &+= 1
      return false
    }
    if !first {
      guard byte == UInt8(ascii: ",") else { return failMember() }
      position &+= 1
      skipSpace()
      guard position < end else { return failMember() }
      byte = base[position]
    }
    return byte == UInt8(ascii: "\"") ? true : failMember()
  }

  @inline(never)
  private mutating func failMember() -> Bool {
    fail(position < end ? .unexpectedCharacter : .unexpectedEnd)
    return false
  }

  /// Consumes the colon behind a name; false after a failure.
  @inline(__always)
  mutating func colon() -> Bool {
    skipSpace()
    guard position < end, base[position] == UInt8(ascii: ":") else { return failMember() }
    position &+= 1
    return true
  }
}
