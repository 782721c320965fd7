/// A number from a form, where it may have arrived as text.
///
/// Leading digits count, and anything else is 0: `80`, `"80"`, `"80%"` and `"80.9"` are 80; `""`, `"abc"`, `"-5"`, `"+5"`,
/// `" 80"` and what is no text at all are 0, because none of them begins with a digit. Digits are those of ASCII. A number
/// beyond 2⁵³−1, the largest that the document can hold, counts as that.
public struct FormNumber: Hashable, Sendable {
  /// The number; never negative.
  public let value: Int

  /// The largest number: 2⁵³−1.
  public static let maximum = (1 << 53) - 1

  /// Reads a text as a form sends it.
  public init(_ text: String) {
    var value = 0
    for byte in text.utf8 {
      guard isDigit(byte) else { break }
      value = min(value * 10 + Int(byte - UInt8(ascii: "0")), Self.maximum)
    }
    self.value = value
  }

  /// Takes a number; what its text begins with counts here too, so a negative one is 0.
  public init(_ number: Int) { value = min(max(number, 0), Self.maximum) }
}

extension FormNumber: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  public init(stringLiteral text: String) { self.init(text) }
  public init(integerLiteral number: Int) { self.init(number) }
}

extension FormNumber: JSONCodable {
  public static var blank: FormNumber { 0 }

  /// Reads a text by the rule, a number without its decimals, and anything else as 0.
  public static func decode(from reader: inout JSONReader) -> FormNumber {
    switch reader.nextKind() {
    case .string: return FormNumber(reader.string())
    case .number:
      let number = reader.double()
      return number >= Double(maximum) ? FormNumber(maximum) : FormNumber(Int(max(number, 0)))
    default:
      reader.skipValue()
      return 0
    }
  }

  /// Writes the number.
  public func encode(to writer: inout JSONWriter) { writer.value(value) }
}
