import ConcordCore

/// What the store keeps of one kind of entity, and how it finds that in an entity's JSON.
struct KindRules: Sendable {
  let type: any Entity.Type
  let rules: EntityRules

  /// Nil for a kind of which there is nothing to keep.
  init?(_ type: any Entity.Type) {
    self.type = type
    rules = type.descriptor.rules
    if rules.unique.isEmpty, rules.references.isEmpty { return nil }
  }

  /// What an entity's JSON says of unique values and references. What is absent or null says nothing.
  func entries(of json: [UInt8], _ kind: String) -> IndexEntries {
    var entries = IndexEntries()
    var reader = JSONReader(json.span.bytes)
    reader.beginObject()
    while let name = reader.nextName() {
      let unique = rules.unique.firstIndex(of: name)
      let reference = rules.references.firstIndex { $0.field == name }
      guard unique != nil || reference != nil else {
        reader.skipValue()
        continue
      }
      let value = JSONValue.decode(from: &reader)
      if let unique, let text = Self.text(of: value) {
        entries.values.append(UniqueValue(kind: kind, field: unique, text: text))
      }
      if let reference {
        for (place, path) in Self.references(in: value) {
          entries.references.append(.init(field: reference, place: name + place, target: path))
        }
      }
    }
    return entries
  }

  /// A scalar as text; nil for null.
  private static func text(of value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .number(let number): number.text
    case .bool(let truth): String(truth)
    case .null, .array, .object: nil
    }
  }

  /// The paths in a reference's value, each with its place in it.
  private static func references(in value: JSONValue) -> [(place: String, path: EntityPath)] {
    switch value {
    case .string(let text): EntityPath(text).map { [("", $0)] } ?? []
    case .array(let items):
      items.enumerated().flatMap { index, item in references(in: item).map { ("[\(index)]", $0.path) } }
    case .object(let members):
      members.flatMap { member in references(in: member.value).map { (".\(member.name)", $0.path) } }
    default: []
    }
  }

  /// An entity's JSON without the references, in the fields with these indices, to what is gone.
  func clearing(_ fields: Set<Int>, of json: [UInt8], gone: Set<EntityPath>) throws(ConcordError) -> [UInt8] {
    let members = try decode(JSONValue.self, from: json.span.bytes, failing: .internalError)
    var values: [(name: String, json: [UInt8])] = []
    for field in fields {
      let name = rules.references[field].field
      if let value = members[name] { values.append((name, encode(Self.remaining(of: value, gone)))) }
    }
    return try type.replacing(values, in: json)
  }

  private static func remaining(of value: JSONValue, _ gone: Set<EntityPath>) -> JSONValue {
    func stays(_ value: JSONValue) -> Bool { !references(in: value).contains { gone.contains($0.path) } }
    switch value {
    case .array(let items): return .array(items.filter(stays))
    case .object(let members): return .object(members.filter { stays($0.value) })
    default: return stays(value) ? value : .null
    }
  }
}

extension Entity {
  /// An entity's JSON with other values in some fields, written as the entity writes itself, and stamped.
  fileprivate static func replacing(
    _ values: [(name: String, json: [UInt8])], in json: [UInt8]
  ) throws(ConcordError) -> [UInt8] {
    var entity = try ConcordCore.decode(Self.self, from: json.span.bytes, failing: .internalError)
    for (name, json) in values {
      guard let field = fieldTable.index(of: name) else { continue }
      var reader = JSONReader(json.span.bytes)
      entity.read(field: field, from: &reader)
    }
    Stamp.set(descriptor.stampedOnChange, of: &entity)
    return ConcordCore.encode(entity)
  }
}

/// What the index holds of one entity.
struct IndexEntries: Sendable {
  struct Reference: Sendable {
    /// The index among the kind's references.
    let field: Int
    /// The field, and the place in its list or map: `peers[1]`.
    let place: String
    let target: EntityPath
  }

  var values: [UniqueValue] = []
  var references: [Reference] = []
}

/// A value that only one entity of a kind may have.
struct UniqueValue: Hashable, Sendable {
  let kind: String
  /// The index among the kind's unique fields.
  let field: Int
  let text: String
}

/// A field of an entity that refers to another.
struct Referrer: Hashable, Sendable {
  let path: EntityPath
  /// The index among the kind's references.
  let field: Int
}
