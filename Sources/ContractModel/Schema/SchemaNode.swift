/// A JSON text in the making (RFC 8259), its members in the order in which they are written.
indirect enum SchemaNode: Sendable, Equatable {
  case text(String)
  case number(Int)
  case truth(Bool)
  case list([SchemaNode])
  case object([Member])

  struct Member: Sendable, Equatable {
    var name: String
    var value: SchemaNode
  }

  static func object(_ members: KeyValuePairs<String, SchemaNode>) -> SchemaNode {
    .object(members.map { Member(name: $0.key, value: $0.value) })
  }

  /// The object with more members at its end; anything else as it is.
  func adding(_ name: String, _ value: SchemaNode) -> SchemaNode {
    guard case .object(let members) = self else { return self }
    return .object(members + [Member(name: name, value: value)])
  }

  subscript(name: String) -> SchemaNode? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The names of an object's members.
  var names: [String] {
    guard case .object(let members) = self else { return [] }
    return members.map(\.name)
  }

  /// Two blanks for each level; what is short stays on one line.
  func written(indent: Int = 0) -> String {
    let short = oneLine
    if short.count + indent <= 100 { return short }
    let inner = String(repeating: " ", count: indent + 2)
    let outer = String(repeating: " ", count: indent)
    switch self {
    case .list(let items):
      return "[\n" + items.map { inner + $0.written(indent: indent + 2) }.joined(separator: ",\n") + "\n\(outer)]"
    case .object(let members):
      let lines = members.map { "\(inner)\(SchemaNode.quoted($0.name)): \($0.value.written(indent: indent + 2))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
    case .text, .number, .truth: return short
    }
  }

  private var oneLine: String {
    switch self {
    case .text(let text): SchemaNode.quoted(text)
    case .number(let number): String(number)
    case .truth(let truth): String(truth)
    case .list(let items): "[" + items.map(\.oneLine).joined(separator: ", ") + "]"
    case .object(let members) where members.isEmpty: "{}"
    case .object(let members):
      "{ " + members.map { "\(SchemaNode.quoted($0.name)): \($0.value.oneLine)" }.joined(separator: ", ") + " }"
    }
  }

  /// A string (RFC 8259 §7); no text here has control characters.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for letter in text {
      if letter == "\"" || letter == "\\" { result.append("\\") }
      result.append(letter)
    }
    return result + "\""
  }
}
