import ConcordJSON

// The text of schemas: JSON as people write it, and YAML in blocks.

extension JSONValue {
  /// The object with a member at its end.
  func adding(_ name: String, _ value: JSONValue) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members + [Member(name, value)])
  }

  /// The object with the members of another one at its end.
  func adding(_ other: JSONValue) -> JSONValue {
    guard case .object(let members) = self, case .object(let more) = other else { return self }
    return .object(members + more)
  }

  /// The object with a member at its end, if there is a value.
  func adding(_ name: String, ifPresent value: JSONValue?) -> JSONValue {
    value.map { adding(name, $0) } ?? self
  }

  static func number(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }
  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  /// JSON with two blanks for each level; what is short stays on one line.
  func jsonText(indent: Int = 0) -> String {
    if let short = flow(within: 100 - indent, key: SchemaText.json, text: SchemaText.json) { return short }
    let inner = String(repeating: " ", count: indent + 2)
    let outer = String(repeating: " ", count: indent)
    switch self {
    case .array(let items):
      if let lines = filled(indent: indent, text: SchemaText.json) { return "[\n\(lines)\n\(outer)]" }
      return "[\n" + items.map { inner + $0.jsonText(indent: indent + 2) }.joined(separator: ",\n") + "\n\(outer)]"
    case .object(let members):
      let lines = members.map { "\(inner)\(SchemaText.json($0.name)): \($0.value.jsonText(indent: indent + 2))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
    default: return flow(within: .max, key: SchemaText.json, text: SchemaText.json) ?? ""
    }
  }

  /// YAML that stands behind `key:` in a line that is indented by so many blanks; begins with the blank or line break.
  func yamlText(indent: Int) -> String {
    if let short = flow(within: 96 - indent, key: YAMLText.key, text: YAMLText.scalar) { return " " + short }
    let inner = String(repeating: " ", count: indent + 2)
    switch self {
    case .array(let items):
      if let lines = filled(indent: indent, text: YAMLText.scalar) { return " [\n\(lines)\n\(inner)]" }
      // The first member of an object stands behind the dash.
      return items.map { item in
        let text = item.yamlText(indent: indent + 2)
        guard text.hasPrefix("\n") else { return "\n\(inner)-" + text }
        return "\n\(inner)- " + text.dropFirst(1 + indent + 4)
      }.joined()
    case .object(let members):
      return members.map { "\n\(inner)\(YAMLText.key($0.name)):" + $0.value.yamlText(indent: indent + 2) }.joined()
    default: return " " + (flow(within: .max, key: YAMLText.key, text: YAMLText.scalar) ?? "")
    }
  }

  /// A list of texts and numbers, as many on a line as fit; nil for other values.
  private func filled(indent: Int, text: (String) -> String) -> String? {
    guard case .array(let items) = self else { return nil }
    let inner = String(repeating: " ", count: indent + 2)
    var lines = [inner]
    for (i, item) in items.enumerated() {
      guard var word = item.flow(within: .max, key: text, text: text), item.elements == nil, item.members == nil else {
        return nil
      }
      if i + 1 < items.count { word += "," }
      if lines[lines.count - 1].utf8.count + word.utf8.count >= 100, lines[lines.count - 1] != inner {
        lines.append(inner)
      }
      lines[lines.count - 1] += (lines[lines.count - 1] == inner ? "" : " ") + word
    }
    return lines.joined(separator: "\n")
  }

  /// The value on one line, or nil when it is longer than `width`.
  private func flow(within width: Int, key: (String) -> String, text: (String) -> String) -> String? {
    var out = ""
    return append(to: &out, width, key, text) ? out : nil
  }

  private func append(
    to out: inout String, _ width: Int, _ key: (String) -> String, _ text: (String) -> String
  ) -> Bool {
    switch self {
    case .null: out += "null"
    case .bool(let value): out += String(value)
    case .number(let number): out += number.text
    case .string(let string): out += text(string)
    case .array(let items):
      out += "["
      for (i, item) in items.enumerated() {
        if i > 0 { out += ", " }
        guard item.append(to: &out, width, key, text) else { return false }
      }
      out += "]"
    case .object(let members) where members.isEmpty: out += "{}"
    case .object(let members):
      out += "{ "
      for (i, member) in members.enumerated() {
        if i > 0 { out += ", " }
        out += key(member.name) + ": "
        guard member.value.append(to: &out, width, key, text) else { return false }
      }
      out += " }"
    }
    return out.utf8.count <= width
  }
}

enum SchemaText {
  /// A string of JSON (RFC 8259 §7).
  static func json(_ text: String) -> String {
    var writer = JSONWriter(capacity: text.utf8.count + 16)
    writer.string(text)
    return writer.withBytes { String(decoding: $0, as: UTF8.self) }
  }
}
