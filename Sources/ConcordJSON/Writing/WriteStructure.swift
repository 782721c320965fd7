extension JSONWriter {
  /// Starts an object; its members follow.
  @inlinable @inline(__always)
  public mutating func beginObject() { byte(UInt8(ascii: "{")) }

  /// Ends an object.
  @inlinable @inline(__always)
  public mutating func endObject() { close(UInt8(ascii: "}")) }

  /// Starts an array; its elements follow.
  @inlinable @inline(__always)
  public mutating func beginArray() { byte(UInt8(ascii: "[")) }

  /// Ends an array.
  @inlinable @inline(__always)
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  @inlinable @inline(__always)
  mutating func close(_ bracket: UInt8) {
    // No value ends in a comma, so one at the end separates a member that never came.
    if used > 0, base[used &- 1] == UInt8(ascii: ",") { used &-= 1 }
    byte(bracket)
  }

  /// Writes a member of an object.
  ///
  /// - Parameter name: the name with quotes and colon: `"\"owner\":"`.
  @inlinable @inline(__always)
  public mutating func write<T: JSONCodable>(_ name: StaticString, _ value: T) {
    literal(name)
    value.encode(to: &self)
    byte(UInt8(ascii: ","))
  }

  /// Writes a member of an object unless its value is `nil`: absent and null are different things.
  @inlinable @inline(__always)
  public mutating func writeIfPresent<T: JSONCodable>(_ name: StaticString, _ value: T?) {
    if let value { write(name, value) }
  }

  /// Writes a member whose name is data.
  @inlinable
  public mutating func write<T: JSONCodable>(key: String, _ value: T) {
    string(key)
    byte(UInt8(ascii: ":"))
    value.encode(to: &self)
    byte(UInt8(ascii: ","))
  }

  /// Writes a member whose value is JSON already.
  ///
  /// - Parameter name: the name with quotes and colon.
  public mutating func write(_ name: StaticString, raw json: RawSpan) {
    literal(name)
    raw(json)
    byte(UInt8(ascii: ","))
  }

  /// Writes an element of an array.
  @inlinable @inline(__always)
  public mutating func element<T: JSONCodable>(_ value: T) {
    value.encode(to: &self)
    byte(UInt8(ascii: ","))
  }

  /// Writes a value that stands alone.
  @inlinable @inline(__always)
  public mutating func value<T: JSONCodable>(_ value: T) { value.encode(to: &self) }

  /// Copies bytes that are JSON already; they are not checked.
  public mutating func raw(_ json: RawSpan) {
    json.withUnsafeBytes { source in
      guard let start = source.baseAddress else { return }
      reserve(source.count)
      UnsafeMutableRawPointer(base + used).copyMemory(from: start, byteCount: source.count)
      used &+= source.count
    }
  }

  /// Copies bytes that are JSON already; they are not checked.
  public mutating func raw(_ json: [UInt8]) { raw(json.span.bytes) }
}
