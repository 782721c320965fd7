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

  let text: [Unicode.Scalar]
  private let tokens: [YAMLToken]
  private let alignedKeys: Set<String>

  var lines: [LayoutLine] = []
  private(set) var entries: [LayoutEntry] = []
  private(set) var marks: [LayoutMark] = []
  /// Every remark, for comparison.
  var remarks: [String] = []
  private(set) var hasAnchors = false

  private var blocks: [Block] = []
  private var mappings = 0
  var flow: [YAMLToken.Kind] = []
  /// What the lines of the open flow collection move with.
  var flowMark = 0
  var flowHangs = false
  var paragraph = 0
  var lastVisible: YAMLToken?
  /// Whether the next scalar is a key.
  private var atKey = false
  /// The entry whose value comes next.
  var openEntry: Int?

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

  var indentOfValues: Int { (blocks.last?.indent ?? -2) + 2 }

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
  func inFlow(_ column: Int, depth: Int) -> LayoutLine.Indent {
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
  mutating func markOfLine() -> Int {
    marks.append(LayoutMark(old: lines[lines.count - 1].oldIndent))
    lines[lines.count - 1].pieces.insert(.mark(marks.count - 1), at: 0)
    return marks.count - 1
  }

  mutating func append(_ piece: String) {
    if lines.isEmpty { lines.append(LayoutLine(kind: .content, indent: .fixed(0), oldIndent: 0)) }
    lines[lines.count - 1].pieces.append(.text(piece))
  }
}

/// Why a text is left as it is.
struct LayoutRefusal: Error {
  var reason: String

  init(_ reason: String) { self.reason = reason }
}
