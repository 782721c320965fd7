/// A number exactly as it stands in a JSON text: no digit is lost, whatever its size.
///
/// Equality is that of the texts: `1`, `1.0` and `1e0` differ.
public struct JSONNumber: Hashable, Sendable {
  /// The number in the grammar of RFC 8259 §6.
  public let text: String

  /// Wraps a text; `nil` unless it is a JSON number.
  public init?(_ text: String) {
    var reader = JSONReader(text.utf8Span.span.bytes)
    _ = reader.skipNumber()
    guard reader.failure == nil, reader.offset == text.utf8.count else { return nil }
    self.text = text
  }

  /// A whole number.
  public init(_ value: Int) { text = String(value) }

  /// A double in its shortest form; `nil` for infinity and NaN.
  public init?(_ value: Double) {
    var writer = JSONWriter(capacity: 32)
    writer.double(value)
    guard writer.failure == nil else { return nil }
    text = writer.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  init(checked text: String) { self.text = text }

  /// The value, if it is whole and fits.
  public var int: Int? {
    if case .value(let value) = wholeNumber(text.utf8Span.span) { Int(value) } else { nil }
  }

  /// The nearest double; infinite where the number is beyond all of them.
  public var double: Double { Double(text) ?? .nan }
}
