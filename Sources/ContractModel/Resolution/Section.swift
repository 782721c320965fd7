/// A mapping whose keys have been checked against a table.
struct Section {
  var entries: [YAMLEntry]
  var position: SourcePosition

  subscript(key: String) -> YAMLNode? { entries.first { $0.key == key }?.value }

  /// Where a key stands, or the section if it is absent.
  func place(of key: String) -> SourcePosition { entries.first { $0.key == key }?.keyPosition ?? position }
}

/// Reads plain values out of nodes, reporting what is of another shape.
struct NodeReader {
  var diagnostics = Diagnostics()
  /// Every `allow:` of the sections read so far.
  var allowances: [Allowance] = []

  /// The mapping at `node` with its unknown keys reported and left out; nothing at all counts as empty.
  mutating func section(_ node: YAMLNode, _ table: KeyTable) -> Section? {
    if node.isNull { return Section(entries: [], position: node.position) }
    guard let entries = node.mapping else {
      wrongShape(node, "\(table.section) is a mapping")
      return nil
    }
    return Section(entries: entries.filter { admit($0, table, in: node.lines) }, position: node.position)
  }

  /// Whether a key is in the table; reports it otherwise. `allow`, which any section may have, is read here and nowhere
  /// else.
  ///
  /// - Parameter lines: Those of the section.
  mutating func admit(_ entry: YAMLEntry, _ table: KeyTable, in lines: ClosedRange<Int>) -> Bool {
    if table.known.contains(entry.key) { return true }
    if entry.key == KeyTable.allow {
      allow(entry.value, in: lines)
      return false
    }
    diagnostics.report(
      ModelRules.unknownKey, at: entry.keyPosition, "\(table.section) has no '\(entry.key)'",
      suggestion: advice(for: entry, table)
        ?? NearestName.suggestion(for: entry.key, among: table.known + [KeyTable.allow])
        ?? "its keys are \(table.known.joined(separator: ", "))")
    return false
  }

  /// What to do about a key that is no slip: a word of another language, or a field that lost its indentation.
  private func advice(for entry: YAMLEntry, _ table: KeyTable) -> String? {
    if table.section == KeyTable.field.section { return ForeignWords.advice(forField: entry.key) }
    let isOutermost = table.known.contains("concord")
    guard isOutermost, let text = entry.value.scalar?.text,
      NearestName.of(entry.key, among: table.known) == nil,
      let type = try? TypeExpression.parse(text), type.isScalar
    else { return nil }
    return "indent it if it is a field"
  }

  /// Any scalar's text, also of what looks like a number; nil with a report for nothing, lists and mappings.
  mutating func text(_ node: YAMLNode, _ what: String) -> String? {
    guard let scalar = node.scalar, !node.isNull else {
      wrongShape(node, "\(what) is a text")
      return nil
    }
    return scalar.text
  }

  mutating func boolean(_ node: YAMLNode, _ what: String) -> Bool? {
    if case .boolean(let value)? = node.scalar?.resolved { return value }
    wrongShape(node, "\(what) is true or false")
    return nil
  }

  mutating func integer(_ node: YAMLNode, _ what: String, in range: ClosedRange<Int>) -> Int? {
    guard case .integer(let value)? = node.scalar?.resolved else {
      wrongShape(node, "\(what) is a whole number")
      return nil
    }
    guard let number = Int(exactly: value), range.contains(number) else {
      diagnostics.report(
        ModelRules.range, at: node.position, "\(what) is \(range.lowerBound) to \(range.upperBound), not \(value)")
      return nil
    }
    return number
  }

  /// A list of texts with their places; nil with a report for anything else.
  mutating func texts(_ node: YAMLNode, _ what: String) -> [(text: String, position: SourcePosition)]? {
    guard let items = node.sequence else {
      wrongShape(node, "\(what) is a list", suggestion: node.scalar.map { "write [\($0.text)]" })
      return nil
    }
    return items.compactMap { item in text(item, "an entry of \(what)").map { ($0, item.position) } }
  }

  /// The entries of a mapping whose keys the author chooses; nothing at all counts as empty.
  mutating func entries(_ node: YAMLNode, _ what: String) -> [YAMLEntry]? {
    if node.isNull { return [] }
    if let entries = node.mapping { return entries }
    wrongShape(node, "\(what) is a mapping")
    return nil
  }

  /// Milliseconds of `30s`, `500ms`, `5m`, `1h`.
  mutating func duration(_ node: YAMLNode, _ what: String) -> Int? {
    guard let text = text(node, what) else { return nil }
    if let milliseconds = Durations.milliseconds(text) { return milliseconds }
    diagnostics.report(
      ModelRules.duration, at: node.position, "'\(text)' is not a duration",
      suggestion: "write a whole number with ms, s, m or h, such as 30s")
    return nil
  }

  /// Whether `name` can name something; reports it otherwise.
  mutating func isName(_ name: String, _ what: String, at position: SourcePosition) -> Bool {
    let letters = name.utf8.allSatisfy {
      $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
    }
    if letters, name.utf8.first?.isASCIILetter == true { return true }
    diagnostics.report(
      ModelRules.name, at: position,
      "'\(name)' cannot name \(what): a name begins with a letter and has letters, digits, '_' and '-'")
    return false
  }

  mutating func wrongShape(_ node: YAMLNode, _ expected: String, suggestion: String? = nil) {
    diagnostics.report(
      ModelRules.shape, at: node.position, "\(expected), not \(node.kind)",
      suggestion: suggestion ?? (expected.hasSuffix(" is a mapping") ? wayToMapping(node) : nil))
  }

  /// How what was written becomes a mapping, as far as one can tell.
  private func wayToMapping(_ node: YAMLNode) -> String? {
    if node.sequence != nil { return "write 'name: …' lines without '-', or { } instead of [ ]" }
    if node.scalar?.resolved == .boolean(true) { return "leave the value out" }
    guard let text = node.scalar?.text, let blank = text.firstIndex(of: " "), !text.contains("\n") else { return nil }
    let name = text[..<blank]
    return name.count <= 40 ? "write a ':' behind '\(name)' if that is a key" : nil
  }
}

/// Durations as contracts write them.
enum Durations {
  private static let units: [(suffix: String, milliseconds: Int)] = [
    ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000),
  ]

  /// The milliseconds, or nil when the text is no duration or longer than a year.
  static func milliseconds(_ text: String) -> Int? {
    for unit in units where text.hasSuffix(unit.suffix) {
      let digits = text.dropLast(unit.suffix.count)
      guard digits.allSatisfy({ ("0"..."9").contains($0) }), let count = Int(digits) else { return nil }
      let (value, overflow) = count.multipliedReportingOverflow(by: unit.milliseconds)
      return overflow || value > 366 * 24 * 3_600_000 ? nil : value
    }
    return nil
  }
}
