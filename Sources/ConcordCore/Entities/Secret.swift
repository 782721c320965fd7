/// The value of a `sensitive` field. It reads `****` wherever values are printed, logged, interpolated or dumped, and
/// travels in clear to whoever may read its entity.
public struct Secret<Value: JSONCodable>: Sendable {
  /// The value itself. What is made of it is no longer masked.
  public var value: Value

  /// Masks a value.
  public init(_ value: Value) { self.value = value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `****`.
  public var description: String { secretMask }
  /// `****`.
  public var debugDescription: String { secretMask }
  /// A mirror without the value.
  public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

extension Secret: JSONCodable {
  /// A blank value.
  public static var blank: Secret { Secret(.blank) }

  /// Reads the value. In an input the text `****` is refused (`maskedSecret`): somebody sends back what was printed.
  ///
  /// Elsewhere a secret that is no text and reads `****` is blank: it comes from a record that does not keep it.
  public static func decode(from reader: inout JSONReader) -> Secret {
    if reader.isInput || Value.self != String.self, reader.nextKind() == .string {
      let start = reader.valueOffset()
      let mark = reader.mark()
      if reader.string() == secretMask {
        guard reader.isInput else { return blank }
        reader.fail(RuleBreach(.maskedSecret, "'\(secretMask)' stands for a secret and is none"), at: start)
      }
      reader.rewind(to: mark)
    }
    return Secret(Value.decode(from: &reader))
  }

  /// Writes the value in clear; `maskedJSON` gives `****` in its place.
  public func encode(to writer: inout JSONWriter) {
    if SecretMasking.isOn { secretMask.encode(to: &writer) } else { value.encode(to: &writer) }
  }
}

extension Secret: Equatable where Value: Equatable {}
extension Secret: Hashable where Value: Hashable {}

extension Secret: ExpressibleByStringLiteral, ExpressibleByExtendedGraphemeClusterLiteral,
  ExpressibleByUnicodeScalarLiteral
where Value == String {
  /// Masks a literal, for tests.
  public init(stringLiteral value: String) { self.init(value) }
}

/// A rule of a `sensitive` field, whose breach does not tell the value.
public struct SecretRule<Rule: FieldRule>: FieldRule {
  private let rule: Rule

  /// The rule of the value.
  public init(_ rule: Rule) { self.rule = rule }

  /// The breach of the value, in words without it.
  public func breach(_ secret: Secret<Rule.Value>) -> RuleBreach? {
    rule.breach(secret.value).map { RuleBreach($0.code, $0.code.message) }
  }
}

/// What stands for a secret in any text.
private let secretMask = "****"
