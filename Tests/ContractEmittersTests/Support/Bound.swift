import ContractModel

/// The package of the golden files with what only values can say so far: HTTP, servers, namespaces, state, reactions.
enum Bound {
  private static let place = SourcePosition(file: "")

  private static func bind(
    _ package: inout ContractPackage, _ group: String, _ operation: String, _ method: HTTPBinding.Method,
    _ path: String, status: Int, key: Bool = false, parts: [HTTPBinding.Part] = []
  ) {
    for c in package.contracts.indices where package.contracts[c].group?.name == group {
      for o in package.contracts[c].group?.operations.indices ?? 0..<0
      where package.contracts[c].group?.operations[o].name == operation {
        let segments = path.split(separator: "/").map { part -> HTTPBinding.Segment in
          part.hasPrefix("{") ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
        }
        package.contracts[c].group?.operations[o].http = HTTPBinding(
          method: method, path: segments, status: status, takesIdempotencyKey: key, parts: parts, position: place)
      }
    }
  }

  static func library() -> ContractPackage {
    var package = GoldenDocumentTests.packages()[0]
    bind(&package, "branch", "create", .post, "/branches", status: 201, key: true)
    bind(&package, "branch", "list", .get, "/branches", status: 200)
    bind(&package, "branch", "get", .get, "/branches/{name}", status: 200)
    bind(&package, "branch", "delete", .delete, "/branches/{name}", status: 204)
    bind(&package, "branch", "close", .post, "/branches/{name}/close", status: 202)
    bind(&package, "book", "create", .post, "/branches/{branch}/books", status: 201)
    bind(&package, "book", "update", .patch, "/branches/{branch}/books/{number}", status: 200)
    bind(&package, "book", "list", .get, "/branches/{branch}/books", status: 200)
    bind(&package, "search", "find", .get, "/search", status: 200)
    bind(
      &package, "branch", "audit", .post, "/branches/{name}/audit", status: 200,
      parts: [
        .init(name: "report", swiftName: "report", content: .file, position: place),
        .init(name: "notes", swiftName: "notes", content: .json(.list(.scalar(.string))), position: place),
      ])
    return package
  }

  static func served() -> ContractPackage {
    var package = GoldenDocumentTests.packages()[0]
    package.contracts.removeAll { $0.entity?.name == "book" }
    for c in package.contracts.indices where package.contracts[c].entity != nil {
      var reactive = ReactiveModel(kind: "library-branch", position: place)
      reactive.state = [.init("kind", at: place), .init("opened", at: place)]
      reactive.triggers = [.init(change: .created, event: "library.opened", position: place)]
      reactive.payload = [
        .init(name: "branchId", swiftName: "branchId", source: .field("name"), isOptional: false, position: place),
        .init(name: "changed", swiftName: "changed", source: .changedFields, isOptional: true, position: place),
      ]
      package.contracts[c].entity?.reactive = reactive
      package.contracts[c].entity?.subscription = SubscriptionModel(
        scope: .key, snapshot: false, access: AccessRule(roles: ["keeper"]), position: place)
      package.contracts[c].entity?.notifications = [
        .init(event: "deleted", subtype: "branch-gone", position: place),
        .init(event: "created", subtype: nil, position: place),
      ]
      package.contracts[c].reactions = [
        ReactionModel(
          occasion: .change(entity: "branch", .deleted), mode: .workQueue, group: "sweepers", handler: "sweep",
          position: place),
        ReactionModel(occasion: .trigger("library.opened"), handler: "greet", position: place),
      ]
      for o in package.contracts[c].group?.operations.indices ?? 0..<0 {
        package.contracts[c].group?.operations[o].access = AccessRule(
          roles: ["admin", "keeper; # <b>"], owner: OwnerRule(field: "name", principal: "branch", position: place))
        package.contracts[c].group?.operations[o].lifecycle = Lifecycle(since: "1.10", deprecated: "use | less")
      }
    }
    var space = Contract(file: "ssr.yaml", name: "ssr", path: "ssr.yaml", kind: .namespace)
    space.namespace = NamespaceModel(
      path: "/ssr", swiftName: "Ssr", swiftMember: "ssr", summary: "Reloads pages.",
      events: [
        .init(name: "reload", swiftName: "reload", payload: .list(.scalar(.string)), position: place),
        .init(name: "ready", swiftName: "ready", direction: .received, position: place),
      ], position: place)
    var main = Contract(file: "main.yaml", name: "main", path: "main.yaml", kind: .server)
    main.server = ServerModel(
      name: "main", swiftName: "Main", summary: "All of it.",
      namespaces: [
        .init(path: "/api/v1/ws", dialect: .message, signIn: [.bearer, .cookie], position: place),
        .init(path: "/ws/store", dialect: .storeEvent, position: place),
        .init(path: "/ws", dialect: .packet, signIn: [.passport, .anonymous], position: place),
      ], position: place)
    package.contracts += [space, main]
    return package
  }
}
