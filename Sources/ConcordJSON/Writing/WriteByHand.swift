// Members whose value is written in pieces: `name`, the value, `endValue`.

extension JSONWriter {
  /// Writes a member's name and the colon; its value and `endValue()` follow.
  @inlinable
  public mutating func name(_ key: String) {
    string(key)
    byte(UInt8(ascii: ":"))
  }

  /// Writes the comma behind a member's value, or behind an element, that was written by hand.
  @inlinable @inline(__always)
  public mutating func endValue() { byte(UInt8(ascii: ",")) }
}
