/// `url`: an absolute URL, kept as its text.
public struct URLText: CheckedText {
  /// The text as it was given.
  public let rawValue: String

  /// Wraps a text without checking it.
  public init(unchecked text: String) { rawValue = text }

  /// `invalidURL`.
  public static var failureCode: JSONError.Code { .invalidURL }

  /// Whether a text is a scheme, a colon, and then characters of RFC 3986 §2 with well-formed percent escapes; where
  /// an authority follows (`//`), it is not empty unless the scheme is `file`.
  public static func accepts(_ text: Span<UInt8>) -> Bool {
    guard let colon = schemeEnd(text), colon + 1 < text.count else { return false }
    var at = colon + 1
    if at + 1 < text.count, text[at] == UInt8(ascii: "/"), text[at + 1] == UInt8(ascii: "/") {
      let host = at + 2
      let isEmpty = host == text.count || isDelimiter(text[host])
      if isEmpty && !isFile(text, colon) { return false }
    }
    while at < text.count {
      if text[at] == UInt8(ascii: "%") {
        guard at + 2 < text.count, hexDigit(text[at + 1]) <= 15, hexDigit(text[at + 2]) <= 15 else { return false }
        at += 2
      } else if !isURLCharacter(text[at]) {
        return false
      }
      at += 1
    }
    return true
  }

  /// The colon behind a scheme (RFC 3986 §3.1).
  private static func schemeEnd(_ text: Span<UInt8>) -> Int? {
    for index in 0..<text.count {
      let byte = text[index]
      if byte == UInt8(ascii: ":") { return index > 0 ? index : nil }
      let isLetter = (byte | 0x20) &- 0x61 < 26
      let isOther =
        isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      guard isLetter || (index > 0 && isOther) else { return nil }
    }
    return nil
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
  }

  private static func isFile(_ text: Span<UInt8>, _ colon: Int) -> Bool {
    let file: StaticString = "file"
    guard colon == file.utf8CodeUnitCount else { return false }
    for index in 0..<colon where text[index] | 0x20 != file.utf8Start[index] { return false }
    return true
  }

  /// Unreserved and reserved characters; everything else has to be percent-encoded.
  private static func isURLCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
      UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
      false
    default: byte > 0x20 && byte < 0x7f
    }
  }
}
