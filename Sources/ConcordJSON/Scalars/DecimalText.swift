/// `decimal`: an exact decimal number, kept as its text (`"-12.50"`) because no machine number holds it.
///
/// Equality is that of the texts: `1.5` and `1.50` differ, since the digits given can carry meaning.
public struct DecimalText: Hashable, Sendable {
  /// Optional minus, digits without leading zeros, optionally a point and more digits.
  public let text: String

  /// Wraps a text; `nil` unless it has the form.
  public init?(_ text: String) {
    guard isDecimalNumber(text.utf8Span.span, allowsFraction: true) else { return nil }
    self.text = text
  }

  /// A whole number.
  public init(_ value: Int) { text = String(value) }

  /// The nearest double.
  public var double: Double { Double(text) ?? 0 }
}

extension DecimalText: JSONCodable {
  /// 0.
  public static var blank: DecimalText { DecimalText(0) }

  /// Reads a string of this form (`invalidDecimal`).
  public static func decode(from reader: inout JSONReader) -> DecimalText {
    reader.text(blank, .invalidDecimal) { text in
      DecimalText(String(copying: UTF8Span(unchecked: text)))
    }
  }

  /// Writes the text in quotes.
  public func encode(to writer: inout JSONWriter) { writer.string(text) }
}

extension DecimalText: CustomStringConvertible, ExpressibleByStringLiteral {
  /// The text.
  public var description: String { text }

  /// Wraps a literal.
  ///
  /// - Precondition: the literal is a decimal number.
  public init(stringLiteral value: String) {
    guard let decimal = DecimalText(value) else { preconditionFailure("not a decimal number: \(value)") }
    self = decimal
  }
}
