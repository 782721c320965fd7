/// `owner: { field: customerId, principal: customerId }`: an entity belongs to whoever's attribute its field holds.
///
/// What is not the caller's own is answered like what does not exist.
public struct OwnerRule: Sendable {
  /// The wire name of the entity's field.
  public let field: String
  /// The attribute of the principal that the field's value has to equal.
  public let principal: String
  /// The kind of entity.
  public let entity: any Entity.Type

  public init(_ field: String, principal: String, of entity: any Entity.Type) {
    self.field = field
    self.principal = principal
    self.entity = entity
  }

  /// What the rule asks of the entities of one caller; nil for a developer, of whom it asks nothing.
  public func ownership(of principal: Principal) -> Ownership? {
    if principal.isDeveloper { return nil }
    return Ownership(
      entity: entity.descriptor.name, field: field, value: principal.attribute(self.principal))
  }

  /// Whom an entity belongs to: the field's value as text, nil when it has none.
  public func owner(of json: [UInt8]) -> String? { memberText(field, of: json) }
}

/// What makes an entity one caller's own.
public struct Ownership: Sendable, Equatable {
  /// The name of the kind.
  public let entity: String
  /// The wire name of the field.
  public let field: String
  /// The value that the field has to have; nil for a caller without the attribute, who owns nothing.
  public let value: String?

  public init(entity: String, field: String, value: String?) {
    self.entity = entity
    self.field = field
    self.value = value
  }

  /// True when the entity is the caller's own.
  public func holds(for json: [UInt8]) -> Bool {
    guard let value else { return false }
    return memberText(field, of: json) == value
  }
}

/// Who may read the entities of a kind, and so hears of their changes. Nil in a descriptor: every signed-in principal.
public struct ReaderRule: Sendable {
  /// Any one of them is enough; empty: every signed-in principal.
  public let roles: [String]
  /// What has to be the reader's own; nil: anybody's.
  public let owner: OwnerRule?

  public init(roles: [String] = [], owner: OwnerRule? = nil) {
    self.roles = roles
    self.owner = owner
  }

  /// True when a principal may read an entity.
  public func admits(_ principal: Principal, to json: [UInt8]) -> Bool {
    guard principal.hasOne(of: roles) else { return false }
    return owner?.ownership(of: principal)?.holds(for: json) ?? true
  }
}

/// A text or whole number among an object's members, as text. Only what stands before it is looked at.
private func memberText(_ wanted: String, of json: [UInt8]) -> String? {
  var reader = JSONReader(json.span.bytes)
  reader.beginObject()
  while let name = reader.nextName() {
    guard name == wanted else {
      reader.skipValue()
      continue
    }
    switch reader.nextKind() {
    case .string: return reader.string()
    case .number:
      let number = reader.int()
      return reader.failure == nil ? String(number) : nil
    default: return nil
    }
  }
  return nil
}
