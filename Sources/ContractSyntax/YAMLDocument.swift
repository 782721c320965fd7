/// Reads the text of a contract file into nodes.
public enum YAMLDocument {
  /// The document in `bytes`, or nil when it cannot be read at all. What can be passed over (a tag, a duplicate key) is
  /// reported and reading goes on; whatever the bytes are, the answer is a node or a diagnostic.
  ///
  /// - Parameters:
  ///   - bytes: The file's content.
  ///   - file: Its name, for positions.
  ///   - limits: Size, depth and number of nodes.
  ///   - diagnostics: Takes what is wrong.
  public static func parse(
    _ bytes: [UInt8], file: String, limits: YAMLLimits = YAMLLimits(), diagnostics: inout Diagnostics
  ) -> YAMLNode? {
    let bytes = ByteOrderMark.removed(from: bytes)
    guard bytes.count <= limits.bytes else {
      diagnostics.report(
        SyntaxRules.limit, at: SourcePosition(file: file),
        "the file has \(bytes.count) bytes; at most \(limits.bytes) are read",
        suggestion: "move entities and types to files of their own")
      return nil
    }
    if let offset = firstInvalidByte(of: bytes) {
      diagnostics.report(
        SyntaxRules.encoding, at: position(of: offset, in: bytes, file: file),
        "the file is not UTF-8 from here on", suggestion: "save it as UTF-8")
      return nil
    }
    var builder = YAMLBuilder(limits: limits)
    var node: YAMLNode?
    do throws(YAMLFailure) {
      node = try YAMLEventSource.withSource(of: bytes, file: file) { (source) throws(YAMLFailure) -> YAMLNode? in
        try builder.document(of: &source, file: file)
      }
    } catch {
      let mark =
        SyntaxErrorText.isUnclosedQuote(error)
        ? (error.contextLine, error.contextColumn) : (error.line, error.column)
      let place =
        error.offset.map { position(of: $0, in: bytes, file: file) }
        ?? withinFile(SourcePosition(file: file, line: mark.0, column: mark.1), bytes)
      builder.diagnostics.report(
        SyntaxRules.syntax, at: place,
        SyntaxErrorText.sentence(for: error, isTab: isTab(at: place, in: bytes)))
    }
    for found in builder.diagnostics.sorted { diagnostics.add(found) }
    return node
  }

  /// The offset of the first byte that does not continue valid UTF-8.
  private static func firstInvalidByte(of bytes: [UInt8]) -> Int? {
    var decoder = Unicode.UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }

  /// libyaml notices an end without a line feed on the line after it, which editors do not have.
  private static func withinFile(_ place: SourcePosition, _ bytes: [UInt8]) -> SourcePosition {
    let end = position(of: bytes.count, in: bytes, file: place.file)
    return min(place, end)
  }

  /// Whether a tab stands at a place: the commonest character that "cannot start any token".
  private static func isTab(at place: SourcePosition, in bytes: [UInt8]) -> Bool {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(place.line - 1) else { return false }
    let letters = Array(String(decoding: lines[place.line - 1], as: UTF8.self).unicodeScalars)
    return letters.indices.contains(place.column - 1) && letters[place.column - 1] == "\t"
  }

  /// Line and column of a byte offset, counted as libyaml counts.
  private static func position(of offset: Int, in bytes: [UInt8], file: String) -> SourcePosition {
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return SourcePosition(file: file, line: line, column: column)
  }
}
