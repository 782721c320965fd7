/// The JSON Schema (2020-12) of contract and package files, for editors. Its keys are those of the tables that the checker
/// reads by, so that the two cannot differ; it says less than the checker, which knows the whole package.
public enum ContractSchema {
  /// The schema, ready to be saved.
  public static var text: String { root.written() + "\n" }

  /// The sections of the language by the names of their definitions.
  static let sections: [(name: String, table: KeyTable)] = [
    ("entity", .entity), ("service", .service), ("namespace", .namespace), ("server", .server), ("types", .types),
    ("package", .package), ("field", .field),
    ("type", .type), ("conventional", .conventional), ("list", .list), ("custom", .custom), ("retry", .retry),
    ("access", .access), ("owner", .owner), ("subscribe", .subscribe), ("event", .event), ("deployment", .deployment),
    ("resources", .resources), ("scaling", .scaling), ("thresholds", .thresholds), ("instances", .instances),
    ("triggers", .triggers), ("reaction", .reaction),
    ("namespaceEvent", .namespaceEvent), ("socket", .socket), ("limits", .limits),
  ]

  /// What a section cannot do without.
  static let required: [String: [String]] = [
    "entity": ["concord", "entity", "key", "fields"], "service": ["concord", "service"],
    "namespace": ["concord", "namespace"], "server": ["concord", "server", "namespaces"], "socket": ["dialect"],
    "types": ["concord"],
    "field": ["type"], "retry": ["retries"], "reaction": ["when", "handler"],
    "owner": ["field", "principal"],
  ]

  static let root = SchemaNode.object([
    "$schema": .text("https://json-schema.org/draft/2020-12/schema"),
    "title": .text("Concord contract"),
    "description": .text(
      "An entity, a service, a socket namespace, a server, a file of types, or the package.yaml of a folder of them."),
    "if": has("entity"), "then": reference("entity"),
    "else": otherwise(
      "service",
      otherwise(
        "namespace",
        otherwise(
          "server",
          .object([
            "if": .object(["anyOf": .list([has("concord"), has("types"), has("import")])]), "then": reference("types"),
            "else": reference("package"),
          ])))),
    "$defs": .object(
      sections.map { SchemaNode.Member(name: $0.name, value: definition(of: $0.name, $0.table)) }
        + SchemaShapes.definitions),
  ])

  private static func definition(of name: String, _ table: KeyTable) -> SchemaNode {
    let values = SchemaShapes.values[name] ?? [:]
    let properties = (table.known + [KeyTable.allow]).map { key in
      // A key whose value has no shape here is offered all the same, and the checker judges its value.
      var value = values[key] ?? SchemaShapes.shared[key] ?? .object([])
      let description = SchemaShapes.descriptions["\(name).\(key)"] ?? SchemaShapes.descriptions[key]
      if let description { value = value.adding("description", .text(description)) }
      return SchemaNode.Member(name: key, value: value)
    }
    var node = SchemaNode.object([
      "type": .text("object"), "properties": .object(properties), "additionalProperties": .truth(false),
    ])
    if let keys = required[name] { node = node.adding("required", .list(keys.map { .text($0) })) }
    return node
  }

  /// The section that a key of its name begins, else another.
  private static func otherwise(_ section: String, _ other: SchemaNode) -> SchemaNode {
    .object(["if": has(section), "then": reference(section), "else": other])
  }

  private static func has(_ key: String) -> SchemaNode {
    .object(["type": .text("object"), "required": .list([.text(key)])])
  }

  static func reference(_ name: String) -> SchemaNode { .object(["$ref": .text("#/$defs/\(name)")]) }
}
