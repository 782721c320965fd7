import ConcordCore

/// The sockets of a server by path: what its options say, checked against what the server can do.
struct ServedNamespaces: Sendable {
  struct Namespace: Sendable {
    /// The ways to sign in; nil: whatever the admission accepts.
    var signIn: Set<ServerDefinition.SignIn>?
  }

  private let namespaces: [String: Namespace]

  subscript(path: String) -> Namespace? { namespaces[path] }

  /// - Parameter packages: the names of the packages that the server was given.
  /// - Throws: everything in the definition that this server cannot keep.
  init(_ options: ServerOptions, packages: [String]) throws(ServerDefinitionError) {
    guard let definition = options.definition else {
      namespaces = [options.path: Namespace()]
      return
    }
    var reasons = definition.namespaces.compactMap { Self.fault(of: $0, packages: packages) }
    if definition.namespaces.isEmpty { reasons.append("it has no namespaces") }
    if !reasons.isEmpty { throw ServerDefinitionError(server: definition.name, reasons: reasons) }
    namespaces = Dictionary(
      definition.namespaces.map { ($0.path, Namespace(signIn: Set($0.signIn))) }, uniquingKeysWith: { _, last in last })
  }

  private static func fault(of namespace: ServerDefinition.Namespace, packages: [String]) -> String? {
    let path = namespace.path
    guard namespace.dialect == .message else {
      return "the namespace \(path) speaks the \(namespace.dialect.rawValue) dialect, and this server only the message "
        + "dialect"
    }
    if !namespace.connection.isEmpty || !namespace.packet.isEmpty || namespace.signIn.contains(.passport) {
      return "the namespace \(path) has stages or passports, which the message dialect does not"
    }
    let wanted = Set(namespace.packages)
    if let missing = wanted.subtracting(packages).sorted().first {
      return "the namespace \(path) is for the package '\(missing)', which the server was not given"
    }
    if !wanted.isEmpty, let extra = Set(packages).subtracting(wanted).sorted().first {
      return "the namespace \(path) leaves out the package '\(extra)', and this server cannot keep packages apart"
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
