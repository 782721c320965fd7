/// The sentences of a contract, for documents.
enum Prose {
  /// The text without blanks and empty lines at its ends.
  static func trimmed(_ text: String) -> String {
    var view = text[...]
    while view.last?.isWhitespace == true { view.removeLast() }
    while view.first?.isWhitespace == true { view.removeFirst() }
    return String(view)
  }

  /// The text on one line.
  static func line(_ text: String?) -> String {
    DocComment.line(trimmed(text ?? "").split(whereSeparator: \.isNewline).joined(separator: " "))
  }

  /// `30 s`, `1 min 30 s`, `500 ms`.
  static func duration(milliseconds: Int) -> String {
    if milliseconds % 1000 != 0 { return "\(milliseconds) ms" }
    let seconds = milliseconds / 1000
    if seconds < 60 { return "\(seconds) s" }
    return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s"
  }
}
