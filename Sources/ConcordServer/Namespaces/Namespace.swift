import ConcordCore

/// A path where sockets are accepted, and what is spoken there; fixed when the server starts.
struct Namespace: Sendable {
  let number: Int
  let path: String
  let dialect: any Dialect
  /// The operations that can be called here.
  let routes: RouteTable
  /// The kinds of entities and services that are spoken of; nil: all.
  let groups: Set<String>?
  /// The ways to sign in; nil: whatever the admission accepts.
  let signIn: Set<ServerDefinition.SignIn>?
  /// Of the packet dialect: its chains; other dialects have none.
  var chains: Chains?

  func speaks(of group: String) -> Bool { groups?.contains(group) ?? true }
}

/// A set of a server's namespaces, a bit for each.
struct NamespaceMask: Sendable, Equatable {
  /// More than anybody has; a definition with more is refused.
  static let most = 64
  private var bits: UInt64 = 0

  mutating func insert(_ namespace: Int) { bits |= 1 << UInt64(namespace) }
  func contains(_ namespace: Int) -> Bool { bits & 1 << UInt64(namespace) != 0 }
}
