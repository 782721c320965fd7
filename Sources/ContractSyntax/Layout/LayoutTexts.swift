/// Texts that span lines.
extension LayoutReader {
  /// A plain or quoted text: how far its lines are indented means nothing, so they move with the first.
  mutating func longText(_ written: ArraySlice<Unicode.Scalar>) {
    let parts = written.split(separator: "\n", omittingEmptySubsequences: false)
    let shift = flow.isEmpty ? markOfLine() : flowMark
    append(string(trimmedEnd(parts[0])))
    for (index, part) in parts.enumerated().dropFirst() {
      let body = part.drop { $0 == " " || $0 == "\t" }
      var line = LayoutLine(
        kind: .inside, indent: .moved(from: part.count - body.count, with: shift, minimum: indentOfValues),
        oldIndent: part.count - body.count)
      line.isInFlow = true
      let isLast = index == parts.count - 1
      if !body.isEmpty { line.pieces = [.text(string(isLast ? body : trimmedEnd(body)))] }
      lines.append(line)
    }
  }

  /// A text behind `|` or `>`: its lines move together.
  mutating func blockText(_ token: YAMLToken) throws(LayoutRefusal) {
    var parts = text[token.range].split(separator: "\n", omittingEmptySubsequences: false)
    let header = trimmedEnd(parts.removeFirst())
    // The header may have a remark; a number in it counts from the parent.
    let indicators = header.prefix { $0 != " " && $0 != "\t" }
    guard !indicators.contains(where: { ("0"..."9").contains($0) }) else {
      throw LayoutRefusal("block texts with a number behind '|' or '>' are not laid out")
    }
    append(string(header))
    if let hash = header.dropFirst(indicators.count).firstIndex(of: "#") { remarks.append(string(header[hash...])) }
    if parts.last?.isEmpty == true { parts.removeLast() }
    var after = 0
    if !indicators.contains("+") {
      while let last = parts.last, last.allSatisfy({ $0 == " " }) {
        parts.removeLast()
        after += 1
      }
    }
    let old = parts.first { !$0.allSatisfy { $0 == " " } }?.prefix { $0 == " " }.count ?? 0
    for part in parts {
      let body = part.dropFirst(min(old, part.prefix { $0 == " " }.count))
      var line = LayoutLine(kind: .inside, indent: .fixed(indentOfValues), oldIndent: old)
      if !body.isEmpty { line.pieces = [.text(string(body))] }
      lines.append(line)
    }
    if after > 0 { lines.append(.blank) }
  }
}

extension LayoutReader {
  func column(of offset: Int) -> Int {
    offset - (text[..<offset].lastIndex(of: "\n").map { $0 + 1 } ?? 0)
  }

  func trimmedEnd(_ part: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    var part = part
    while let last = part.last, last == " " || last == "\t" {
      // An escaped blank at the end of a line of a quoted text belongs to it.
      if part.dropLast().last == "\\" { return part }
      part.removeLast()
    }
    return part
  }

  func string(_ letters: some Sequence<Unicode.Scalar>) -> String {
    var result = ""
    result.unicodeScalars.append(contentsOf: letters)
    return result
  }
}
