/// What stands between tokens: blanks, line ends, remarks.
extension LayoutReader {
  /// What stands before a token: blanks, remarks, line ends. Answers whether the token begins a line.
  @discardableResult
  mutating func gap(to end: Int, before token: YAMLToken?) throws(LayoutRefusal) -> Bool {
    let start = lastVisible?.range.upperBound ?? 0
    guard start <= end else { throw LayoutRefusal("the text could not be taken apart") }
    var parts = text[start..<end].split(separator: "\n", omittingEmptySubsequences: false)
    // A block text ends with its last line's end.
    let endedLine = lastVisible == nil || lastVisible?.kind == .block
    if parts.count == 1, !endedLine {
      if token == nil {
        try remark(behind: parts[0])
      } else if let token {
        guard parts[0].allSatisfy({ $0 == " " || $0 == "\t" }) else { throw LayoutRefusal("unexpected text") }
        separate(from: token)
      }
      return false
    }
    if !endedLine { try remark(behind: parts.removeFirst()) }
    let rest = token == nil ? parts[...] : parts.dropLast()
    for part in rest { try wholeLine(part) }
    return true
  }

  private mutating func remark(behind part: ArraySlice<Unicode.Scalar>) throws(LayoutRefusal) {
    guard let text = try remarkText(part) else { return }
    let column = column(of: part.startIndex + part.prefix { $0 != "#" }.count)
    lines[lines.count - 1].remark = (text, column)
    remarks.append(text)
  }

  private mutating func wholeLine(_ part: ArraySlice<Unicode.Scalar>) throws(LayoutRefusal) {
    guard let text = try remarkText(part) else {
      if lines.last?.kind != .blank { lines.append(.blank) }
      paragraph += 1
      return
    }
    let column = part.prefix { $0 != "#" }.count
    var line = LayoutLine(kind: .comment, indent: .fixed(0), oldIndent: column, pieces: [.text(text)])
    if !flow.isEmpty {
      line.indent = inFlow(column, depth: flow.count)
      line.isInFlow = true
    }
    lines.append(line)
    remarks.append(text)
  }

  /// The remark in a part of a line that has nothing else; nil when it is blank.
  private func remarkText(_ part: ArraySlice<Unicode.Scalar>) throws(LayoutRefusal) -> String? {
    let body = trimmedEnd(part.drop { $0 == " " || $0 == "\t" })
    if body.isEmpty { return nil }
    guard body.first == "#" else { throw LayoutRefusal("unexpected text") }
    return string(body)
  }

  /// The blanks between two tokens of a line.
  private mutating func separate(from token: YAMLToken) {
    guard let last = lastVisible?.kind else { return }
    if last == .value, flow.isEmpty, let entry = openEntry {
      lines[lines.count - 1].pieces.append(.gap(entry: entry))
      openEntry = nil
      return
    }
    let none: Bool =
      switch (last, token.kind) {
      case (_, .flowEntry), (_, .flowSequenceEnd), (.flowSequence, _), (.flowMapping, .flowMappingEnd): true
      // The colon behind an alias would become part of its name.
      case (let before, .value): before != .alias
      default: false
      }
    if !none { append(" ") }
  }
}
