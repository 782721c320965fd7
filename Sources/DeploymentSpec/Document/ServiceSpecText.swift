extension ServiceSpec {
  /// The document on one line, for the wire.
  public var json: String { JSON.text(self) }

  /// The document for files: a member per line, two spaces deeper per level, a newline at the end.
  public var document: String {
    var writer = JSONWriter(capacity: 1024)
    encode(to: &writer)
    return writer.withBytes { IndentedJSON.text(of: $0) }
  }

  /// Reads a document.
  ///
  /// - Throws: `JSONError` when the text is no JSON (RFC 8259), a member is missing or of another type, or the format is
  ///   another one (`invalidValue`).
  public init(json: String) throws(JSONError) { self = try JSON.decode(ServiceSpec.self, from: json) }
}

/// Lays compact JSON out in lines. Empty objects and arrays stay as they are.
enum IndentedJSON {
  static func text(of compact: UnsafeRawBufferPointer) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(compact.count * 2)
    var level = 0
    var isInString = false
    var isEscaped = false
    for (index, byte) in compact.enumerated() {
      if isInString {
        out.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        out.append(byte)
        level += 1
        if !isClosing(compact, index + 1) { newLine(level, &out) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        level -= 1
        if let last = out.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") { newLine(level, &out) }
        out.append(byte)
      case UInt8(ascii: ","):
        out.append(byte)
        newLine(level, &out)
      case UInt8(ascii: ":"): out += [byte, UInt8(ascii: " ")]
      default:
        isInString = byte == UInt8(ascii: "\"")
        out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\n"))
    return String(decoding: out, as: UTF8.self)
  }

  private static func isClosing(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    index < bytes.count && (bytes[index] == UInt8(ascii: "}") || bytes[index] == UInt8(ascii: "]"))
  }

  private static func newLine(_ level: Int, _ out: inout [UInt8]) {
    out.append(UInt8(ascii: "\n"))
    out += repeatElement(UInt8(ascii: " "), count: level * 2)
  }
}
