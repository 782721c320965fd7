/// Puts lines together again: indentation, alignment, order.
struct LayoutWriter {
  private var lines: [LayoutLine]
  private let entries: [LayoutEntry]
  private var marks: [LayoutMark]
  private let gaps: [Int]

  init(_ reader: LayoutReader) {
    lines = reader.lines
    entries = reader.entries
    marks = reader.marks
    gaps = LayoutWriter.gaps(of: reader.entries)
  }

  /// A line whose text is known.
  private struct Written {
    var kind: LayoutLine.Kind
    var indent: Int
    var text: String
    var remark: (text: String, column: Int)?
    var topLevelKey: String?
    var isEmpty: Bool { text.isEmpty && remark == nil }
  }

  /// The text.
  ///
  /// - Parameters:
  ///   - keyOrder: The order of the entries of the outermost mapping; others follow as they are. Nil keeps all.
  ///   - sections: Entries with a blank line before them when they have lines of their own.
  mutating func text(keyOrder: [String]?, sections: Set<String>) -> String {
    var written = indented()
    written = arranged(written, keyOrder: keyOrder, sections: sections)
    while let last = written.last, last.kind == .blank { written.removeLast() }
    alignRemarks(&written)
    return written.map { line in
      let body = line.text.isEmpty ? "" : String(repeating: " ", count: line.indent) + line.text
      guard let remark = line.remark else { return body + "\n" }
      return body + String(repeating: " ", count: max(0, remark.column - body.unicodeScalars.count)) + remark.text
        + "\n"
    }.joined()
  }

  // MARK: Within lines

  /// The blanks behind each entry's colon. Where values are to be aligned, they stand one blank behind the longest key of
  /// the paragraph. Elsewhere the author's blanks stay if the value then stands where it would behind the colon of another
  /// key of the paragraph; otherwise it is one blank.
  private static func gaps(of entries: [LayoutEntry]) -> [Int] {
    struct Paragraph {
      var widths: Set<Int> = []
      var longest = 0
    }
    var paragraphs: [[Int]: Paragraph] = [:]
    for entry in entries {
      paragraphs[[entry.mapping, entry.paragraph], default: Paragraph()].widths.insert(entry.keyWidth)
      guard entry.oldGap != nil else { continue }
      let longest = paragraphs[[entry.mapping, entry.paragraph]]?.longest ?? 0
      paragraphs[[entry.mapping, entry.paragraph]]?.longest = max(longest, entry.keyWidth)
    }
    return entries.map { entry in
      guard let old = entry.oldGap, let paragraph = paragraphs[[entry.mapping, entry.paragraph]] else { return 1 }
      if entry.isAligned { return paragraph.longest - entry.keyWidth + 1 }
      return old > 1 && !entry.isOutermost && paragraph.widths.contains(entry.keyWidth + old - 1) ? old : 1
    }
  }

  private mutating func indented() -> [Written] {
    var written: [Written] = []
    for index in lines.indices {
      let line = lines[index]
      let indent: Int =
        switch line.indent {
        case .fixed(let column): line.kind == .comment ? commentIndent(of: index, written) ?? 0 : column
        case .moved(let from, let mark, let minimum):
          max(0, minimum, from + (marks[mark].new ?? marks[mark].old) - marks[mark].old)
        case .below(let mark, let levels): (marks[mark].new ?? 0) + 2 * levels
        }
      var text = ""
      for piece in line.pieces {
        switch piece {
        case .text(let part): text += part
        case .gap(let entry): text += String(repeating: " ", count: gaps[entry])
        case .mark(let mark): marks[mark].new = indent + text.unicodeScalars.count
        }
      }
      written.append(
        Written(
          kind: line.kind, indent: indent, text: text, remark: line.remark, topLevelKey: line.topLevelKey))
    }
    return written
  }

  /// A remark on its own line belongs to the next line if it stood below one another with it, otherwise to a line above
  /// that it stood below; nil at the end of the file.
  private func commentIndent(of index: Int, _ written: [Written]) -> Int? {
    let column = lines[index].oldIndent
    let next = lines[index...].first { $0.kind == .content && !$0.isInFlow }
    if let next, next.oldIndent == column, case .fixed(let indent) = next.indent { return indent }
    var above = Int.max
    for before in lines[..<index].indices.reversed() where lines[before].kind == .content && !lines[before].isInFlow {
      let old = lines[before].oldIndent
      if old == column { return written[before].indent }
      if old < above { above = old }
      if above <= column { break }
    }
    if let next, case .fixed(let indent) = next.indent { return indent }
    return nil
  }

  /// Remarks behind lines stand two blanks behind the content at least; those that stood below one another do so again.
  private func alignRemarks(_ written: inout [Written]) {
    var paragraph: [Int] = []
    func align() {
      for column in Set(paragraph.compactMap { written[$0].remark?.column }) {
        let same = paragraph.filter { written[$0].remark?.column == column }
        let ends = same.map { written[$0].indent + written[$0].text.unicodeScalars.count + 2 }
        let aligned = max(column, ends.max() ?? 0)
        for index in same { moved[index] = aligned }
      }
      paragraph = []
    }
    var moved: [Int: Int] = [:]
    for index in written.indices {
      if written[index].kind == .blank { align() } else if written[index].remark != nil { paragraph.append(index) }
    }
    align()
    for (index, column) in moved { written[index].remark?.column = column }
  }

  // MARK: Among lines

  /// An entry of the outermost mapping with the remarks above it.
  private struct Chunk {
    var key: String
    var lines: [Written]
    var hasBlankBefore: Bool
  }

  private func arranged(_ lines: [Written], keyOrder: [String]?, sections: Set<String>) -> [Written] {
    guard lines.contains(where: { $0.topLevelKey != nil }) else { return withoutLeadingBlanks(lines) }
    var header: [Written] = []
    var chunks: [Chunk] = []
    var pending: [Written] = []
    for line in lines {
      if let key = line.topLevelKey {
        if chunks.isEmpty {
          // Remarks with a blank line behind them belong to the file, not to its first entry.
          let split = pending.lastIndex { $0.kind == .blank || $0.kind == .content }.map { $0 + 1 } ?? 0
          header = Array(pending[..<split])
          pending = Array(pending[split...])
        }
        let isFirst = chunks.isEmpty
        let body = withoutLeadingBlanks(pending)
        chunks.append(Chunk(key: key, lines: body + [line], hasBlankBefore: !isFirst && pending.first?.kind == .blank))
        pending = []
      } else if chunks.isEmpty || line.kind == .blank || (line.kind == .comment && line.indent == 0) {
        pending.append(line)
      } else {
        chunks[chunks.count - 1].lines += pending + [line]
        pending = []
      }
    }
    if let keyOrder { chunks = sorted(chunks, by: keyOrder) }
    header = withoutLeadingBlanks(header)
    while let last = header.last, last.kind == .blank { header.removeLast() }
    var result = header
    if header.last?.kind == .comment { result.append(LayoutWriter.blankLine) }
    for (index, chunk) in chunks.enumerated() {
      let hasLines = chunk.lines.last.map { $0.topLevelKey == nil } ?? false
      let isSection = sections.contains(chunk.key) && hasLines
      if index > 0, chunk.hasBlankBefore || isSection { result.append(LayoutWriter.blankLine) }
      result += chunk.lines
    }
    return result + pending
  }

  private static let blankLine = Written(kind: .blank, indent: 0, text: "")

  private func sorted(_ chunks: [Chunk], by order: [String]) -> [Chunk] {
    chunks.enumerated().sorted { a, b in
      let ranks = [a, b].map { order.firstIndex(of: $0.element.key) ?? order.count }
      return (ranks[0], a.offset) < (ranks[1], b.offset)
    }.map(\.element)
  }

  private func withoutLeadingBlanks(_ lines: [Written]) -> [Written] { Array(lines.drop { $0.kind == .blank }) }
}
