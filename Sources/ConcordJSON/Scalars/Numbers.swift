extension Bool: JSONCodable {
  /// `false`.
  @inlinable public static var blank: Bool { false }

  /// Reads `true` or `false`.
  @inlinable @inline(__always)
  public static func decode(from reader: inout JSONReader) -> Bool { reader.bool() }

  /// Writes `true` or `false`.
  @inlinable @inline(__always)
  public func encode(to writer: inout JSONWriter) { writer.bool(self) }
}

extension Int: JSONCodable {
  /// 0.
  @inlinable public static var blank: Int { 0 }

  /// Reads a whole number in ±(2^53−1).
  @inlinable @inline(__always)
  public static func decode(from reader: inout JSONReader) -> Int { reader.int() }

  /// Writes a whole number in ±(2^53−1); others are `notRepresentable`.
  @inlinable @inline(__always)
  public func encode(to writer: inout JSONWriter) { writer.int(self) }
}

extension Double: JSONCodable {
  /// 0.
  @inlinable public static var blank: Double { 0 }

  /// Reads a number as the nearest double.
  @inlinable @inline(__always)
  public static func decode(from reader: inout JSONReader) -> Double { reader.double() }

  /// Writes the shortest number that reads back the same; infinity and NaN are `notFinite`.
  @inlinable @inline(__always)
  public func encode(to writer: inout JSONWriter) { writer.double(self) }
}
