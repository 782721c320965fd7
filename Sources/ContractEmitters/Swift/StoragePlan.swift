import ContractModel

/// What a descriptor says of an entity beyond the plain: arguments that most entities do not have.
struct StoragePlan {
  let entity: EntityModel
  /// Who hears of changes; nil: every signed-in principal.
  let readers: AccessRule?
  let package: ContractPackage

  /// Each on a line of its own, behind a comma.
  var arguments: String { [rules, readersArgument, subscription].compactMap { $0.map { ",\n    " + $0 } }.joined() }

  private var rules: String? {
    let unique = entity.fields.filter(\.isUnique).map { SwiftTypes.quoted($0.name) }
    let references = entity.fields.filter(isKept).map { field in
      let deletion = field.onReferenceDelete == .restrict ? "" : ", onDelete: .\(field.onReferenceDelete.rawValue)"
      return "ReferenceRule(\(SwiftTypes.quoted(field.name))\(deletion))"
    }
    let generated = entity.allFields.enumerated().compactMap { index, field -> String? in
      guard index >= entity.ancestors.count else { return nil }
      let prefix = field.idPrefix.map { "prefix: \(SwiftTypes.quoted($0))" }
      if field.isSequence {
        return ".sequence(\(index), .\(Self.form(field, prefix)))"
      }
      guard field.type == .scalar(.id), field.isReadonly else { return nil }
      return ".random(\(index)\(prefix.map { ", " + $0 } ?? ""))"
    }
    let arguments = [("unique", unique), ("references", references), ("generated", generated)]
      .filter { !$0.1.isEmpty }.map { "\($0.0): [\($0.1.joined(separator: ", "))]" }
    return arguments.isEmpty ? nil : "rules: EntityRules(\(arguments.joined(separator: ", ")))"
  }

  /// Whether the store knows what a field refers to.
  private func isKept(_ field: FieldModel) -> Bool {
    guard entity.isStored, let target = field.type.referredEntity else { return false }
    return package.entity(named: target)?.isStored == true
  }

  private static func form(_ field: FieldModel, _ prefix: String?) -> String {
    switch field.type {
    case .scalar(.int): "int"
    case .scalar(.int64): "int64"
    default: "id(\(prefix ?? ""))"
    }
  }

  private var readersArgument: String? {
    guard let readers, !readers.roles.isEmpty || readers.owner != nil else { return nil }
    return "readers: ReaderRule(\(Self.arguments(readers, of: entity).joined(separator: ", ")))"
  }

  private var subscription: String? {
    entity.subscription.map {
      "subscription: SubscriptionDescriptor(by: .\($0.scope.rawValue), snapshot: \($0.snapshot))"
    }
  }

  /// `roles:` and `owner:` of an operation or of the readers, as far as there are any.
  static func arguments(_ access: AccessRule?, of entity: EntityModel?) -> [String] {
    var arguments: [String] = []
    if let roles = access?.roles, !roles.isEmpty {
      arguments.append("roles: [" + roles.map(SwiftTypes.quoted).joined(separator: ", ") + "]")
    }
    if let owner = access?.owner, let entity {
      arguments.append(
        "owner: OwnerRule(\(SwiftTypes.quoted(owner.field)), principal: \(SwiftTypes.quoted(owner.principal)), "
          + "of: \(entity.swiftName).self)")
    }
    return arguments
  }
}
