// What the scalars that travel as strings share.

extension JSONReader {
  /// Reads a string and what a parser makes of its text; `nil` from the parser records the code at the string.
  @inline(__always)
  mutating func text<T>(_ blank: T, _ code: JSONError.Code, _ parse: (Span<UInt8>) -> T?) -> T {
    skipSpace()
    let start = position
    guard let literal = stringLiteral() else { return blank }
    if !literal.hasEscapes && !literal.hasNonASCII {
      if let value = parse(Span(_unsafeStart: base + literal.start, count: literal.count)) { return value }
    } else if let text = text(of: literal), let value = parse(text.utf8Span.span) {
      return value
    }
    fail(code, at: start)
    return blank
  }
}

/// A string that keeps to a form: an email address, a URL. It is checked where it is read.
public protocol CheckedText: JSONCodable, Hashable, Comparable, RawRepresentable, ExpressibleByStringLiteral,
  CustomStringConvertible
where RawValue == String {
  /// What reading anything else records.
  static var failureCode: JSONError.Code { get }

  /// Whether UTF-8 text has the form.
  static func accepts(_ text: Span<UInt8>) -> Bool

  /// Wraps a text without checking it.
  init(unchecked text: String)
}

extension CheckedText {
  /// The empty text, which stands where none has been read yet.
  public static var blank: Self { Self(unchecked: "") }

  /// Wraps a text; `nil` unless it has the form.
  public init?(rawValue: String) {
    guard Self.accepts(rawValue.utf8Span.span) else { return nil }
    self.init(unchecked: rawValue)
  }

  /// Wraps a literal.
  ///
  /// - Precondition: the literal has the form.
  public init(stringLiteral value: String) {
    precondition(Self.accepts(value.utf8Span.span), "\(Self.failureCode.message): \(value)")
    self.init(unchecked: value)
  }

  /// The text.
  public var description: String { rawValue }

  /// Orders by text.
  public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }

  /// Reads a string of this form.
  public static func decode(from reader: inout JSONReader) -> Self {
    reader.skipSpace()
    let start = reader.position
    let text = reader.string()
    if accepts(text.utf8Span.span) { return Self(unchecked: text) }
    reader.fail(failureCode, at: start)
    return blank
  }

  /// Writes the text.
  public func encode(to writer: inout JSONWriter) { writer.string(rawValue) }
}
