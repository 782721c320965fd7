/// The mark that some editors put in front of UTF-8 (RFC 3629 §6): no part of the text.
///
/// libyaml counts it as a column, so that the first line would be indented deeper than the others.
enum ByteOrderMark {
  private static let bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

  static func removed(from text: [UInt8]) -> [UInt8] {
    text.starts(with: bytes) ? Array(text.dropFirst(bytes.count)) : text
  }
}
