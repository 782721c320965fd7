/// `email`: one email address, kept as its text.
public struct EmailAddress: CheckedText {
  /// The text as it was given.
  public let rawValue: String

  /// Wraps a text without checking it.
  public init(unchecked text: String) { rawValue = text }

  /// `invalidEmail`.
  public static var failureCode: JSONError.Code { .invalidEmail }

  /// Whether a text is a dot-atom (RFC 5322 §3.2.3; quoted local parts are refused), `@` and a host name, within the
  /// lengths of RFC 5321 §4.5.3.1: 64 bytes for the local part, 254 for all.
  public static func accepts(_ text: Span<UInt8>) -> Bool {
    guard text.count <= 254, let separator = firstAt(text), separator <= 64 else { return false }
    return parts(text, 0..<separator, isAtomCharacter) && parts(text, separator + 1..<text.count, isHostCharacter)
  }

  private static func firstAt(_ text: Span<UInt8>) -> Int? {
    for index in 0..<text.count where text[index] == UInt8(ascii: "@") { return index }
    return nil
  }

  /// Whether a range is parts of 1 to 63 bytes that are separated by dots and hold only some characters.
  private static func parts(_ text: Span<UInt8>, _ range: Range<Int>, _ allows: (UInt8) -> Bool) -> Bool {
    var start = range.lowerBound
    for index in range {
      if text[index] == UInt8(ascii: ".") {
        guard index > start else { return false }
        start = index + 1
      } else if !allows(text[index]) || index - start > 63 {
        return false
      }
    }
    return range.upperBound > start
  }

  /// Letters, digits, the signs of an atom, and everything beyond ASCII (RFC 6531).
  private static func isAtomCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "^")...UInt8(ascii: "`"),
      UInt8(ascii: "{")...UInt8(ascii: "~"):
      true
    default: isHostCharacter(byte)
    }
  }

  private static func isHostCharacter(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "-") || byte >= 0x80
  }
}
