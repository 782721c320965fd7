import ContractChecks
import Foundation
import Testing

/// Changes of models as values: every rule about parts of contracts that stand beside fields and operations, and exactly
/// what else is said about such a change.
struct ModelChangeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    /// The rules that find something.
    var rules: [String]
    var old: @Sendable (inout ContractPackage) -> Void
    var new: @Sendable (inout ContractPackage) -> Void

    init(
      _ rules: String..., old: @escaping @Sendable (inout ContractPackage) -> Void = { _ in },
      new: @escaping @Sendable (inout ContractPackage) -> Void = { _ in }
    ) {
      self.rules = rules
      self.old = old
      self.new = new
    }

    var testDescription: String { rules.first ?? "nothing" }
  }

  /// An entity and a service, with everything that cases change.
  private static func package() -> ContractPackage {
    let files = [
      "shop/item.yaml": """
      concord: 1
      entity: item
      key: name
      fields:
        name: string
        size: int
        email: email
        number: { type: int, readonly: true }
        owner: "ref<user>?"
      operations: { create: , get: }
      """,
      "shop/user.yaml": "concord: 1\nentity: user\nkey: name\nfields:\n  name: string\noperations: {}\n",
      "shop/desk.yaml": """
      concord: 1
      service: desk
      operations:
        search: { input: { place: string, floor: int? }, output: { count: int }, events: none }
        put: { input: Form, events: none }
        sell: { input: { place: string }, output: { count: int }, events: [sell, sold, sellError] }
      types:
        Form: { fields: { name: string } }
        Other: { fields: { title: string } }
      """,
    ]
    var diagnostics = Diagnostics()
    let packages = ContractChecker.load(files: files, diagnostics: &diagnostics)
    #expect(diagnostics.sorted.map(\.description) == [])
    return packages[0]
  }

  @Test(arguments: Self.cases) func findsTheChange(_ example: Case) {
    var (old, new) = (Self.package(), Self.package())
    example.old(&old)
    example.new(&new)
    let changes = CompatibilityChecker.compare(old: [old], new: [new])
    #expect(Set(changes.map(\.rule)) == Set(example.rules), "\(changes.map(\.description))")
    #expect(CompatibilityChecker.compare(old: [old], new: [old]) == [])
    #expect(CompatibilityChecker.compare(old: [new], new: [new]) == [])
  }

  static let cases: [Case] = fields + http + state + subscriptions + namespaces + servers

  private static let fields = [
    Case(
      "WIRE_UNIQUE_ADDED", "STORED_UNIQUE_ADDED",
      new: { $0.edit("item") { $0.entity?.fields[2].isUnique = true } }),
    Case("WIRE_UNIQUE_REMOVED", old: { $0.edit("item") { $0.entity?.fields[2].isUnique = true } }),
    Case("WIRE_SEQUENCE_CHANGED", old: { $0.edit("item") { $0.entity?.fields[3].isSequence = true } }),
    Case(
      "WIRE_SEQUENCE_CHANGED", "STORED_SEQUENCE_ADDED",
      new: { $0.edit("item") { $0.entity?.fields[3].isSequence = true } }),
    Case(
      "WIRE_REFERENCE_RESTRICTED", old: { $0.edit("item") { $0.entity?.fields[4].onReferenceDelete = .clear } }),
    Case(
      "STORED_REFERENCE_DELETION_CHANGED",
      old: { $0.edit("item") { $0.entity?.fields[4].onReferenceDelete = .clear } },
      new: { $0.edit("item") { $0.entity?.fields[4].onReferenceDelete = .cascade } }),
    Case("WIRE_ACCESS_TIGHTENED", new: { $0.operation("item", "get") { $0.access = owned("owner", "name") } }),
    Case(
      "WIRE_ACCESS_LOOSENED", old: { $0.operation("item", "get") { $0.access = owned("owner", "name") } },
      new: { $0.operation("item", "get") { $0.access = AccessRule() } }),
    Case(
      "WIRE_ACCESS_LOOSENED", "WIRE_ACCESS_TIGHTENED",
      old: { $0.operation("item", "get") { $0.access = owned("owner", "name") } },
      new: { $0.operation("item", "get") { $0.access = owned("owner", "customer") } }),
    // Where the rule stands does not matter.
    Case(
      old: { $0.operation("item", "get") { $0.access = owned("owner", "name", line: 1) } },
      new: { $0.operation("item", "get") { $0.access = owned("owner", "name", line: 9) } }),
  ]

  private static let http = [
    Case("WIRE_HTTP_REMOVED", old: { $0.http("search", "POST /search") }),
    Case("WIRE_HTTP_ADDED", new: { $0.http("search", "POST /search") }),
    Case(
      "WIRE_HTTP_ROUTE_CHANGED", old: { $0.http("search", "POST /search") }, new: { $0.http("search", "PUT /search") }),
    Case(
      "WIRE_HTTP_ROUTE_CHANGED", old: { $0.http("search", "POST /search") }, new: { $0.http("search", "POST /find") }),
    Case(
      "WIRE_HTTP_ROUTE_CHANGED", old: { $0.http("search", "POST /search/{place}") },
      new: { $0.http("search", "POST /search/{floor}") }),
    // The field got another name, which a path does not show.
    Case(
      "WIRE_INPUT_FIELD_REMOVED", "WIRE_INPUT_FIELD_REQUIRED_ADDED", old: { $0.http("search", "POST /search/{place}") },
      new: {
        $0.rename("place", "town")
        $0.http("search", "POST /search/{town}")
      }),
    Case(
      "WIRE_HTTP_STATUS_CHANGED", old: { $0.http("search", "POST /search") },
      new: { $0.http("search", "POST /search", status: 202) }),
    Case(
      "WIRE_HTTP_IDEMPOTENCY_KEY_REMOVED", old: { $0.http("search", "POST /search", key: true) },
      new: { $0.http("search", "POST /search") }),
    Case(
      "WIRE_HTTP_IDEMPOTENCY_KEY_ADDED", old: { $0.http("search", "POST /search") },
      new: { $0.http("search", "POST /search", key: true) }),
    Case(
      "WIRE_HTTP_BODY_CHANGED", old: { $0.http("put", "POST /forms") },
      new: { $0.http("put", "POST /forms", parts: ["form": "Form"]) }),
    Case(
      "WIRE_HTTP_PART_REMOVED", old: { $0.http("put", "POST /forms", parts: ["form": "Form", "file": nil]) },
      new: { $0.http("put", "POST /forms", parts: ["form": "Form"]) }),
    Case(
      "WIRE_HTTP_PART_ADDED", old: { $0.http("put", "POST /forms", parts: ["form": "Form"]) },
      new: { $0.http("put", "POST /forms", parts: ["form": "Form", "file": nil]) }),
    Case(
      "WIRE_HTTP_PART_CHANGED", old: { $0.http("put", "POST /forms", parts: ["form": "Form"]) },
      new: { $0.http("put", "POST /forms", parts: ["form": nil]) }),
    // What is JSON is told by the fields of the input, which here are as they were.
    Case(
      old: { $0.http("put", "POST /forms", parts: ["form": "Form", "file": nil]) },
      new: { $0.http("put", "POST /forms", parts: ["more": "Form", "file": nil]) }),
    Case(
      "WIRE_HTTP_PART_CHANGED",
      old: {
        $0.http("put", "POST /forms", parts: ["form": "Form"])
        $0.operation("desk", "put") { $0.input = .none }
      },
      new: {
        $0.http("put", "POST /forms", parts: ["form": "Other"])
        $0.operation("desk", "put") { $0.input = .none }
      }),
    // The success of an operation carries something else.
    Case("SOURCE_EVENT_PAYLOAD_CHANGED", new: { $0.payload("sold", .none) }),
    Case(
      "WIRE_EVENT_PAYLOAD_CHANGED",
      old: { $0.payload("sold", .input(.type(.named(TypeID(0)))), topic: "desk:sold") },
      new: { $0.payload("sold", .none, topic: "desk:sold") }),
  ]

  private static let state = [
    Case("WIRE_STATE_ADDED", new: { $0.state(["name", "size"]) }),
    Case("WIRE_STATE_REMOVED", old: { $0.state(["name", "size"]) }),
    Case("WIRE_STATE_FIELD_ADDED", old: { $0.state(["name"]) }, new: { $0.state(["name", "size"]) }),
    Case("WIRE_STATE_FIELD_REMOVED", old: { $0.state(["name", "size"]) }, new: { $0.state(["name"]) }),
    Case(
      "WIRE_STATE_KIND_CHANGED", "STORED_STATE_KIND_CHANGED", old: { $0.state(["name"], kind: "shop-item") },
      new: { $0.state(["name"]) }),
    Case(
      "STORED_STATE_SOURCE_CHANGED", "SOURCE_STATE_SOURCE_CHANGED", old: { $0.state(["name"]) },
      new: { $0.state(["name"], source: .plugin) }),
    // What Concord does not store is kept in its changes alone.
    Case(
      "STORED_STATE_FIELD_TYPE_CHANGED", "WIRE_INPUT_FIELD_TYPE_CHANGED", "WIRE_OUTPUT_FIELD_TYPE_CHANGED",
      old: { $0.state(["size"], source: .plugin) },
      new: {
        $0.state(["size"], source: .plugin)
        $0.edit("item") { $0.entity?.fields[1].type = .scalar(.bool) }
      }),
    Case(
      "WIRE_INPUT_FIELD_TYPE_CHANGED", "WIRE_OUTPUT_FIELD_TYPE_CHANGED", old: { $0.state(["name"], source: .plugin) },
      new: {
        $0.state(["name"], source: .plugin)
        $0.edit("item") { $0.entity?.fields[1].type = .scalar(.bool) }
      }),
    Case(
      "WIRE_TRIGGER_REMOVED", old: { $0.triggers([(.created, "item.born"), (.deleted, "item.gone")]) },
      new: { $0.triggers([(.created, "item.born")]) }),
    Case(
      "WIRE_TRIGGER_ADDED", old: { $0.triggers([(.created, "item.born")]) },
      new: { $0.triggers([(.created, "item.born"), (.deleted, "item.gone")]) }),
    Case(
      "WIRE_TRIGGER_CHANGED", old: { $0.triggers([(.created, "item.born")]) },
      new: { $0.triggers([(.created, "item.made")]) }),
    Case(
      "WIRE_TRIGGER_CHANGED", old: { $0.triggers([(.created, "item.born")]) },
      new: { $0.triggers([(.updated, "item.born")]) }),
    Case(
      "WIRE_TRIGGER_PAYLOAD_CHANGED", old: { $0.triggers([(.created, "item.born")]) },
      new: { $0.triggers([(.created, "item.born")], [("id", .field("name"), false)]) }),
    Case(
      "WIRE_TRIGGER_MEMBER_REMOVED",
      old: { $0.triggers([(.created, "a.b")], [("id", .field("name"), false), ("size", .field("size"), true)]) },
      new: { $0.triggers([(.created, "a.b")], [("id", .field("name"), false)]) }),
    Case(
      "WIRE_TRIGGER_MEMBER_ADDED", old: { $0.triggers([(.created, "a.b")], [("id", .field("name"), false)]) },
      new: { $0.triggers([(.created, "a.b")], [("id", .field("name"), false), ("size", .field("size"), true)]) }),
    Case(
      "WIRE_TRIGGER_MEMBER_OPTIONAL", old: { $0.triggers([(.created, "a.b")], [("size", .field("size"), false)]) },
      new: { $0.triggers([(.created, "a.b")], [("size", .field("size"), true)]) }),
    Case(
      "WIRE_TRIGGER_MEMBER_CHANGED", old: { $0.triggers([(.created, "a.b")], [("size", .field("size"), true)]) },
      new: { $0.triggers([(.created, "a.b")], [("size", .changedFields, true)]) }),
    Case("SOURCE_REACTION_REMOVED", old: { $0.react("clean") }),
    Case(
      "SOURCE_REACTION_REMOVED", "STORED_REACTION_QUEUE_CHANGED", old: { $0.react("clean", .workQueue, "cleaners") }),
    Case("SOURCE_REACTION_ADDED", new: { $0.react("clean") }),
    Case("SOURCE_REACTION_HANDLER_RENAMED", old: { $0.react("clean") }, new: { $0.react("sweep") }),
    Case("SOURCE_REACTION_MODE_CHANGED", old: { $0.react("clean") }, new: { $0.react("clean", .instanceLocal) }),
    Case(
      "STORED_REACTION_QUEUE_CHANGED", old: { $0.react("clean", .workQueue, "cleaners") },
      new: { $0.react("clean", .workQueue, "sweepers") }),
    Case(
      "STORED_REACTION_QUEUE_CHANGED", "SOURCE_REACTION_MODE_CHANGED",
      old: { $0.react("clean", .workQueue, "cleaners") }, new: { $0.react("clean") }),
  ]

  private static let subscriptions = [
    Case("WIRE_SUBSCRIBE_ADDED", new: { $0.subscribe() }),
    Case("WIRE_SUBSCRIBE_REMOVED", old: { $0.subscribe() }),
    Case("WIRE_SUBSCRIBE_SCOPE_CHANGED", old: { $0.subscribe() }, new: { $0.subscribe(.kind) }),
    Case("WIRE_SUBSCRIBE_SNAPSHOT_REMOVED", old: { $0.subscribe() }, new: { $0.subscribe(snapshot: false) }),
    Case("WIRE_SUBSCRIBE_SNAPSHOT_ADDED", old: { $0.subscribe(snapshot: false) }, new: { $0.subscribe() }),
    Case(
      "WIRE_SUBSCRIBE_ACCESS_TIGHTENED", old: { $0.subscribe() },
      new: { $0.subscribe(access: owned("owner", "name")) }),
    Case(
      "WIRE_SUBSCRIBE_ACCESS_LOOSENED", old: { $0.subscribe(access: AccessRule(roles: ["admin"])) },
      new: { $0.subscribe(access: AccessRule(roles: ["admin", "member"])) }),
    Case("SOURCE_NOTIFICATION_REMOVED", old: { $0.notify("item-deleted") }, new: { $0.notify(nil) }),
    Case("SOURCE_NOTIFICATION_REMOVED", old: { $0.notify("item-deleted") }, new: { $0.tellNothing() }),
    Case("SOURCE_NOTIFICATION_ADDED", old: { $0.notify(nil) }, new: { $0.notify("item-deleted") }),
    Case("SOURCE_NOTIFICATION_CHANGED", old: { $0.notify("item-deleted") }, new: { $0.notify("item-gone") }),
  ]

  private static let namespaces = [
    Case("WIRE_NAMESPACE_ADDED", new: { $0.namespace(("ping", .pushed, nil)) }),
    Case("WIRE_NAMESPACE_REMOVED", old: { $0.namespace(("ping", .pushed, nil)) }),
    Case(
      "WIRE_NAMESPACE_EVENT_ADDED", old: { $0.namespace() }, new: { $0.namespace(("ping", .pushed, nil)) }),
    Case("WIRE_NAMESPACE_EVENT_REMOVED", old: { $0.namespace(("ping", .pushed, nil)) }, new: { $0.namespace() }),
    Case("WIRE_NAMESPACE_MESSAGE_REMOVED", old: { $0.namespace(("echo", .received, nil)) }, new: { $0.namespace() }),
    Case(
      "WIRE_NAMESPACE_EVENT_PAYLOAD_CHANGED", old: { $0.namespace(("ping", .pushed, .scalar(.int))) },
      new: { $0.namespace(("ping", .pushed, .scalar(.double))) }),
    Case(
      old: { $0.namespace(("ping", .pushed, .scalar(.double))) },
      new: { $0.namespace(("ping", .pushed, .scalar(.int))) }),
    Case(
      "WIRE_NAMESPACE_MESSAGE_PAYLOAD_CHANGED", old: { $0.namespace(("echo", .received, .scalar(.double))) },
      new: { $0.namespace(("echo", .received, .scalar(.int))) }),
    // It goes the other way now.
    Case(
      "WIRE_NAMESPACE_EVENT_REMOVED", "WIRE_NAMESPACE_EVENT_ADDED", old: { $0.namespace(("ping", .pushed, nil)) },
      new: { $0.namespace(("ping", .received, nil)) }),
  ]

  private static let servers = [
    Case("WIRE_SERVER_ADDED", new: { $0.server { _ in } }),
    Case("WIRE_SERVER_REMOVED", old: { $0.server { _ in } }),
    Case("WIRE_SERVER_NAMESPACE_REMOVED", old: { $0.server { _ in } }, new: { $0.server { $0.namespaces = [] } }),
    Case("WIRE_SERVER_NAMESPACE_ADDED", old: { $0.server { $0.namespaces = [] } }, new: { $0.server { _ in } }),
    Case(
      "WIRE_SERVER_DIALECT_CHANGED", old: { $0.server { _ in } },
      new: { $0.server { $0.namespaces[0].dialect = .packet } }),
    Case(
      "WIRE_SERVER_PACKAGE_REMOVED", old: { $0.server { $0.namespaces[0].packages = placed("shop", "office") } },
      new: { $0.server { $0.namespaces[0].packages = placed("shop") } }),
    Case(
      "WIRE_SERVER_PACKAGE_REMOVED", old: { $0.server { _ in } },
      new: { $0.server { $0.namespaces[0].packages = placed("shop") } }),
    Case(
      "WIRE_SERVER_SIGN_IN_REMOVED", "WIRE_SERVER_SIGN_IN_ADDED", old: { $0.server { _ in } },
      new: { $0.server { $0.namespaces[0].signIn = [.cookie] } }),
    Case(old: { $0.server { _ in } }, new: { $0.server { $0.namespaces[0].signIn = [.bearer] } }),
    Case(
      "WIRE_SERVER_STAGES_CHANGED", old: { $0.server { _ in } },
      new: { $0.server { $0.namespaces[0].packet = placed("event") } }),
    Case(
      "WIRE_SERVER_ORIGIN_REMOVED", old: { $0.server { $0.origins = placed("https://a.example") } },
      new: { $0.server { _ in } }),
    Case(
      "WIRE_SERVER_ORIGIN_ADDED", old: { $0.server { _ in } },
      new: { $0.server { $0.origins = placed("https://a.example") } }),
    Case(
      "WIRE_SERVER_LIMIT_LOWERED", old: { $0.server { $0.limits.message = 2048 } },
      new: { $0.server { $0.limits.message = 1024 } }),
    Case(
      "WIRE_SERVER_LIMIT_CHANGED", old: { $0.server { $0.limits.message = 1024 } },
      new: { $0.server { $0.limits.message = 2048 } }),
    Case("WIRE_SERVER_LIMIT_CHANGED", old: { $0.server { $0.limits.rate = 5 } }, new: { $0.server { _ in } }),
    Case("WIRE_SERVER_LIMIT_CHANGED", old: { $0.server { _ in } }, new: { $0.server { $0.limits.rate = 5 } }),
    Case(old: { $0.server { $0.limits.ping = 5 } }, new: { $0.server { $0.limits.ping = 4 } }),
  ]

  private static func owned(_ field: String, _ principal: String, line: Int = 1) -> AccessRule {
    AccessRule(
      owner: OwnerRule(field: field, principal: principal, position: SourcePosition(file: "shop/item.yaml", line: line))
    )
  }

  private static func placed(_ texts: String...) -> [ServerModel.Placed<String>] {
    texts.map { .init($0, at: SourcePosition(file: "shop/main.yaml")) }
  }
}

extension ContractPackage {
  fileprivate mutating func edit(_ name: String, _ change: (inout Contract) -> Void) {
    for index in contracts.indices where contracts[index].name == name { change(&contracts[index]) }
  }

  fileprivate mutating func operation(
    _ contract: String, _ name: String, _ change: (inout OperationModel) -> Void
  ) {
    edit(contract) { contract in
      guard let index = contract.group?.operations.firstIndex(where: { $0.name == name }) else { return }
      change(&contract.group!.operations[index])
    }
  }

  fileprivate mutating func rename(_ old: String, _ new: String) {
    for index in types.indices {
      guard case .record(var fields) = types[index].shape, case .input("search") = types[index].origin else { continue }
      for field in fields.indices where fields[field].name == old { fields[field].name = new }
      types[index].shape = .record(fields)
    }
  }

  /// - Parameter parts: Names with types; nil: a file.
  fileprivate mutating func http(
    _ name: String, _ route: String, status: Int = 200, key: Bool = false, parts: [String: String?] = [:]
  ) {
    let place = SourcePosition(file: "shop/desk.yaml")
    let words = route.split(separator: " ").map(String.init)
    let path = words[1].split(separator: "/").map { text -> HTTPBinding.Segment in
      text.hasPrefix("{") ? .parameter(String(text.dropFirst().dropLast())) : .literal(String(text))
    }
    let parts = parts.sorted { $0.key < $1.key }.map { part in
      let type = types.first { $0.name == part.value }.map { HTTPBinding.Part.Content.json(.named($0.id)) }
      return HTTPBinding.Part(name: part.key, swiftName: part.key, content: type ?? .file, position: place)
    }
    operation("desk", name) {
      $0.http = HTTPBinding(
        method: HTTPBinding.Method(rawValue: words[0])!, path: path, status: status, takesIdempotencyKey: key,
        parts: parts, position: place)
    }
  }

  fileprivate mutating func payload(_ helper: String, _ payload: EventModel.Payload, topic: String? = nil) {
    edit("desk") { contract in
      guard let index = contract.group?.events.firstIndex(where: { $0.helperName == helper }) else { return }
      contract.group?.events[index].payload = payload
      contract.group?.events[index].topic = topic
    }
  }

  fileprivate mutating func state(_ fields: [String], kind: String = "item", source: ReactiveModel.Source = .store) {
    let place = SourcePosition(file: "shop/item.yaml")
    edit("item") {
      $0.entity?.reactive = ReactiveModel(
        kind: kind, source: source, state: fields.map { .init($0, at: place) }, position: place)
    }
  }

  fileprivate mutating func triggers(
    _ triggers: [(ReactiveModel.Change, String)], _ payload: [(String, ReactiveModel.PayloadField.Source, Bool)] = []
  ) {
    let place = SourcePosition(file: "shop/item.yaml")
    state(["name", "size"])
    edit("item") {
      $0.entity?.reactive?.triggers = triggers.map { .init(change: $0.0, event: $0.1, position: place) }
      $0.entity?.reactive?.payload = payload.map {
        .init(name: $0.0, swiftName: $0.0, source: $0.1, isOptional: $0.2, position: place)
      }
    }
  }

  fileprivate mutating func react(_ handler: String, _ mode: ReactionModel.Mode = .broadcast, _ group: String? = nil) {
    edit("item") {
      $0.reactions = [
        ReactionModel(
          occasion: .change(entity: "user", .deleted), mode: mode, group: group, handler: handler,
          position: SourcePosition(file: "shop/item.yaml"))
      ]
    }
  }

  fileprivate mutating func subscribe(
    _ scope: SubscriptionModel.Scope = .key, snapshot: Bool = true, access: AccessRule? = nil
  ) {
    edit("item") {
      $0.entity?.subscription = SubscriptionModel(
        scope: scope, snapshot: snapshot, access: access, position: SourcePosition(file: "shop/item.yaml"))
    }
  }

  fileprivate mutating func tellNothing() { edit("item") { $0.entity?.notifications = [] } }

  fileprivate mutating func notify(_ subtype: String?) {
    edit("item") {
      $0.entity?.notifications = [
        NotificationModel(event: "deleted", subtype: subtype, position: SourcePosition(file: "shop/item.yaml"))
      ]
    }
  }

  fileprivate mutating func namespace(_ events: (String, NamespaceModel.Event.Direction, TypeReference?)...) {
    let place = SourcePosition(file: "shop/live.yaml")
    var contract = Contract(file: "shop/live.yaml", name: "live", path: "live.yaml", kind: .namespace)
    contract.namespace = NamespaceModel(
      path: "/live", swiftName: "Live", swiftMember: "live",
      events: events.map { .init(name: $0.0, swiftName: $0.0, direction: $0.1, payload: $0.2, position: place) },
      position: place)
    contracts.append(contract)
  }

  fileprivate mutating func server(_ change: (inout ServerModel) -> Void) {
    let place = SourcePosition(file: "shop/main.yaml")
    var contract = Contract(file: "shop/main.yaml", name: "main", path: "main.yaml", kind: .server)
    var server = ServerModel(
      name: "main", swiftName: "Main", namespaces: [.init(path: "/ws", dialect: .message, position: place)],
      position: place)
    change(&server)
    contract.server = server
    contracts.append(contract)
  }
}
