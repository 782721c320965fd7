/// What the values of keys look like in the schema.
enum SchemaShapes {
  private static let text = SchemaNode.object(["type": .text("string")])
  private static let truth = SchemaNode.object(["type": .text("boolean")])
  private static let name = ContractSchema.reference("name")
  private static let names = listOf(name)
  private static let shapeOfPayload = ContractSchema.reference("payload")
  private static let ownOperations = mapOf(orNothing("custom"))

  /// Values by section and key.
  static let values: [String: [String: SchemaNode]] = [
    "entity": [
      "operations": .object([
        "type": types("object", "null"), "propertyNames": name,
        "properties": .object(
          ["create", "update", "delete", "get"].map { .init(name: $0, value: orNothing("conventional")) }
            + [.init(name: "list", value: orNothing("list"))]),
        "additionalProperties": orNothing("custom"),
      ]), "onDelete": words("restrict", "cascade"), "kind": name, "state": names.adding("minItems", .number(1)),
      "source": wordsOf(ReactiveModel.Source.self), "triggers": orNothing("triggers"),
      "subscribe": orNothing("subscribe"),
      "notify": .object([
        "type": types("object", "null"), "propertyNames": name,
        "additionalProperties": pattern("^[a-z][a-z0-9]*(-[a-z0-9]+)*$"),
      ]),
    ],
    "service": ["operations": ownOperations],
    "package": ["name": name, "swiftPrefix": name],
    "field": [
      "type": ContractSchema.reference("typeName"), "readonly": truth, "nulls": words("written"),
      "default": .object(["type": types("string", "number", "boolean")]),
      "prefix": pattern("^[a-z0-9]{1,16}$"),
      "unique": truth, "generated": words("sequence"), "onDelete": words("restrict", "cascade", "clear"),
      "sensitive": truth, "min": limit, "max": limit, "match": text,
    ],
    "type": [
      "fields": ContractSchema.reference("fields"), "enum": ContractSchema.reference("enumeration"),
      "union": name, "cases": plainMap(ContractSchema.reference("typeName")),
    ],
    "retry": ["retries": range(0, 10), "backoff": pattern("^[0-9]+(ms|s|m|h)(\\.\\.[0-9]+(ms|s|m|h))?$")],
    "access": ["roles": listOf(text), "owner": ContractSchema.reference("owner")],
    "owner": ["field": name, "principal": name],
    "subscribe": [
      "by": words("key", "kind"), "snapshot": truth, "access": ContractSchema.reference("access"),
    ],
    "event": [
      "payload": shapeOfPayload, "direction": words("pushed", "local"),
      "delivery": .object(["enum": .list(EventModel.Delivery.allCases.map { .text($0.rawValue) })]),
    ],
    "deployment": [
      "service": text, "team": text, "environment": listOf(text), "image": text,
      "ports": plainMap(range(1, 65535)), "resources": orNothing("resources"),
      "config": plainMap(.object(["type": types("string", "number", "boolean")])), "scaling": orNothing("scaling"),
    ],
    "resources": ["cpu": quantity, "memory": quantity],
    "scaling": [
      "cpu": orNothing("thresholds"), "memory": orNothing("thresholds"), "hysteresis": range(0, 100),
      "instances": orNothing("instances"),
    ],
    "triggers": [
      "created": triggerID, "updated": triggerID, "deleted": triggerID,
      "payload": .object([
        "type": types("object", "null"), "propertyNames": name,
        "properties": .object(["changedFields": .object(["anyOf": .list([.object(["const": .truth(true)]), member])])]),
        "additionalProperties": member,
      ]),
    ],
    "reaction": [
      "when": pattern("^[A-Za-z][A-Za-z0-9_-]* [A-Za-z][A-Za-z0-9_.-]*$"),
      "mode": wordsOf(ReactionModel.Mode.self), "group": name, "handler": name,
    ],
    "thresholds": ["up": range(0, 100), "down": range(0, 100)],
    "instances": ["min": atLeast(0), "max": atLeast(0)],
    "conventional": operation, "custom": operation, "list": operation,
    "namespace": ["namespace": socketPath, "events": mapOf(orNothing("namespaceEvent"))],
    "namespaceEvent": [
      "payload": shapeOfPayload,
      "direction": .object(["enum": .list(NamespaceModel.Event.Direction.allCases.map { .text($0.rawValue) })]),
    ],
    "server": [
      "server": name,
      "namespaces": .object([
        "type": .text("object"), "propertyNames": socketPath, "minProperties": .number(1),
        "additionalProperties": ContractSchema.reference("socket"),
      ]),
      "origins": listOf(text), "limits": orNothing("limits"),
    ],
    "socket": [
      "dialect": .object(["enum": .list(ServerModel.Dialect.allCases.map { .text($0.rawValue) })]),
      "packages": names,
      "sign-in": listOf(.object(["enum": .list(ServerModel.SignIn.allCases.map { .text($0.rawValue) })])),
      "connection": names, "packet": names,
    ],
    "limits": [
      "message": size, "connections": range(1, 10_000_000), "in-flight": range(1, 10_000), "queue": size,
      "handshake": time, "ping": time, "rate": pattern("^[0-9]+/s$"),
    ],
  ]

  private static let triggerID = pattern("^[a-z][A-Za-z0-9_-]*(\\.[a-z][A-Za-z0-9_-]*)+$")
  private static let member = pattern("^[A-Za-z][A-Za-z0-9_-]*\\??$")

  /// A number, or what a type compares itself with: a date, a duration.
  private static let limit = SchemaNode.object(["type": types("number", "string")])

  /// `500m`, `256Mi`; the checker knows the units.
  private static let quantity = SchemaNode.object(["type": types("string", "number")])

  private static let time = pattern("^[0-9]+(ms|s|m|h)$")

  /// `64KiB`, or bytes.
  private static let size = SchemaNode.object([
    "anyOf": .list([
      .object(["type": .text("integer"), "minimum": .number(1)]),
      .object(["type": .text("string"), "pattern": .text("^[0-9]+([KMG]iB)?$")]),
    ])
  ])

  private static let segment = "[A-Za-z0-9._~-]+"

  private static let socketPath = pattern("^/(\(segment)(/\(segment))*)?$")

  private static let route: SchemaNode = {
    let methods = HTTPBinding.Method.allCases.map(\.rawValue).joined(separator: "|")
    let piece = "(\(segment)|\\{[A-Za-z][A-Za-z0-9_-]*\\})"
    return pattern("^(\(methods)) +/(\(piece)(/\(piece))*)?$")
  }()

  private static let operation: [String: SchemaNode] = [
    "access": .object([
      "anyOf": .list([.object(["const": .text("anyone")]), ContractSchema.reference("access")])
    ]),
    "errors": .object([
      "type": types("object", "null"), "propertyNames": name, "additionalProperties": range(400, 599),
    ]),
    "events": .object([
      "anyOf": .list([
        .object(["const": .text("none")]),
        .object([
          "type": .text("array"), "items": name, "minItems": .number(3), "maxItems": .number(3),
        ]),
      ])
    ]),
    "topic": pattern("^[A-Za-z0-9_.-]+$"), "timeout": time,
    "retry": ContractSchema.reference("retry"), "idempotent": truth, "page": range(1, 1000), "filter": names,
    "sort": names, "input": shapeOfPayload, "output": shapeOfPayload, "payload": words("input", "key", "none"),
    "http": route, "status": range(200, 299), "idempotency-key": words("header"),
    "multipart": .object([
      "type": .text("object"), "propertyNames": name, "minProperties": .number(1),
      "additionalProperties": .object([
        "anyOf": .list([words("file"), ContractSchema.reference("typeName")])
      ]),
    ]),
  ]

  /// Values of keys that mean the same in every section.
  static let shared: [String: SchemaNode] = [
    "allow": .object([
      "type": types("object", "null"),
      "additionalProperties": .object(["type": .text("string"), "minLength": .number(1)]),
    ]),
    "since": .object(["type": types("string", "number")]),
    "deprecated": text,
    "concord": .object(["const": .number(1)]), "import": listOf(text), "summary": text, "entity": name,
    "service": name, "parent": name, "key": name, "plural": name, "fields": ContractSchema.reference("fields"),
    "types": .object([
      "type": types("object", "null"), "propertyNames": name,
      "additionalProperties": .object(["anyOf": .list([names, ContractSchema.reference("type")])]),
    ]),
    "react": listOf(ContractSchema.reference("reaction")),
    "events": mapOf(orNothing("event")), "deployment": orNothing("deployment"),
  ]

  /// Definitions besides the sections.
  static let definitions: [SchemaNode.Member] = [
    .init(name: "name", value: pattern("^[A-Za-z][A-Za-z0-9_-]*$")),
    .init(
      name: "typeName",
      value: .object([
        "description": .text("A scalar, a declared type, an entity with a capital; T?, list<T>, map<T>."),
        "anyOf": .list([
          .object(["enum": .list(Scalar.allCases.flatMap { [.text($0.rawValue), .text($0.rawValue + "?")] })]),
          pattern("^[A-Za-z][A-Za-z0-9_.<>?-]*$"),
        ]),
      ])),
    .init(
      name: "fields",
      value: .object([
        "type": types("object", "null"), "propertyNames": name,
        "additionalProperties": .object([
          "anyOf": .list([ContractSchema.reference("typeName"), ContractSchema.reference("field")])
        ]),
      ])),
    .init(
      name: "enumeration",
      value: .object([
        "anyOf": .list([
          names.adding("minItems", .number(1)),
          .object([
            "type": .text("object"), "propertyNames": name, "minProperties": .number(1),
            "additionalProperties": .object(["type": types("string", "number", "boolean")]),
          ]),
        ])
      ])),
    .init(
      name: "payload",
      value: .object([
        "description": .text("none, key, a type, or a map of fields."),
        "anyOf": .list([
          .object(["enum": .list([.text("none"), .text("key")])]), ContractSchema.reference("typeName"),
          ContractSchema.reference("fields"),
        ]),
      ])),
  ]

  /// What editors show beside a key.
  static let descriptions: [String: String] = [
    "concord": "Version of the contract language.", "import": "Files of the same package whose types are used here.",
    "entity": "What the file declares; the file is named after it.",
    "service": "A group of operations and events without a state of its own.",
    "summary": "One or two sentences for readers of the generated code.",
    "parent": "The entity below which this one stands in the tree.", "key": "The field that names it below its parent.",
    "plural": "Default: the regular plural.", "onDelete": "What happens to it when its parent is deleted.",
    "fields": "Name and type of each field.", "types": "Records and enumerations.",
    "operations": "What can be asked for. Absent in an entity: create, update, delete, get, list; {}: none.",
    "events": "In a file: events that belong to no operation. In an operation: [intent, success, failure] or none.",
    "unique": "No two entities of the kind have the same value.",
    "generated": "sequence: the store counts up; nobody else sets it.",
    "field.onDelete": "What happens to this entity when what it refers to is deleted.",
    "subscribe": "How clients subscribe to it, and who hears of its changes.",
    "notify": "Events with the subtypes of the notifications that clients show for them; none for no notification.",
    "by": "key: one entity at a time; kind: all of them.", "snapshot": "Whether the present state comes first.",
    "owner": "The entity has to be the caller's own.", "field": "The entity's field that says whose it is.",
    "principal": "The attribute of the caller that the field has to equal; name is the account's name.",
    "readonly": "Set by the server only.", "nulls": "written: nil travels as null instead of being left out.",
    "default": "Used where a created entity says nothing.", "prefix": "Begins generated ids.",
    "access": "Who may ask: anyone, or roles; without it whoever is signed in.", "errors": "Names with HTTP statuses.",
    "topic": "Replaces the part of the topic behind the colon.", "timeout": "A number with ms, s, m or h.",
    "retry": "Only what is idempotent is retried.", "idempotent": "Sending it twice does no harm.",
    "page": "Items on a page.", "filter": "Fields that queries may filter by.",
    "sort": "Fields that queries may sort by.",
    "input": "none, key, a type, or a map of fields.", "output": "none, key, a type, or a map of fields.",
    "payload": "none, key, tree, a type, or a map of fields.",
    "direction": "pushed to clients, or local to the client's bus.", "delivery": "What a slow client may miss.",
    "state": "The reactive part: the fields whose changes are compared, and trigger.",
    "kind": "What its changes are called; default: the entity's name.",
    "source": "Who keeps it: Concord's store, or a plugin with tables of its own.",
    "triggers": "What follows when it is created, updated or deleted: ids such as catalog.created.",
    "triggers.payload": "Names with fields of the next state; '?': absent after a deletion.",
    "react": "What is done here when something happens elsewhere.",
    "when": "ENTITY created, updated or deleted; trigger ID; or event NAME.",
    "mode":
      "broadcast: every instance; work-queue: one of the group, again after a failure; instance-local: here only.",
    "group": "Those who share a work queue.", "handler": "The method that is called.",
    "deployment": "The service spec: what a platform needs to run it.",
    "deployment.service": "Identity of the service; default: the name of the entity or service.",
    "team": "Default: development.", "image": "The container image.", "ports": "Names with port numbers.",
    "resources": "What one instance asks for.", "config": "Environment variables.",
    "scaling": "When instances are added and removed.", "instances": "How few and how many.",
    "hysteresis": "Percent by which a threshold must be passed.",
    "sensitive": "Masked when printed, logged or compared.", "min": "The least value, or length.",
    "max": "The greatest value, or length.", "match": "A pattern that the whole text matches.",
    "since": "The version that brought it.", "deprecated": "Why not to use it any more, and what instead.",
    "union": "The field on the wire that tells the cases apart.", "cases": "Names with the types that they carry.",
    "http": "Method and path: POST /deployments, GET /deployments/{id}.",
    "status": "The status of a success. Default: 201 for create, 204 without an output, else 200.",
    "idempotency-key": "header: a request with a known Idempotency-Key is answered as before.",
    "multipart": "The parts of a form: names with file, or the type of their JSON.",
    "custom.payload": "What the success event carries instead of the output: input, key or none.",
    "conventional.payload": "What the success event carries instead of the output: input, key or none.",
    "list.payload": "What the success event carries instead of the output: input, key or none.",
    "namespace": "The path of a socket namespace, behind the socket's own prefix.",
    "namespaceEvent.payload": "none, a type, or a map of fields.",
    "namespaceEvent.direction": "pushed by the server, or received from clients.",
    "server": "The server that the file declares; the file is named after it.",
    "namespaces": "Where sockets are accepted, by path.",
    "dialect": "The language of the socket.", "packages": "Whose operations and events are spoken there. Default: all.",
    "sign-in": "How one may say who one is. Default: bearer.",
    "connection": "The stages of the connection chain, in order.",
    "packet": "The stages of the packet chain, in order.",
    "origins": "Whose pages may connect, beside the server's own: https://admin.example.",
    "limits": "What a peer may cost. What is absent has a default.", "message": "The longest message: 64KiB.",
    "connections": "Open sockets.", "in-flight": "Requests of one connection that run at once.",
    "queue": "Bytes that wait for one reader: 1MiB.", "handshake": "Time for the opening handshake.",
    "ping": "Time between two pings.", "rate": "Messages of one connection: 200/s.",
    "allow": "Ids of rules whose findings here are meant, with the reasons.",
    "swiftPrefix": "Begins the names of all generated Swift types.",
  ]

  // MARK: Parts

  private static func types(_ names: String...) -> SchemaNode { .list(names.map { .text($0) }) }

  private static func words(_ words: String...) -> SchemaNode { .object(["enum": .list(words.map { .text($0) })]) }

  private static func wordsOf<Word: CaseIterable & RawRepresentable<String>>(_ type: Word.Type) -> SchemaNode {
    .object(["enum": .list(Word.allCases.map { .text($0.rawValue) })])
  }

  private static func pattern(_ pattern: String) -> SchemaNode {
    .object(["type": .text("string"), "pattern": .text(pattern)])
  }

  private static func range(_ low: Int, _ high: Int) -> SchemaNode {
    .object(["type": .text("integer"), "minimum": .number(low), "maximum": .number(high)])
  }

  private static func atLeast(_ low: Int) -> SchemaNode {
    .object(["type": .text("integer"), "minimum": .number(low)])
  }

  /// A map whose keys are no names of the language.
  private static func plainMap(_ value: SchemaNode) -> SchemaNode {
    .object(["type": types("object", "null"), "additionalProperties": value])
  }

  private static func listOf(_ item: SchemaNode) -> SchemaNode {
    .object(["type": .text("array"), "items": item])
  }

  private static func mapOf(_ value: SchemaNode) -> SchemaNode {
    .object(["type": types("object", "null"), "propertyNames": name, "additionalProperties": value])
  }

  /// A section, or nothing at all behind the key.
  private static func orNothing(_ section: String) -> SchemaNode {
    .object(["anyOf": .list([.object(["type": .text("null")]), ContractSchema.reference(section)])])
  }
}
