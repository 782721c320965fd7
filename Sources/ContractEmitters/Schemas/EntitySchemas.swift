import ConcordJSON
import ContractModel

// What travels for an entity besides itself.

extension PayloadSchemas {
  /// The entity, as it comes from the server or inside another input.
  mutating func value(_ entity: EntityModel, _ form: PayloadForm) -> JSONValue {
    let fields = entity.allFields.map { field in
      var field = field
      if field.isReadonly { field.rules = FieldRules() }
      return field
    }
    return object(
      fields.map { ($0.name, field($0, form)) }, required: fields.filter { Self.isRequired($0, form) }.map(\.name)
    ).adding(Self.annotations(entity.summary, Lifecycle()))
  }

  /// What `create` takes: no `readonly` field may be there.
  mutating func draft(_ entity: EntityModel) -> JSONValue {
    let fields = entity.allFields.filter { !$0.isReadonly }
    return object(
      fields.map { ($0.name, field($0, .input)) },
      required: fields.filter { Self.isRequired($0, .input) }.map(\.name)
    ).adding(Self.refusal(.draft, entity))
  }

  /// What `update` takes: the key, and the fields to change; null clears.
  mutating func patch(_ entity: EntityModel) -> JSONValue {
    let changes = entity.fields.filter { !$0.isReadonly && $0.name != entity.key.name }
    var properties = entity.keyFields.map { ($0.name, Self.keySchema($0)) }
    for change in changes {
      var change = change
      // What is absent stays.
      change.defaultValue = nil
      properties.append((change.name, field(change, .input)))
    }
    return object(properties, required: entity.keyFields.map(\.name)).adding(Self.refusal(.patch, entity))
  }

  func key(_ entity: EntityModel) -> JSONValue {
    object(entity.keyFields.map { ($0.name, Self.keySchema($0)) }, required: entity.keyFields.map(\.name))
  }

  mutating func keyOrPath(_ entity: EntityModel) -> JSONValue {
    let key = reference(.key(entity.name))
    // The entity has a field of that name.
    if entity.keyFields.contains(where: { $0.name == "key" }) { return ["allOf": [key]] }
    return ["anyOf": [key, deletion(entity)]]
  }

  func path(_ entity: EntityModel) -> JSONValue {
    // Keys are percent-encoded and never empty.
    let pattern = (entity.ancestors.map(\.entity) + [entity.name]).map { "/\($0)/(?:[^/%]|%[0-9A-Fa-f]{2})+" }.joined()
    return [
      "type": "string", "pattern": .string("^\(pattern)$"),
      "description": .string("The path of one \(entity.name), keys percent-encoded."),
    ]
  }

  mutating func deletion(_ entity: EntityModel) -> JSONValue {
    object([("key", reference(.path(entity.name)))], required: ["key"])
  }

  mutating func query(_ entity: EntityModel, _ list: ListOptions) -> JSONValue {
    var properties = entity.ancestors.map { ($0.field.name, Self.keySchema($0.field)) }
    var filters: [(String, JSONValue)] = []
    for field in list.filter.compactMap({ name in entity.allFields.first { $0.name == name } }) {
      let value = schema(field.type.unwrapped, .output)
      filters.append((field.name, field.isOptional ? Self.nullable(value) : value))
    }
    properties.append(("filter", object(filters, required: []).adding("additionalProperties", false)))
    properties.append(("criteria", Self.criteria(filters)))
    properties.append(("sort", Self.sorts(list)))
    properties.append(
      (
        "offset",
        [
          "type": "integer", "minimum": 0, "maximum": 9_007_199_254_740_991,
          "description": "How many items come before the first, in place of page.",
        ]
      ))
    properties.append(("page", ["type": "integer", "minimum": 1, "maximum": 9_007_199_254_740_991, "default": 1]))
    properties.append(("pageSize", Self.pageSize(list)))
    var result = object(properties, required: [])
    // An account without its tenant is ambiguous.
    let scopes = zip(entity.ancestors.dropFirst(), entity.ancestors).map { child, parent -> JSONValue in
      ["if": ["required": [.string(child.field.name)]], "then": ["required": [.string(parent.field.name)]]]
    }
    if !scopes.isEmpty { result["allOf"] = .array(scopes) }
    return result
  }

  mutating func page(_ entity: EntityModel) -> JSONValue {
    object(
      [
        ("items", ["type": "array", "items": reference(.entity(entity.name, .output))]),
        ("page", ["type": "integer", "minimum": 1]),
        ("pageSize", ["type": "integer", "minimum": 1]),
        ("total", ["type": "integer", "minimum": 0]),
        (
          "revisions",
          [
            "type": "array", "items": ["type": "integer"],
            "description": "The revisions of the items, in their order.",
          ]
        ),
      ], required: ["items", "page", "pageSize", "total"])
  }

  /// Conditions by field, each a value or operators; `$or` has such objects again.
  static func criteria(_ filters: [(String, JSONValue)]) -> JSONValue {
    let conditions = filters.map { field, value -> (String, JSONValue) in
      var operators = ["$eq", "$ne", "$gte", "$gt", "$lte", "$lt"].map { ($0, value) }
      operators.append(("$in", ["type": "array", "items": value, "maxItems": 1000]))
      operators.append(("$contains", ["type": "string"]))
      let object: JSONValue = [
        "type": "object", "properties": .object(operators.map { .init($0.0, $0.1) }), "additionalProperties": false,
      ]
      return (field, ["anyOf": [value, object]])
    }
    let alternatives: JSONValue = [
      "type": "array", "minItems": 1, "items": ["type": "object"],
      "description": "Criteria of which one has to hold.",
    ]
    return .object([
      .init("type", "object"),
      .init("properties", .object((conditions + [("$or", alternatives)]).map { .init($0.0, $0.1) })),
      .init("additionalProperties", false),
    ])
  }

  static func sorts(_ list: ListOptions) -> JSONValue {
    let none: JSONValue = ["type": "array", "maxItems": 0]
    guard !list.sort.isEmpty else { return none }
    return ["type": "array", "items": ["type": "string", "enum": .texts(list.sort.flatMap { [$0, "-\($0)"] })]]
  }

  static func pageSize(_ list: ListOptions) -> JSONValue {
    [
      "type": "integer", "minimum": 1, "maximum": 9_007_199_254_740_991, "default": .number(list.pageSize),
      "description": "At most 1000 are answered.",
    ]
  }

  static func keySchema(_ field: FieldModel) -> JSONValue {
    let schema: JSONValue =
      if case .scalar(let scalar) = field.type { ScalarSchemas.key(scalar) } else {
        ["type": "string", "minLength": 1]
      }
    return schema.adding(annotations(field.summary, field.lifecycle))
  }

  /// What makes the presence of a `readonly` field a fault, for inputs that refuse them.
  static func refusal(_ input: OperationModel.Input, _ entity: EntityModel) -> JSONValue {
    let refused =
      switch input {
      case .draft: entity.allFields.filter(\.isReadonly)
      // The key says which entity is meant.
      case .patch: entity.fields.filter { $0.isReadonly && $0.name != entity.key.name }
      default: [FieldModel]()
      }
    return refused.isEmpty ? [:] : ["propertyNames": ["not": ["enum": .texts(refused.map(\.name))]]]
  }
}
