/// The text of a contract as comments, which end where the line does and hold no control characters.
enum DocComment {
  /// A list of objects that carry one doc comment each under `comment`: the lines of a summary without empty ones at its
  /// ends.
  static func lines(_ summary: String?) -> TemplateValue {
    let lines = (summary ?? "").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(line)
    guard let first = lines.firstIndex(where: { $0 != "" }), let last = lines.lastIndex(where: { $0 != "" }) else {
      return .list([])
    }
    return .list(lines[first...last].map { ["comment": .text($0.isEmpty ? "///" : "/// " + $0)] })
  }

  /// One line: what Swift would take for the line's end, or warn about, becomes a space.
  static func line(_ text: some StringProtocol) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      line.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
