/// `int64`: a string of decimal digits, because many JSON implementations lose the low bits of large numbers.
extension Int64: JSONCodable {
  /// 0.
  @inlinable public static var blank: Int64 { 0 }

  /// Reads a string that holds an optional minus and digits without leading zeros (`invalidInt64`).
  public static func decode(from reader: inout JSONReader) -> Int64 {
    reader.text(0, .invalidInt64) { text in
      guard isDecimalNumber(text, allowsFraction: false) else { return nil }
      return if case .value(let value) = wholeNumber(text) { value } else { nil }
    }
  }

  /// Writes the digits in quotes.
  public func encode(to writer: inout JSONWriter) {
    writer.byte(UInt8(ascii: "\""))
    writer.digits(self)
    writer.byte(UInt8(ascii: "\""))
  }
}

/// Whether a text is an optional minus, digits without leading zeros, and optionally a point and more digits.
func isDecimalNumber(_ text: Span<UInt8>, allowsFraction: Bool) -> Bool {
  var at = 0
  if text.count > 0, text[0] == UInt8(ascii: "-") { at = 1 }
  let whole = at
  while at < text.count, isDigit(text[at]) { at += 1 }
  if at == whole || (at - whole > 1 && text[whole] == UInt8(ascii: "0")) { return false }
  if at == text.count { return true }
  guard allowsFraction, text[at] == UInt8(ascii: ".") else { return false }
  at += 1
  let fraction = at
  while at < text.count, isDigit(text[at]) { at += 1 }
  return at == text.count && at > fraction
}
