extension PackageBuilder {
  /// The fields of a record or entity. A field whose type is wrong stays, as text, so that what names it is not wrong too.
  mutating func fields(_ node: YAMLNode, _ what: String, _ outline: FileOutline) -> [FieldModel] {
    guard let entries = read.entries(node, what) else { return [] }
    var fields: [FieldModel] = []
    for entry in entries where read.isName(entry.key, "a field", at: entry.keyPosition) {
      fields.append(field(entry, outline))
    }
    return fields
  }

  private mutating func field(_ entry: YAMLEntry, _ outline: FileOutline) -> FieldModel {
    var field = FieldModel(
      name: entry.key, swiftName: SwiftNames.member(entry.key), type: .scalar(.string), position: entry.keyPosition)
    guard entry.value.mapping != nil else {
      if entry.value.isNull {
        read.diagnostics.report(
          ModelRules.missingKey, at: entry.keyPosition, "the field '\(entry.key)' needs a type")
      } else if let type = type(entry.value, outline) {
        field.type = type
      }
      return field
    }
    guard let section = read.section(entry.value, .field) else { return field }
    guard let typeNode = section["type"] else {
      read.diagnostics.report(
        ModelRules.missingKey, at: entry.keyPosition, "the field '\(entry.key)' needs a 'type'",
        suggestion: KeyTable.entity.known.contains(entry.key)
          ? "indent '\(entry.key):' less if it is the section of the file" : nil)
      return field
    }
    let type = type(typeNode, outline)
    if let type { field.type = type }
    field.summary = section["summary"].flatMap { read.text($0, "summary") }
    field.lifecycle = read.lifecycle(section)
    field.isReadonly = section["readonly"].flatMap { read.boolean($0, "readonly") } ?? false
    field.isSensitive = section["sensitive"].flatMap { read.boolean($0, "sensitive") } ?? false
    if let node = section["nulls"] {
      field.writesNull = read.text(node, "nulls") == "written"
      if !field.writesNull { read.wrongWord(node, "nulls", ["written"]) }
    }
    if let node = section["default"], let type {
      field.defaultValue = literal(node, type: type)
      field.defaultPosition = node.position
    }
    if let type {
      field.rules = rules(section, type)
      readStored(section, type, into: &field)
    }
    if let node = section["prefix"] { field.idPrefix = idPrefix(node, type: type) }
    return field
  }

  private mutating func idPrefix(_ node: YAMLNode, type: TypeReference?) -> String? {
    guard let text = read.text(node, "prefix"), let type else { return nil }
    if type.unwrapped != .scalar(.id) {
      read.diagnostics.report(ModelRules.idOptions, at: node.position, "only a field of type id has a prefix")
      return nil
    }
    let letters = text.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) }
    if letters, (1...16).contains(text.count) { return text }
    read.diagnostics.report(
      ModelRules.idOptions, at: node.position, "'\(text)' cannot begin an id: 1 to 16 small letters and digits can")
    return nil
  }

  /// A default as a value of its field's type; nil after reporting that it is none.
  private mutating func literal(_ node: YAMLNode, type: TypeReference) -> Literal? {
    guard let scalar = node.scalar else {
      return mismatch(node, "a default is a single value, not \(node.kind)")
    }
    switch (type.unwrapped, scalar.resolved) {
    case (.scalar(.bool), .boolean(let value)): return .boolean(value)
    case (.scalar(.int), .integer(let value)):
      guard value.magnitude < 1 << 53 else { return mismatch(node, "an int is at most 2^53-1 either way") }
      return .integer(value)
    case (.scalar(.int64), .integer(let value)): return .integer(value)
    case (.scalar(.double), .integer(let value)): return .number(Double(value))
    case (.scalar(.double), .number(let value)):
      return value.isFinite ? .number(value) : mismatch(node, "a double is finite")
    case (.scalar(.decimal), .integer), (.scalar(.decimal), .number), (.scalar(.decimal), .string):
      return decimal(scalar.text, node)
    case (.scalar(.string), .string): return .string(scalar.text)
    case (.scalar(.url), .string): return text(scalar.text, has: ":", node, "url")
    case (.scalar(.email), .string): return text(scalar.text, has: "@", node, "email")
    case (.named(let id), _):
      if case .enumeration = package[id].shape, !node.isNull { return enumeration(scalar.text, id, node) }
      return mismatch(node, "only scalars and enumerations have defaults")
    case (.scalar(let wanted), let given):
      if [.bytes, .uuid, .timestamp, .date, .duration, .json, .id].contains(wanted) {
        return mismatch(node, "a field of type \(wanted.rawValue) has no default")
      }
      let quote: String? =
        switch (wanted, given) {
        case (_, .null): nil
        case (.string, _): "quote it"
        case (.bool, _): "write true or false"
        case (.int, .string), (.int64, .string), (.double, .string): "write the number without quotes"
        default: nil
        }
      return mismatch(node, "the default of a field of type \(wanted.rawValue) is not \(given.kind)", quote)
    default: return mismatch(node, "only scalars and enumerations have defaults")
    }
  }

  private mutating func enumeration(_ name: String, _ id: TypeID, _ node: YAMLNode) -> Literal? {
    let cases = package[id].cases
    if let found = cases.first(where: { $0.name == name }) {
      return .enumeration(swiftName: found.swiftName, wireValue: found.wireValue)
    }
    return mismatch(
      node, "'\(package[id].name)' has no '\(name)'",
      read.diagnostics.suggestion(for: name, among: cases.map(\.name))
        ?? "it has \(cases.prefix(20).map(\.name).joined(separator: ", "))\(cases.count > 20 ? ", …" : "")")
  }

  private mutating func decimal(_ text: String, _ node: YAMLNode) -> Literal? {
    let body = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = body.split(separator: ".", omittingEmptySubsequences: false)
    let digits = parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { ("0"..."9").contains($0) } }
    return digits && parts.count <= 2 ? .string(text) : mismatch(node, "'\(text)' is not a decimal number")
  }

  private mutating func text(_ text: String, has part: Character, _ node: YAMLNode, _ type: String) -> Literal? {
    text.contains(part) ? .string(text) : mismatch(node, "'\(text)' is not a value of type \(type)")
  }

  private mutating func mismatch(_ node: YAMLNode, _ message: String, _ suggestion: String? = nil) -> Literal? {
    read.diagnostics.report(ModelRules.defaultValue, at: node.position, message, suggestion: suggestion)
    return nil
  }
}

extension NodeReader {
  /// Reports a text that is none of the few that its key allows.
  mutating func wrongWord(_ node: YAMLNode, _ key: String, _ allowed: [String]) {
    guard let text = node.scalar?.text, !node.isNull else { return }
    diagnostics.report(
      ModelRules.shape, at: node.position, "'\(key)' is \(allowed.joined(separator: " or ")), not '\(text)'",
      suggestion: NearestName.suggestion(for: text, among: allowed))
  }
}
