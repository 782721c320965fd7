// What code needs that keeps parts of the input as they are.

extension JSONReader {
  /// Skips white space and gives the byte at which the next value starts.
  public mutating func valueOffset() -> Int {
    skipSpace()
    return position
  }

  /// A copy of the input's bytes in a range.
  public func copiedBytes(_ range: Range<Int>) -> [UInt8] { bytes(range).withUnsafeBytes { Array($0) } }

  /// Reads a string that is a UUID in its canonical form (RFC 9562 §4, lower-case digits). Any other value is left
  /// where it stands, and no fault is recorded.
  public mutating func canonicalUUID() -> UniqueID? {
    skipSpace()
    guard end &- position >= 38, base[position] == UInt8(ascii: "\""), base[position &+ 37] == UInt8(ascii: "\"")
    else { return nil }
    let text = Span(_unsafeStart: base + (position &+ 1), count: 36)
    for index in 0..<36 where text[index] &- UInt8(ascii: "A") <= 25 { return nil }
    guard let id = UniqueID.parse(text) else { return nil }
    position &+= 38
    return id
  }
}

extension FieldTable {
  /// The field of a name, or nil.
  public func index(of name: String) -> Int? {
    var name = name
    let found = name.withUTF8 { bytes -> Int in
      guard let start = bytes.baseAddress else { return -1 }
      return index(FieldKey(start, count: bytes.count, readable: 0))
    }
    return found < 0 ? nil : found
  }
}
