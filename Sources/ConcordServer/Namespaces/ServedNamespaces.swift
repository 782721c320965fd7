import ConcordCore

/// The sockets of a server by path: what its options say, checked against what the server can do.
struct ServedNamespaces: Sendable {
  private let namespaces: [Namespace]
  private let byPath: [String: Int]
  /// Those of the packet dialect, the longest path first: they have what lies below, too.
  private let prefixes: [Namespace]

  /// The namespace that a path is in, and what the path says beyond the namespace's own: `/` for that alone, `/ssrhmr` below it.
  func find(_ path: String) -> (namespace: Namespace, rest: String)? {
    if let number = byPath[path] { return (namespaces[number], "/") }
    for namespace in prefixes {
      let prefix = namespace.path == "/" ? "" : namespace.path
      guard path.utf8.count > prefix.utf8.count, path.hasPrefix(prefix + "/") else { continue }
      let rest = String(path.dropFirst(prefix.count))
      let isName =
        rest == "/"
        || rest.dropFirst().split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
      return isName ? (namespace, rest) : nil
    }
    return nil
  }

  /// Whether any namespace speaks of what an operation belongs to; then HTTP does, too.
  func speak(of route: Route) -> Bool {
    let group = String(route.topic.prefix { $0 != ":" })
    return namespaces.contains { $0.speaks(of: group) }
  }

  /// The ways to sign in over HTTP: those of all namespaces, but for codes in the query; and operations for anyone are
  /// for anyone. Nil: whatever the admission accepts.
  var signInOverHTTP: Set<ServerDefinition.SignIn>? {
    let ways = namespaces.compactMap(\.signIn)
    guard !ways.isEmpty else { return nil }
    var open: Set<ServerDefinition.SignIn> = [.anonymous]
    for way in ways { open.formUnion(way) }
    open.remove(.passport)
    return open
  }

  /// Where a kind of entity, or a service, is spoken of.
  func mask(of group: String) -> NamespaceMask {
    var mask = NamespaceMask()
    for namespace in namespaces where namespace.speaks(of: group) { mask.insert(namespace.number) }
    return mask
  }

  /// - Parameters:
  ///   - packages: what the server was given.
  ///   - routes: every operation that has a handler, by topic.
  ///   - stages: what the application adds to chains.
  ///   - parts: what the runtime's stages work with, but for the ways to sign in.
  /// - Throws: everything in the definition that this server cannot keep.
  init(
    _ options: ServerOptions, packages: [any ContractPackage.Type], routes: [String: Route],
    stages: RegisteredStages, parts: (Set<ServerDefinition.SignIn>) -> RuntimeStageParts
  ) throws(ServerDefinitionError) {
    let wanted =
      options.definition?.namespaces ?? [ServerDefinition.Namespace(options.path, .message)]
    if let definition = options.definition {
      var reasons = wanted.compactMap { Self.fault(of: $0, packages: packages.map { $0.name }) }
      if wanted.isEmpty { reasons.append("it has no namespaces") }
      if wanted.count > NamespaceMask.most { reasons.append("it has more than \(NamespaceMask.most) namespaces") }
      if !reasons.isEmpty { throw ServerDefinitionError(server: definition.name, reasons: reasons) }
    }
    let groups = Dictionary(packages.map { ($0.name, $0.groups) }, uniquingKeysWith: { $0.union($1) })
    let isDefined = options.definition != nil
    let firstOfPackets = wanted.first { $0.dialect == .packet }?.path
    var faults = stages.receivers.roots.sorted().filter { root in
      !wanted.contains { $0.dialect == .packet && $0.path == root }
    }.map { "events are received at \($0), which is no namespace of the packet dialect" }
    let namespaces = wanted.enumerated().map { number, wanted in
      let spoken =
        wanted.packages.isEmpty ? nil : wanted.packages.reduce(into: Set<String>()) { $0.formUnion(groups[$1] ?? []) }
      let here = routes.filter { topic, _ in spoken?.contains(String(topic.prefix { $0 != ":" })) ?? true }
      let entities = packages.flatMap { $0.entities }.filter { spoken?.contains($0.descriptor.name) ?? true }
      let table = RouteTable(here)
      var namespace = Namespace(
        number: number, path: wanted.path, dialect: Self.dialect(wanted.dialect, entities, here, table), routes: table,
        groups: spoken, signIn: isDefined ? Set(wanted.signIn) : nil)
      if wanted.dialect == .packet {
        do throws(StageOrderError) {
          namespace.chains = try stages.chains(
            of: wanted, isFirst: wanted.path == firstOfPackets, parts(Set(wanted.signIn)),
            routes: here.sorted { $0.key < $1.key }.map(\.value))
        } catch {
          faults += error.faults.map { "the namespace \(wanted.path): \($0)" }
        }
      }
      return namespace
    }
    if !faults.isEmpty { throw ServerDefinitionError(server: options.definition?.name ?? "", reasons: faults) }
    self.namespaces = namespaces
    prefixes = namespaces.filter { $0.chains != nil }.sorted { $0.path.utf8.count > $1.path.utf8.count }
    byPath = Dictionary(namespaces.map { ($0.path, $0.number) }, uniquingKeysWith: { _, last in last })
  }

  private static func dialect(
    _ kind: ServerDefinition.Dialect, _ entities: [any Entity.Type], _ routes: [String: Route],
    _ table: RouteTable
  ) -> any Dialect {
    switch kind {
    case .message: MessageLanguage(routes: table)
    case .storeEvent: StoreEventLanguage(entities, operations: routes.mapValues { $0.kind })
    case .subscription: SubscriptionLanguage(entities)
    case .packet: PacketLanguage()
    }
  }

  private static func fault(of namespace: ServerDefinition.Namespace, packages: [String]) -> String? {
    let path = namespace.path
    if namespace.dialect != .packet,
      !namespace.connection.isEmpty || !namespace.packet.isEmpty || namespace.signIn.contains(.passport)
    {
      return "the namespace \(path) has stages or passports, which only the packet dialect has"
    }
    if let missing = Set(namespace.packages).subtracting(packages).sorted().first {
      return "the namespace \(path) is for the package '\(missing)', which the server was not given"
    }
    return nil
  }
}

/// A server cannot keep what its definition says; `start` throws it before anything listens.
public struct ServerDefinitionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The name of the definition.
  public let server: String
  /// One sentence for each thing that cannot be kept; it names the namespace.
  public let reasons: [String]

  public var description: String { "the server '\(server)' cannot start: \(reasons.joined(separator: "; "))" }
}
