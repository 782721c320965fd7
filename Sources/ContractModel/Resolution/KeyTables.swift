/// The keys that a section of a contract may have.
struct KeyTable {
  /// What the section is called in messages: `a field`.
  var section: String
  /// The keys of this version, in the order of the documentation.
  var known: [String]
  /// Keys of the language that this version of Concord does not read yet; see `LaterKeys`.
  var later: [String] = []

  /// What every section may have besides its own keys.
  static let allow = "allow"

  static let package = KeyTable(section: "package.yaml", known: ["name", "swiftPrefix"])
  static let entity = KeyTable(
    section: "an entity's file",
    known: [
      "concord", "import", "entity", "summary", "parent", "key", "plural", "onDelete", "fields", "types", "operations",
      "events", "kind", "source", "state", "triggers", "react", "deployment", "since", "deprecated",
    ],
    later: LaterKeys.ofFiles)
  static let service = KeyTable(
    section: "a service's file",
    known: [
      "concord", "import", "service", "summary", "types", "operations", "events", "react", "deployment", "since",
      "deprecated",
    ],
    later: LaterKeys.ofFiles)
  static let namespace = KeyTable(
    section: "a namespace's file",
    known: ["concord", "import", "namespace", "summary", "types", "events", "since", "deprecated"])
  static let server = KeyTable(
    section: "a server's file", known: ["concord", "server", "summary", "namespaces", "origins", "limits"])
  static let types = KeyTable(
    section: "a file of types", known: ["concord", "import", "summary", "types"], later: LaterKeys.ofFiles)
  static let field = KeyTable(
    section: "a field",
    known: [
      "type", "summary", "default", "readonly", "sensitive", "nulls", "prefix", "min", "max", "match", "since",
      "deprecated",
    ],
    later: ["unique", "generated", "onDelete"])
  static let type = KeyTable(
    section: "a type", known: ["fields", "enum", "union", "cases", "summary", "since", "deprecated"])
  static let conventional = KeyTable(
    section: "a conventional operation", known: operationKeys, later: ["input", "output"] + LaterKeys.ofOperations)
  static let list = KeyTable(
    section: "list", known: operationKeys + ["page", "filter", "sort"],
    later: ["input", "output"] + LaterKeys.ofOperations)
  static let custom = KeyTable(
    section: "an operation", known: ["input", "output"] + operationKeys, later: LaterKeys.ofOperations)
  static let retry = KeyTable(section: "retry", known: ["retries", "backoff"])
  static let access = KeyTable(section: "access", known: ["roles"], later: ["owner"])
  static let event = KeyTable(
    section: "an event", known: ["payload", "direction", "delivery", "summary", "since", "deprecated"])

  private static let operationKeys = [
    "summary", "access", "errors", "events", "topic", "timeout", "retry", "idempotent", "since", "deprecated",
  ]
}

/// Parts of the language that this version of Concord knows by name and refuses, each under a rule of its own.
public enum LaterKeys {
  static let ofFiles = [
    "subscribe", "notify", "namespace", "server",
  ]
  static let ofOperations = [
    "http", "status", "idempotency-key", "multipart", "payload",
  ]

  /// Values, not keys, that come later.
  static let values = ["clear"]

  /// Every name that is refused, in alphabetical order.
  static let names: [String] = Set(
    ofFiles + KeyTable.field.later + KeyTable.type.later + KeyTable.conventional.later + KeyTable.event.later
      + KeyTable.access.later + values
  ).sorted()

  /// One rule each, `unsupported-<name>`.
  public static let rules: [DiagnosticRule] = names.map(rule)

  static func rule(_ name: String) -> DiagnosticRule {
    DiagnosticRule("unsupported-\(Words(name).kebab)", "'\(name)' belongs to a later version of Concord.")
  }
}
