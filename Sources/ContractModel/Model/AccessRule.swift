/// Who may use an operation or subscribe to an entity.
public struct AccessRule: Sendable, Hashable {
  /// `access: anyone`: also those who did not sign in; then there are neither roles nor an owner.
  public var isForAnyone: Bool
  /// Any one of them is enough; empty: every signed-in principal.
  public var roles: [String]
  /// What has to be the caller's own; nil: anybody's.
  public var owner: OwnerRule?

  public init(isForAnyone: Bool = false, roles: [String] = [], owner: OwnerRule? = nil) {
    self.isForAnyone = isForAnyone
    self.roles = roles
    self.owner = owner
  }
}

/// `owner: { field: customerId, principal: customerId }`: the entity belongs to whom the field names.
public struct OwnerRule: Sendable, Hashable {
  /// The wire name of the entity's field.
  public var field: String
  /// The attribute of the principal that the field's value has to equal: `name`, or one that sign-in gives.
  public var principal: String
  public var position: SourcePosition

  public init(field: String, principal: String, position: SourcePosition) {
    self.field = field
    self.principal = principal
    self.position = position
  }
}
