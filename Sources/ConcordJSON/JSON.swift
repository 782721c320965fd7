/// Whole texts in one call, for code that is not on the hot path.
public enum JSON {
  /// Checks that bytes are one JSON text (RFC 8259). Names may be given twice, as the standard allows.
  ///
  /// - Throws: `JSONError` with the first fault.
  public static func validate(_ bytes: RawSpan, maxDepth: Int = 512) throws(JSONError) {
    var reader = JSONReader(bytes, maxDepth: maxDepth)
    reader.skipValue()
    reader.finish()
    if let failure = reader.failure { throw failure }
  }

  /// Reads a value from a text.
  ///
  /// - Throws: `JSONError` with the first fault; `JSONPath` tells where in the value it lies.
  @inlinable
  public static func decode<T: JSONCodable>(_ type: T.Type, from bytes: RawSpan) throws(JSONError) -> T {
    var reader = JSONReader(bytes)
    let value = T.decode(from: &reader)
    reader.finish()
    if let failure = reader.failure { throw failure }
    return value
  }

  /// Reads a value from a text.
  ///
  /// - Throws: `JSONError` with the first fault.
  @inlinable
  public static func decode<T: JSONCodable>(_ type: T.Type, from bytes: [UInt8]) throws(JSONError) -> T {
    try decode(type, from: bytes.span.bytes)
  }

  /// Reads a value from a text.
  ///
  /// - Throws: `JSONError` with the first fault.
  @inlinable
  public static func decode<T: JSONCodable>(_ type: T.Type, from text: String) throws(JSONError) -> T {
    try decode(type, from: text.utf8Span.span.bytes)
  }

  /// Writes a value.
  ///
  /// - Throws: `JSONError` if a part of it has no form in JSON.
  @inlinable
  public static func encode<T: JSONCodable>(_ value: T) throws(JSONError) -> [UInt8] {
    var writer = JSONWriter()
    value.encode(to: &writer)
    if let failure = writer.failure { throw failure }
    return writer.array()
  }

  /// Writes a value as text, for logs and tests; a part that has no form in JSON stands as `null`.
  @inlinable
  public static func text<T: JSONCodable>(_ value: T) -> String {
    var writer = JSONWriter()
    value.encode(to: &writer)
    return writer.withBytes { String(decoding: $0, as: UTF8.self) }
  }
}
