/// Who is behind a connection.
public struct Principal: Sendable, Equatable {
  /// The account's name, or nil for somebody who did not sign in.
  public var name: String?
  public var roles: Set<String>
  /// What sign-in knows about the account beside its name: `customerId`. Entities belong to whom they name.
  public var attributes: [String: String]
  /// True for the developer that `--dev` admits: every role, and everybody's entities.
  public var isDeveloper: Bool

  public init(
    name: String? = nil, roles: Set<String> = [], attributes: [String: String] = [:], isDeveloper: Bool = false
  ) {
    self.name = name
    self.roles = roles
    self.attributes = attributes
    self.isDeveloper = isDeveloper
  }

  /// True when the principal has one of the roles, or none is asked for.
  public func hasOne(of roles: [String]) -> Bool {
    roles.isEmpty || isDeveloper || roles.contains { self.roles.contains($0) }
  }

  /// An attribute by the name that contracts use; `name` is the account's name. An empty one is none: nobody shall own what
  /// belongs to nobody.
  public func attribute(_ name: String) -> String? {
    let value = name == "name" ? self.name : attributes[name]
    return value?.isEmpty == true ? nil : value
  }

  /// Somebody who did not sign in.
  public static var anonymous: Principal { Principal() }

  /// The principal of a connection that `--dev` admitted.
  public static var developer: Principal { Principal(name: "developer", isDeveloper: true) }
}
