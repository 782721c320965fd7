/// `bytes`: any bytes, in JSON a string of padded base64 (RFC 4648 §4).
public struct Bytes: Hashable, Sendable {
  /// The bytes.
  public var array: [UInt8]

  /// Wraps bytes.
  public init(_ array: [UInt8] = []) { self.array = array }

  /// The bytes of a base64 text; `nil` unless it is padded, canonical and holds nothing else.
  public init?(base64 text: String) {
    guard let array = fromBase64(text.utf8Span.span) else { return nil }
    self.array = array
  }

  /// The text in base64.
  public var base64: String { String(decoding: toBase64(array), as: UTF8.self) }
}

extension Bytes: JSONCodable {
  /// No bytes.
  public static var blank: Bytes { Bytes() }

  /// Reads a string of base64 (`invalidBase64`).
  public static func decode(from reader: inout JSONReader) -> Bytes {
    reader.text(blank, .invalidBase64) { text in fromBase64(text).map { Bytes($0) } }
  }

  /// Writes base64 in quotes.
  public func encode(to writer: inout JSONWriter) {
    writer.byte(UInt8(ascii: "\""))
    writer.raw(toBase64(array))
    writer.byte(UInt8(ascii: "\""))
  }
}

extension Bytes: ExpressibleByArrayLiteral {
  /// Wraps a literal.
  public init(arrayLiteral elements: UInt8...) { array = elements }
}

private func toBase64(_ bytes: [UInt8]) -> [UInt8] {
  var text: [UInt8] = []
  text.reserveCapacity((bytes.count + 2) / 3 * 4)
  var at = 0
  while at < bytes.count {
    let left = bytes.count - at
    let second = left > 1 ? UInt32(bytes[at + 1]) : 0
    let third = left > 2 ? UInt32(bytes[at + 2]) : 0
    let group = UInt32(bytes[at]) << 16 | second << 8 | third
    text.append(base64Letter(group >> 18))
    text.append(base64Letter(group >> 12 & 63))
    text.append(left > 1 ? base64Letter(group >> 6 & 63) : UInt8(ascii: "="))
    text.append(left > 2 ? base64Letter(group & 63) : UInt8(ascii: "="))
    at += 3
  }
  return text
}

private func fromBase64(_ text: Span<UInt8>) -> [UInt8]? {
  guard text.count % 4 == 0 else { return nil }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count / 4 * 3)
  var at = 0
  while at < text.count {
    // Only the last group may be padded, with one `=` or two.
    var digits = 4
    if at + 4 == text.count, text[at + 3] == UInt8(ascii: "=") { digits = text[at + 2] == UInt8(ascii: "=") ? 2 : 3 }
    var group: UInt32 = 0
    for index in 0..<4 {
      guard index < digits else {
        group <<= 6
        continue
      }
      guard let value = base64Value(text[at + index]) else { return nil }
      group = group << 6 | value
    }
    // Bits that padding leaves unused are zero in canonical text (RFC 4648 §3.5).
    let unused: UInt32 = digits == 2 ? 0xffff : digits == 3 ? 0xff : 0
    guard group & unused == 0 else { return nil }
    bytes.append(UInt8(group >> 16))
    if digits > 2 { bytes.append(UInt8(group >> 8 & 0xff)) }
    if digits > 3 { bytes.append(UInt8(group & 0xff)) }
    at += 4
  }
  return bytes
}

private func base64Letter(_ value: UInt32) -> UInt8 {
  let value = UInt8(value)
  return switch value {
  case 0..<26: UInt8(ascii: "A") + value
  case 26..<52: UInt8(ascii: "a") + value - 26
  case 52..<62: UInt8(ascii: "0") + value - 52
  case 62: UInt8(ascii: "+")
  default: UInt8(ascii: "/")
  }
}

private func base64Value(_ letter: UInt8) -> UInt32? {
  switch letter {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter) - 65
  case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter) - 97 + 26
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter) - 48 + 52
  case UInt8(ascii: "+"): 62
  case UInt8(ascii: "/"): 63
  default: nil
  }
}
