import ContractModel

/// The rows of a table of fields.
struct FieldRows {
  let types: MarkdownTypes

  func rows(_ fields: [FieldModel]) -> TemplateValue {
    .list(
      fields.map { field in
        [
          "name": .text(MarkdownText.code(field.name)), "type": .text(types.link(field.type)),
          "rules": .text(rules(field)), "meaning": .text(Self.meaning(field.summary, field.lifecycle)),
        ]
      })
  }

  /// Everything that a value has to keep, in words.
  private func rules(_ field: FieldModel) -> String {
    var words: [String] = []
    if field.isReadonly { words.append("readonly") }
    if field.isSensitive { words.append("sensitive") }
    if field.isUnique { words.append("unique") }
    if field.isSequence { words.append("counted up") }
    if let prefix = field.idPrefix { words.append("begins with \(MarkdownText.code(prefix + "_"))") }
    if let value = field.defaultValue { words.append("default \(MarkdownText.code(Self.text(value)))") }
    if let min = field.rules.min?.value { words.append("min \(min.text)") }
    if let max = field.rules.max?.value { words.append("max \(max.text)") }
    if let match = field.rules.match { words.append("matches \(MarkdownText.code(match.pattern.text))") }
    if field.writesNull { words.append("null is written") }
    if case .reference = field.type.unwrapped, field.onReferenceDelete != .restrict {
      words.append(field.onReferenceDelete == .cascade ? "goes with it" : "cleared when it is deleted")
    }
    return words.joined(separator: ", ")
  }

  private static func text(_ literal: Literal) -> String {
    switch literal {
    case .string(let text), .enumeration(_, let text): text
    case .integer(let number): String(number)
    case .number(let number): String(number)
    case .boolean(let flag): String(flag)
    }
  }

  /// A summary with since when and whether still, in one cell.
  static func meaning(_ summary: String?, _ lifecycle: Lifecycle) -> String {
    var parts = [MarkdownText.cell(summary)]
    if let since = lifecycle.since { parts.append("Since \(MarkdownText.cell(since)).") }
    if let reason = lifecycle.deprecated { parts.append("**Deprecated**: \(MarkdownText.cell(reason)).") }
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
