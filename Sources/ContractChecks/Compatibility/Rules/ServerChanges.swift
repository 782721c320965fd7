// What servers listen to, for whom, and within which limits.
extension CompatibilityRule {
  static let serverRemoved = wire("WIRE_SERVER_REMOVED", "A server stays.", for: .callers, .listeners) {
    servers($0).removed.map { lone in
      .gone(
        lone, lone.element.position, "the server '\(lone.element.name)' is gone, with its namespaces",
        lone.renamed({ $0.name }, fits: { Set($0.namespaces.map(\.path)) == Set($1.namespaces.map(\.path)) })
          ?? "keep it until nobody connects to it")
    }
  }

  static let serverAdded = wire(
    "WIRE_SERVER_ADDED", "A new server hurts nobody and is worth knowing.", .info, for: .callers, .listeners
  ) { servers($0).added.map { Finding($0.element.position, "the server '\($0.element.name)' is new") } }

  static let serverPathRemoved = wire(
    "WIRE_SERVER_NAMESPACE_REMOVED", "A server takes connections where it took them.", for: .callers, .listeners
  ) {
    paths($0).removed.map { lone in
      .gone(
        lone, lone.element.position, "nothing takes connections at \(lone.element.path) any more",
        lone.renamed({ $0.path }, fits: { $0.dialect == $1.dialect }) ?? "keep it until nobody connects to it")
    }
  }

  static let serverPathAdded = wire(
    "WIRE_SERVER_NAMESPACE_ADDED", "Where a server now takes connections is worth knowing.", .info, for: .callers,
    .listeners
  ) {
    paths($0).added.map {
      Finding($0.element.position, "\($0.element.path) is new and speaks '\($0.element.dialect.rawValue)'")
    }
  }

  static let dialectChanged = wire(
    "WIRE_SERVER_DIALECT_CHANGED", "A namespace speaks the dialect that it spoke.", for: .callers, .listeners
  ) {
    paths($0).both.filter { $0.old.dialect != $0.new.dialect }.map {
      let old = $0.old.dialect.rawValue
      return Finding(
        $0.new.position, "\($0.new.path) spoke '\(old)' and speaks '\($0.new.dialect.rawValue)'",
        "keep 'dialect: \(old)', or speak the new one at another path")
    }
  }

  static let servedPackageRemoved = wire(
    "WIRE_SERVER_PACKAGE_REMOVED", "A namespace serves the packages that it served.", for: .callers, .listeners
  ) {
    paths($0).both.flatMap { pair -> [Finding] in
      let (old, new) = (pair.old.packages.map(\.value), pair.new.packages.map(\.value))
      if new.isEmpty { return [] }
      if old.isEmpty {
        return [
          Finding(
            pair.new.position,
            "\(pair.new.path) served all packages and serves \(new.joined(separator: ", ")) alone",
            "leave 'packages' out")
        ]
      }
      return old.filter { !new.contains($0) }.map {
        Finding(pair.new.position, "\(pair.new.path) served the package '\($0)' and does not", "keep '\($0)'")
      }
    }
  }

  static let signInRemoved = wire(
    "WIRE_SERVER_SIGN_IN_REMOVED", "Who could sign in one way still can.", for: .callers, .listeners
  ) {
    signIns($0, gone: true) {
      Finding($0.position, "one could sign in at \($0.path) by \($1) and cannot", "keep '\($1)'")
    }
  }

  static let signInAdded = wire(
    "WIRE_SERVER_SIGN_IN_ADDED", "Who could not come in still cannot.", .warning, for: .callers, .listeners
  ) {
    signIns($0, gone: false) {
      Finding(
        $0.position, "one could not sign in at \($0.path) by \($1) and can", "make sure that those who do may come in")
    }
  }

  static let stagesChanged = wire(
    "WIRE_SERVER_STAGES_CHANGED", "Connections and packets go through the stages that they went through.", .warning,
    for: .callers, .listeners
  ) {
    paths($0).both.flatMap { pair -> [Finding] in
      let chains = [
        ("connection", pair.old.connection.map(\.value), pair.new.connection.map(\.value)),
        ("packet", pair.old.packet.map(\.value), pair.new.packet.map(\.value)),
      ]
      return chains.filter { $0.1 != $0.2 }.map { name, old, new in
        func text(_ stages: [String]) -> String {
          stages.isEmpty ? "the runtime's own" : stages.joined(separator: ", ")
        }
        return Finding(
          pair.new.position, "the \(name) chain of \(pair.new.path) was \(text(old)) and is \(text(new))",
          "make sure that what the stages do is still done")
      }
    }
  }

  static let originRemoved = wire(
    "WIRE_SERVER_ORIGIN_REMOVED", "Browsers may come from where they came.", for: .callers, .listeners
  ) {
    origins($0).removed.map {
      .gone(
        $0, $0.element.position, "pages of \($0.element.value) cannot connect any more",
        $0.renamed({ $0.value }, fits: { _, _ in false }) ?? "keep it in 'origins:'")
    }
  }

  static let originAdded = wire(
    "WIRE_SERVER_ORIGIN_ADDED", "Browsers do not come from elsewhere.", .warning, for: .callers, .listeners
  ) {
    origins($0).added.map {
      Finding($0.element.position, "pages of \($0.element.value) may connect now", "make sure that they may")
    }
  }

  static let limitLowered = wire(
    "WIRE_SERVER_LIMIT_LOWERED", "What was within the limits still is.", for: .callers, .listeners
  ) {
    limits($0).compactMap { change in
      guard let old = change.old, let new = change.new, new < old else { return nil }
      return Finding(
        change.server.position, "the limit '\(change.name)' of '\(change.server.name)' was \(old) and is \(new)",
        "keep it until nobody needs that much")
    }
  }

  static let limitChanged = wire(
    "WIRE_SERVER_LIMIT_CHANGED", "A limit that is higher, or not the runtime's own any more, is worth knowing.", .info,
    for: .callers, .listeners
  ) {
    limits($0).filter { ($0.old ?? 0) < ($0.new ?? .max) || $0.old == nil }.map { change in
      func text(_ limit: Int?) -> String { limit.map { "\($0)" } ?? "the runtime's own" }
      return Finding(
        change.server.position,
        "the limit '\(change.name)' of '\(change.server.name)' was \(text(change.old)) and is \(text(change.new))")
    }
  }

  private struct LimitChange {
    var name: String
    var old: Int?
    var new: Int?
    var server: ServerModel
  }

  private static func servers(_ comparison: Comparison) -> Matched<ServerModel> {
    var servers = Matched<ServerModel>()
    for pair in comparison.packages {
      servers.add(
        Matched(
          pair.old.contracts.compactMap(\.server), pair.new.contracts.compactMap(\.server), pair.types,
          home: pair.new.file, by: \.name))
    }
    return servers
  }

  private static func paths(_ comparison: Comparison) -> Matched<ServerModel.Namespace> {
    var paths = Matched<ServerModel.Namespace>()
    for pair in servers(comparison).both {
      paths.add(
        Matched(pair.old.namespaces, pair.new.namespaces, pair.types, home: pair.new.position, by: \.path))
    }
    return paths
  }

  private static func origins(_ comparison: Comparison) -> Matched<DeploymentModel.Placed<String>> {
    var origins = Matched<DeploymentModel.Placed<String>>()
    for pair in servers(comparison).both {
      origins.add(Matched(pair.old.origins, pair.new.origins, pair.types, home: pair.new.position, by: \.value))
    }
    return origins
  }

  private static func signIns(
    _ comparison: Comparison, gone: Bool, _ finding: (ServerModel.Namespace, String) -> Finding
  ) -> [Finding] {
    // Absent means bearer tokens.
    func ways(_ namespace: ServerModel.Namespace) -> [ServerModel.SignIn] {
      namespace.signIn.isEmpty ? [.bearer] : namespace.signIn
    }
    return paths(comparison).both.flatMap { pair -> [Finding] in
      let (old, new) = (ways(pair.old), ways(pair.new))
      let changed = gone ? old.filter { !new.contains($0) } : new.filter { !old.contains($0) }
      return changed.map { finding(pair.new, $0.rawValue) }
    }
  }

  /// The limits that are not what they were. How often a server pings is none.
  private static func limits(_ comparison: Comparison) -> [LimitChange] {
    let names: [(String, (ServerModel.Limits) -> Int?)] = [
      ("message", \.message), ("connections", \.connections), ("in-flight", \.inFlight), ("queue", \.queue),
      ("handshake", \.handshake), ("rate", \.rate),
    ]
    return servers(comparison).both.flatMap { pair in
      names.map { LimitChange(name: $0.0, old: $0.1(pair.old.limits), new: $0.1(pair.new.limits), server: pair.new) }
        .filter { $0.old != $0.new }
    }
  }
}
