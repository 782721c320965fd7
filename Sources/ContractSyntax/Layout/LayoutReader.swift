/// Takes a text apart into lines and puts each where it belongs: the tokens tell how deep it is.
struct LayoutReader {
  /// A block collection that is open.
  private struct Block {
    enum Kind {
      case mapping, sequence
      /// A list whose dashes stand below the key that it belongs to.
      case looseSequence
    }
    var kind: Kind
    var indent: Int
    var id: Int
    var isAligned = false
    /// The key whose value comes next.
    var key = ""
  }

  private let text: [Unicode.Scalar]
  private let tokens: [YAMLToken]
  private let alignedKeys: Set<String>

  private(set) var lines: [LayoutLine] = []
  private(set) var entries: [LayoutEntry] = []
  private(set) var marks: [LayoutMark] = []
  /// Every remark, for comparison.
  private(set) var remarks: [String] = []
  private(set) var hasAnchors = false

  private var blocks: [Block] = []
  private var mappings = 0
  private var flow: [YAMLToken.Kind] = []
  /// What the lines of the open flow collection move with.
  private var flowMark = 0
  private var flowHangs = false
  private var paragraph = 0
  private var lastVisible: YAMLToken?
  /// Whether the next scalar is a key.
  private var atKey = false
  /// The entry whose value comes next.
  private var openEntry: Int?

  /// - Parameters:
  ///   - text: A document that can be parsed, without carriage returns.
  ///   - tokens: Its tokens.
  ///   - alignedKeys: Keys below which values stand below one another.
  init(_ text: [Unicode.Scalar], _ tokens: [YAMLToken], alignedKeys: Set<String>) {
    self.text = text
    self.tokens = tokens
    self.alignedKeys = alignedKeys
  }

  /// - Throws: `LayoutRefusal` for what is beyond it.
  mutating func read() throws(LayoutRefusal) {
    for (index, token) in tokens.enumerated() {
      try open(token)
      if token.isVisible { try place(token, at: index) }
      close(token)
    }
    try gap(to: text.count, before: nil)
  }

  // MARK: Structure

  private var indentOfValues: Int { (blocks.last?.indent ?? -2) + 2 }

  private mutating func open(_ token: YAMLToken) throws(LayoutRefusal) {
    switch token.kind {
    case .directive, .documentEnd, .tag: throw LayoutRefusal("directives, tags and '...' are not laid out")
    case .anchor: hasAnchors = true
    case .blockMapping:
      blocks.append(
        Block(
          kind: .mapping, indent: indentOfValues, id: mappings,
          isAligned: blocks.last.map { $0.kind == .mapping && alignedKeys.contains($0.key) } ?? false))
      mappings += 1
    case .blockSequence: blocks.append(Block(kind: .sequence, indent: indentOfValues, id: -1))
    case .blockEntry where blocks.last?.kind == .mapping:
      blocks.append(Block(kind: .looseSequence, indent: indentOfValues, id: -1))
    case .key:
      guard !token.isVisible else { throw LayoutRefusal("keys behind '?' are not laid out") }
      if flow.isEmpty, blocks.last?.kind == .looseSequence { blocks.removeLast() }
      atKey = true
      openEntry = nil
    case .blockEnd:
      if blocks.last?.kind == .looseSequence { blocks.removeLast() }
      if !blocks.isEmpty { blocks.removeLast() }
    default: break
    }
  }

  private mutating func close(_ token: YAMLToken) {
    switch token.kind {
    case .flowMapping, .flowSequence: flow.append(token.kind)
    case .flowMappingEnd, .flowSequenceEnd: if !flow.isEmpty { flow.removeLast() }
    case .plain, .quoted, .block, .alias: atKey = false
    default: break
    }
    if token.isVisible { lastVisible = token }
  }

  // MARK: Tokens

  private mutating func place(_ token: YAMLToken, at index: Int) throws(LayoutRefusal) {
    let startsLine = try gap(to: token.range.lowerBound, before: token)
    if startsLine { begin(token) }
    if token.kind == .value { startValue(at: index) }
    let opensFlow = flow.isEmpty && (token.kind == .flowMapping || token.kind == .flowSequence)
    if opensFlow { openFlow(token, at: index) }
    let written = text[token.range]
    switch token.kind {
    case .block: try blockText(token)
    case .plain where !written.contains("\n"): append(string(written))
    case .quoted where !written.contains("\n"):
      append(PlainText.canonical(token.text, written: string(written), inFlow: !flow.isEmpty))
    case .plain, .quoted: longText(written)
    default: append(string(written))
    }
    if atKey, flow.isEmpty, [.plain, .quoted].contains(token.kind), let last = blocks.indices.last {
      blocks[last].key = token.text
      if blocks.count == 1 { lines[lines.count - 1].topLevelKey = token.text }
    }
  }

  /// A new line that begins with a token.
  private mutating func begin(_ token: YAMLToken) {
    let column = column(of: token.range.lowerBound)
    var line = LayoutLine(kind: .content, indent: .fixed(0), oldIndent: column)
    if !flow.isEmpty {
      let isEnd = token.kind == .flowMappingEnd || token.kind == .flowSequenceEnd
      line.indent = inFlow(column, depth: flow.count - (isEnd ? 1 : 0))
      line.isInFlow = true
    } else if atKey || token.kind == .blockEntry {
      line.indent = .fixed(blocks.last?.indent ?? 0)
    } else if token.kind != .documentStart {
      line.indent = .fixed(indentOfValues)
    }
    lines.append(line)
  }

  /// The colon of an entry: what stands before it in the line is known now.
  private mutating func startValue(at index: Int) {
    openEntry = nil
    guard flow.isEmpty, let block = blocks.last, block.kind == .mapping else { return }
    let colon = tokens[index].range.upperBound
    let next = tokens[(index + 1)...].first { $0.isVisible }
    var oldGap: Int?
    if let next, !text[colon..<next.range.lowerBound].contains("\n") { oldGap = next.range.lowerBound - colon }
    entries.append(
      LayoutEntry(
        mapping: block.id, paragraph: paragraph, keyWidth: keyWidth, oldGap: oldGap, isAligned: block.isAligned,
        isOutermost: blocks.count == 1))
    openEntry = entries.count - 1
  }

  /// How far the key at the end of the current line reaches from where keys of its mapping begin.
  private var keyWidth: Int {
    guard let line = lines.last, case .fixed(let indent) = line.indent else { return 0 }
    let width = line.pieces.reduce(0) { width, piece in
      if case .text(let text) = piece { width + text.unicodeScalars.count } else { width }
    }
    return indent + width - (blocks.last?.indent ?? 0)
  }

  private mutating func openFlow(_ token: YAMLToken, at index: Int) {
    let next = tokens[(index + 1)...].first { $0.isVisible }
    flowHangs = next.map { !text[token.range.upperBound..<$0.range.lowerBound].contains("\n") } ?? true
    flowMark = flowHangs ? mark(column(of: token.range.lowerBound)) : markOfLine()
  }

  /// Where a line inside a flow collection begins. One that begins behind its bracket hangs from it; one that begins on the
  /// next line is indented by its depth.
  private func inFlow(_ column: Int, depth: Int) -> LayoutLine.Indent {
    flowHangs
      ? .moved(from: column, with: flowMark, minimum: indentOfValues) : .below(mark: flowMark, levels: depth)
  }

  /// A mark at the end of the current line.
  private mutating func mark(_ old: Int) -> Int {
    marks.append(LayoutMark(old: old))
    lines[lines.count - 1].pieces.append(.mark(marks.count - 1))
    return marks.count - 1
  }

  /// A mark at the beginning of the current line.
  private mutating func markOfLine() -> Int {
    marks.append(LayoutMark(old: lines[lines.count - 1].oldIndent))
    lines[lines.count - 1].pieces.insert(.mark(marks.count - 1), at: 0)
    return marks.count - 1
  }

  private mutating func append(_ piece: String) {
    if lines.isEmpty { lines.append(LayoutLine(kind: .content, indent: .fixed(0), oldIndent: 0)) }
    lines[lines.count - 1].pieces.append(.text(piece))
  }

  // MARK: Texts of several lines

  /// A plain or quoted text: how far its lines are indented means nothing, so they move with the first.
  private mutating func longText(_ written: ArraySlice<Unicode.Scalar>) {
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
  private mutating func blockText(_ token: YAMLToken) throws(LayoutRefusal) {
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

  // MARK: Between tokens

  /// What stands before a token: blanks, remarks, line ends. Answers whether the token begins a line.
  @discardableResult
  private mutating func gap(to end: Int, before token: YAMLToken?) throws(LayoutRefusal) -> Bool {
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

  // MARK: Letters

  private func column(of offset: Int) -> Int {
    offset - (text[..<offset].lastIndex(of: "\n").map { $0 + 1 } ?? 0)
  }

  private func trimmedEnd(_ part: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    var part = part
    while let last = part.last, last == " " || last == "\t" {
      // An escaped blank at the end of a line of a quoted text belongs to it.
      if part.dropLast().last == "\\" { return part }
      part.removeLast()
    }
    return part
  }

  private func string(_ letters: some Sequence<Unicode.Scalar>) -> String {
    var result = ""
    result.unicodeScalars.append(contentsOf: letters)
    return result
  }
}

/// Why a text is left as it is.
struct LayoutRefusal: Error {
  var reason: String

  init(_ reason: String) { self.reason = reason }
}
