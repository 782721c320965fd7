/// The keys that a section of a contract may have.
struct KeyTable {
  /// What the section is called in messages: `a field`.
  var section: String
  /// The keys of this version, in the order of the documentation.
  var known: [String]

  /// What every section may have besides its own keys.
  static let allow = "allow"

  static let package = KeyTable(section: "package.yaml", known: ["name", "swiftPrefix"])
  static let entity = KeyTable(
    section: "an entity's file",
    known: [
      "concord", "import", "entity", "summary", "parent", "key", "plural", "onDelete", "fields", "types", "operations",
      "events", "kind", "source", "state", "triggers", "react", "subscribe", "notify", "deployment", "since",
      "deprecated",
    ])
  static let service = KeyTable(
    section: "a service's file",
    known: [
      "concord", "import", "service", "summary", "types", "operations", "events", "react", "deployment", "since",
      "deprecated",
    ])
  static let namespace = KeyTable(
    section: "a namespace's file",
    known: ["concord", "import", "namespace", "summary", "types", "events", "since", "deprecated"])
  static let server = KeyTable(
    section: "a server's file", known: ["concord", "server", "summary", "namespaces", "origins", "limits"])
  static let types = KeyTable(
    section: "a file of types", known: ["concord", "import", "summary", "types"])
  static let field = KeyTable(
    section: "a field",
    known: [
      "type", "summary", "default", "readonly", "sensitive", "unique", "generated", "onDelete", "nulls", "prefix",
      "min", "max", "match", "since", "deprecated",
    ])
  static let type = KeyTable(
    section: "a type", known: ["fields", "enum", "union", "cases", "summary", "since", "deprecated"])
  static let conventional = KeyTable(
    section: "a conventional operation", known: ["input", "output"] + operationKeys)
  static let list = KeyTable(
    section: "list", known: ["input", "output"] + operationKeys + ["page", "filter", "sort"])
  static let custom = KeyTable(
    section: "an operation", known: ["input", "output"] + operationKeys)
  static let retry = KeyTable(section: "retry", known: ["retries", "backoff"])
  static let access = KeyTable(section: "access", known: ["roles", "owner"])
  static let owner = KeyTable(section: "owner", known: ["field", "principal"])
  static let subscribe = KeyTable(section: "subscribe", known: ["by", "snapshot", "access"])
  static let event = KeyTable(
    section: "an event", known: ["payload", "direction", "delivery", "summary", "since", "deprecated"])

  private static let operationKeys = [
    "summary", "access", "errors", "events", "payload", "topic", "timeout", "retry", "idempotent", "http", "status",
    "idempotency-key", "multipart", "since", "deprecated",
  ]
}
