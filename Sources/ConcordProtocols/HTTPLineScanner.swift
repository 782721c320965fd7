/// Checks that the lines of a request head, or of trailers, are written as RFC 9112 asks, in pieces cut anywhere.
///
/// Two servers that read the same bytes differently can be played against each other (RFC 9112 §11.2), so there is no
/// leniency: a line ends with CR LF and neither is anywhere else, a field name is a token with the colon right behind it,
/// no field is folded over lines, the request line has two single spaces, and no control character is let through.
public struct HTTPLineScanner: Sendable {
  public enum Result: Equatable, Sendable {
    case needsInput
    /// The empty line that ends the lines was read.
    case end
    /// The text names what is wrong.
    case wrong(String)
  }

  private enum State {
    /// Before the request line, where empty lines are skipped (RFC 9112 §2.2).
    case leading, leadingCR
    case requestLine, requestLineCR
    case lineStart, name, value, valueCR
    case lastCR, done
  }

  private var state: State
  private var spaces = 0
  private var last: UInt8 = 0

  private init(_ state: State) { self.state = state }

  /// For a request line and the header fields behind it.
  public static var requestHead: HTTPLineScanner { HTTPLineScanner(.leading) }
  /// For field lines alone.
  public static var fields: HTTPLineScanner { HTTPLineScanner(.lineStart) }

  /// Reads on from `used`, to behind the last line at most.
  public mutating func scan(_ bytes: UnsafeRawBufferPointer, from used: inout Int) -> Result {
    while state != .done {
      guard used < bytes.count else { return .needsInput }
      if let problem = take(bytes[used]) { return .wrong(problem) }
      used += 1
    }
    return .end
  }

  private mutating func take(_ byte: UInt8) -> String? {
    defer { last = byte }
    switch (state, byte) {
    case (.leading, 0x0D): state = .leadingCR
    case (.leadingCR, 0x0A): state = .leading
    case (.leading, 0x21...0x7E): state = .requestLine
    case (.requestLine, 0x20):
      spaces += 1
      guard spaces <= 2, last != 0x20 else { return "the request line has more than two single spaces" }
    case (.requestLine, 0x21...0x7E): break
    case (.requestLine, 0x0D):
      guard spaces == 2 else { return "the request line is not 'method target version'" }
      state = .requestLineCR
    case (.requestLineCR, 0x0A), (.valueCR, 0x0A): state = .lineStart
    case (.lastCR, 0x0A): state = .done
    case (.leading, 0x0A), (.requestLine, 0x0A), (.lineStart, 0x0A), (.name, 0x0A), (.value, 0x0A):
      return "a line ends without CR"
    case (.lineStart, 0x0D): state = .lastCR
    case (.lineStart, 0x20), (.lineStart, 0x09): return "a header field is folded over lines"
    case (.lineStart, _) where byte.isHTTPToken: state = .name
    case (.name, 0x3A): state = .value
    case (.name, _) where byte.isHTTPToken: break
    case (.name, 0x20), (.name, 0x09): return "there is white space before the colon of a header field"
    case (.lineStart, _), (.name, _): return "a header field's name holds the byte \(hex(byte))"
    case (.value, 0x0D): state = .valueCR
    case (.value, 0x09), (.value, 0x20...0x7E), (.value, 0x80...0xFF): break
    case (.leadingCR, _), (.requestLineCR, _), (.valueCR, _), (.lastCR, _): return "a CR is not followed by LF"
    default: return "the byte \(hex(byte)) is not allowed here"
    }
    return nil
  }

  private func hex(_ byte: UInt8) -> String { "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}

extension UInt8 {
  /// Whether it may be in a method or field name (`tchar` of RFC 9110 §5.6.2).
  var isHTTPToken: Bool {
    switch self {
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x30...0x39, 0x41...0x5A, 0x5E...0x7A, 0x7C, 0x7E: true
    default: false
    }
  }
}

extension String {
  /// Whether it is a `token` of RFC 9110 §5.6.2, as methods and field names are.
  var isHTTPToken: Bool { !isEmpty && utf8.allSatisfy { $0.isHTTPToken } }
}
