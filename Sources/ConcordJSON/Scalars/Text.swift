extension String: JSONCodable {
  /// The empty string.
  @inlinable public static var blank: String { "" }

  /// Reads a string.
  @inlinable @inline(__always)
  public static func decode(from reader: inout JSONReader) -> String { reader.string() }

  /// Writes a string.
  @inlinable @inline(__always)
  public func encode(to writer: inout JSONWriter) { writer.string(self) }
}
