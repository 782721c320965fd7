/// The text of a contract as comments, which end where the line does and hold no control characters.
enum DocComment {
  /// A list of objects that carry one doc comment each under `comment`: the lines of a summary without empty ones at its
  /// ends.
  static func lines(_ summary: String?) -> TemplateValue {
    guard let summary, !summary.isEmpty else { return .list([]) }
    let lines = summary.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
      line(String($0))
    }
    guard let first = lines.firstIndex(where: { $0 != "" }), let last = lines.lastIndex(where: { $0 != "" }) else {
      return .list([])
    }
    return .list(lines[first...last].map { ["comment": .text($0.isEmpty ? "///" : "/// " + $0)] })
  }

  /// One line: what Swift would take for the line's end, or warn about, becomes a space.
  static func line(_ text: String) -> String {
    // Almost every text has none of the control characters U+0000 to U+001F, U+007F and U+0080 to U+009F (C2 80 to C2 9F).
    if text.utf8.last != 0x20, text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != 0xC2 }) { return text }
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      line.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
