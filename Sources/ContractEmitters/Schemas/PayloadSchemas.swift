import ConcordJSON
import ContractModel

/// The schemas of everything that travels for a package: one per type, and per entity those of its draft, patch, key, page.
///
/// Whoever asks for a schema gets a reference; what has been asked for, and what that leads to, is then in `definitions`.
struct PayloadSchemas {
  let package: ContractPackage
  let entities: [String: EntityModel]
  /// What stands in a reference before the name: `#/$defs/`.
  private let prefix: String
  private let forms: PayloadForms
  private let lists: [String: ListOptions]
  private var asked: Set<SchemaID> = []
  private var open: [SchemaID] = []

  init(_ package: ContractPackage, prefix: String) {
    self.package = package
    self.prefix = prefix
    entities = Dictionary(package.entities.map { ($0.name, $0) }, uniquingKeysWith: { one, _ in one })
    forms = PayloadForms(package, entities)
    var lists: [String: ListOptions] = [:]
    for contract in package.contracts {
      guard let entity = contract.entity else { continue }
      lists[entity.name] = contract.group?.operations.first { $0.kind == .list }?.list
    }
    self.lists = lists
  }

  // MARK: What is asked for

  mutating func input(of operation: OperationModel, _ entity: EntityModel?) -> JSONValue {
    input(operation.input, entity)
  }

  mutating func input(_ input: OperationModel.Input, _ entity: EntityModel?) -> JSONValue {
    let name = entity?.name ?? ""
    switch input {
    // Anything is accepted.
    case .none: return [:]
    case .key: return reference(.keyOrPath(name))
    case .draft: return reference(.draft(name))
    case .patch: return reference(.patch(name))
    case .listQuery: return reference(.query(name))
    case .type(let type): return schema(type, .input)
    }
  }

  mutating func output(_ output: OperationModel.Output, _ entity: EntityModel?) -> JSONValue {
    let name = entity?.name ?? ""
    switch output {
    case .none: return ["type": "object"]
    case .key: return reference(.key(name))
    case .entity: return reference(.entity(name, .output))
    case .page: return reference(.page(name))
    case .type(let type): return schema(type, .output)
    }
  }

  /// What an event carries that the server pushes.
  mutating func payload(of event: EventModel, _ entity: EntityModel?) -> JSONValue {
    if let entity, event.topic == "\(entity.name):deleted" { return reference(.deletion(entity.name)) }
    switch event.payload {
    case .none, .tree, .failure: return ["type": "object"]
    case .key: return reference(.key(entity?.name ?? ""))
    case .input(let input): return self.input(input, entity)
    case .output(let output): return self.output(output, entity)
    case .type(let type): return schema(type, .output)
    }
  }

  /// A type of the package, as it comes from the server.
  mutating func ask(_ id: TypeID) {
    if case .input = package[id].origin { return }
    _ = reference(.type(id, .output))
  }

  mutating func ask(_ entity: EntityModel) { _ = reference(.entity(entity.name, .output)) }

  mutating func reference(_ id: SchemaID) -> JSONValue {
    let id = settled(id)
    if asked.insert(id).inserted { open.append(id) }
    return ["$ref": .string(prefix + name(of: id))]
  }

  // MARK: What is there then

  /// The schemas in the order of the files, with their names.
  mutating func definitions() -> [NamedSchema] {
    var made: [SchemaID: JSONValue] = [:]
    while let id = open.popLast() { made[id] = definition(id) }
    var result: [NamedSchema] = []
    for contract in package.contracts {
      var ids: [SchemaID] = []
      if let name = contract.entity?.name {
        ids += [
          .entity(name, .output), .entity(name, .input), .draft(name), .patch(name), .key(name), .keyOrPath(name),
          .path(name), .deletion(name), .query(name), .page(name),
        ]
      }
      for type in contract.types { ids += [.type(type, .output), .type(type, .input)] }
      for id in ids { if let schema = made[id] { result.append(NamedSchema(name: name(of: id), schema: schema)) } }
    }
    return result
  }

  /// One form where the two ways do not differ, and where a type travels one way only.
  private func settled(_ id: SchemaID) -> SchemaID {
    switch id {
    case .type(let type, let form):
      if case .input = package[type].origin { return .type(type, .input) }
      return .type(type, forms.differs(type) ? form : .output)
    case .entity(let name, let form): return .entity(name, forms.differs(entity: name) ? form : .output)
    default: return id
    }
  }

  private func name(of id: SchemaID) -> String {
    switch id {
    case .type(let type, _):
      if case .input = package[type].origin { return package[type].name }
      return package[type].name + id.suffix
    case .entity(let name, _), .draft(let name), .patch(let name), .key(let name), .keyOrPath(let name),
      .path(let name), .deletion(let name), .query(let name), .page(let name):
      return Words(name).upperCamel + id.suffix
    }
  }

  private mutating func definition(_ id: SchemaID) -> JSONValue {
    switch id {
    case .type(let type, let form): definition(package[type], form)
    case .entity(let name, let form): entity(name).map { value($0, form) } ?? [:]
    case .draft(let name): entity(name).map { draft($0) } ?? [:]
    case .patch(let name): entity(name).map { patch($0) } ?? [:]
    case .key(let name): entity(name).map { key($0) } ?? [:]
    case .keyOrPath(let name): entity(name).map { keyOrPath($0) } ?? [:]
    case .path(let name): entity(name).map { path($0) } ?? [:]
    case .deletion(let name): entity(name).map { deletion($0) } ?? [:]
    case .query(let name): entity(name).map { query($0, lists[name] ?? ListOptions()) } ?? [:]
    case .page(let name): entity(name).map { page($0) } ?? [:]
    }
  }

  private func entity(_ name: String) -> EntityModel? { entities[name] }

  private mutating func definition(_ definition: TypeDefinition, _ form: PayloadForm) -> JSONValue {
    let head = Self.annotations(definition.summary, definition.lifecycle)
    switch definition.shape {
    case .record(let fields): return record(fields, form).adding(head)
    case .enumeration(let cases): return enumeration(cases, form).adding(head)
    case .union(let union): return self.union(union, form).adding(head)
    }
  }

  // MARK: Types

  mutating func schema(_ type: TypeReference, _ form: PayloadForm) -> JSONValue {
    switch type {
    case .scalar(let scalar): ScalarSchemas.of(scalar)
    case .named(let id): reference(.type(id, form))
    case .entity(let name): reference(.entity(name, form))
    case .reference(let name): reference(.path(name))
    case .optional(let inner): Self.nullable(schema(inner, form))
    case .list(let inner): ["type": "array", "items": schema(inner, form)]
    case .map(let inner): ["type": "object", "additionalProperties": schema(inner, form)]
    }
  }

  private mutating func record(_ fields: [FieldModel], _ form: PayloadForm) -> JSONValue {
    object(fields.map { ($0.name, field($0, form)) }, required: fields.filter { Self.isRequired($0, form) }.map(\.name))
  }

  private func enumeration(_ cases: [EnumerationCase], _ form: PayloadForm) -> JSONValue {
    let known: JSONValue = ["type": "string", "enum": .texts(cases.map(\.wireValue))]
    guard form == .output else { return known }
    return ["anyOf": [known, ["type": "string", "description": "A value of a later version."]]]
  }

  private mutating func union(_ union: UnionModel, _ form: PayloadForm) -> JSONValue {
    var cases: [JSONValue] = []
    for unionCase in union.cases {
      cases.append([
        "allOf": [
          reference(.type(unionCase.type, form)),
          [
            "type": "object", "properties": [union.discriminator: ["const": .string(unionCase.name)]],
            "required": [.string(union.discriminator)],
          ],
        ]
      ])
    }
    if form == .output {
      cases.append([
        "type": "object", "description": "A case of a later version.",
        "properties": [
          union.discriminator: ["type": "string", "not": ["enum": .texts(union.cases.map(\.name))]]
        ],
        "required": [.string(union.discriminator)],
      ])
    }
    return ["oneOf": .array(cases)]
  }

  // MARK: Fields

  /// A member of a record or entity.
  mutating func field(_ field: FieldModel, _ form: PayloadForm) -> JSONValue {
    var result = schema(field.type.unwrapped, form)
    if form == .input {
      result = RuleSchemas.with(field.rules, result, of: field.type.unwrapped)
      // Somebody sends back what was printed.
      if field.isSensitive, result["type"] == "string" { result["not"] = ["const": "****"] }
    }
    if Self.isNullable(field, form) { result = Self.nullable(result) }
    var notes = Self.annotations(field.summary, field.lifecycle)
    if form == .input, let value = field.defaultValue { notes["default"] = Self.json(value) }
    if field.isReadonly { notes["readOnly"] = true }
    if field.isSensitive { notes["x-sensitive"] = true }
    guard notes.members?.isEmpty == false else { return result }
    // Beside a reference nothing may stand in every dialect of JSON Schema.
    return (result["$ref"] == nil ? result : ["allOf": [result]]).adding(notes)
  }

  static func isRequired(_ field: FieldModel, _ form: PayloadForm) -> Bool {
    switch form {
    case .input: !field.isOptional && field.defaultValue == nil
    case .output: !field.isOptional || writesNull(field)
    }
  }

  private static func isNullable(_ field: FieldModel, _ form: PayloadForm) -> Bool {
    field.isOptional && (form == .input || writesNull(field))
  }

  /// Where there is a default, what is absent would get it, so nil travels as null.
  private static func writesNull(_ field: FieldModel) -> Bool { field.writesNull || field.defaultValue != nil }

  static func nullable(_ schema: JSONValue) -> JSONValue {
    if schema.members?.isEmpty == true { return schema }
    guard case .string(let type)? = schema["type"], schema["enum"] == nil else {
      return ["anyOf": [schema, ["type": "null"]]]
    }
    var result = schema
    result["type"] = [.string(type), "null"]
    return result
  }

  func object(_ properties: [(String, JSONValue)], required: [String]) -> JSONValue {
    let members = properties.map { JSONValue.Member($0.0, $0.1) }
    let object: JSONValue = ["type": "object", "properties": .object(members)]
    return required.isEmpty ? object : object.adding("required", .texts(required))
  }

  /// Summary, since when, and whether still.
  static func annotations(_ summary: String?, _ lifecycle: Lifecycle) -> JSONValue {
    var notes: JSONValue = [:]
    if let text = summary.map(Prose.trimmed), !text.isEmpty { notes["description"] = .string(text) }
    if let since = lifecycle.since { notes["x-since"] = .string(since) }
    if let reason = lifecycle.deprecated {
      notes["deprecated"] = true
      notes["x-deprecated"] = .string(reason)
    }
    return notes
  }

  static func json(_ literal: Literal) -> JSONValue {
    switch literal {
    case .string(let text): .string(text)
    case .integer(let number): .number(Int(number))
    case .number(let number): JSONNumber(number).map { .number($0) } ?? .null
    case .boolean(let flag): .bool(flag)
    case .enumeration(_, let wireValue): .string(wireValue)
    }
  }
}
