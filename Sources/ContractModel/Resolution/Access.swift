extension PackageBuilder {
  /// `access: { roles, owner }` of an operation or of `subscribe`; of an operation also `anyone`. One word for the one, a
  /// mapping for the other: nobody can ask for both.
  mutating func access(_ node: YAMLNode, _ scope: GroupScope, mayBeAnyone: Bool = true) -> AccessRule? {
    if let word = node.scalar, !node.isNull {
      if mayBeAnyone, word.text == "anyone" { return AccessRule(isForAnyone: true) }
      read.diagnostics.report(
        ModelRules.shape, at: node.position,
        "'access' is \(mayBeAnyone ? "'anyone' or " : "")a mapping, not '\(word.text)'",
        suggestion: (mayBeAnyone ? NearestName.suggestion(for: word.text, among: ["anyone"]) : nil)
          ?? "without 'access' it is for whoever is signed in; roles are written { roles: [\(word.text)] }")
      return nil
    }
    guard let section = read.section(node, .access) else { return nil }
    var rule = AccessRule()
    if let roles = section["roles"] { rule.roles = (read.texts(roles, "roles") ?? []).map(\.text) }
    if let owner = section["owner"] { rule.owner = self.owner(owner, at: section.place(of: "owner"), scope) }
    if section.entries.isEmpty {
      read.diagnostics.report(ModelRules.missingKey, at: node.position, "'access' needs 'roles' or 'owner'")
    }
    return rule
  }

  private mutating func owner(_ node: YAMLNode, at position: SourcePosition, _ scope: GroupScope) -> OwnerRule? {
    guard requireEntity(scope, "owner", at: position), let section = read.section(node, .owner) else { return nil }
    var names: [String: String] = [:]
    for key in KeyTable.owner.known {
      guard let value = section[key] else {
        read.diagnostics.report(
          ModelRules.missingKey, at: node.position, "'owner' needs '\(key)'",
          suggestion: "as in 'owner: { field: customerId, principal: customerId }'")
        continue
      }
      names[key] = read.text(value, key)
    }
    guard let fieldName = names["field"], let fieldNode = section["field"], let principal = names["principal"],
      let principalNode = section["principal"],
      read.isName(principal, "an attribute of the caller", at: principalNode.position),
      let field = field(fieldName, at: fieldNode.position, scope)
    else { return nil }
    guard let wrong = Self.whyNotAnOwner(field) else {
      return OwnerRule(field: fieldName, principal: principal, position: position)
    }
    read.diagnostics.report(
      ModelRules.ownerField, at: fieldNode.position, wrong,
      suggestion: "an owner is a string, id, uuid, email, int or int64 that is always there")
    return nil
  }

  private static func whyNotAnOwner(_ field: FieldModel) -> String? {
    if field.isOptional { return "an entity without '\(field.name)' would belong to nobody" }
    if field.isSequence { return "'\(field.name)' is a number of the store's, and nobody's" }
    let allowed: [Scalar] = [.string, .id, .uuid, .email, .int, .int64]
    if case .scalar(let scalar) = field.type, allowed.contains(scalar) { return nil }
    return "the type of '\(field.name)' cannot be compared with an attribute of the caller"
  }

  /// An operation for owners has to say which entity it is about, or there is nothing to compare.
  mutating func requireKey(_ operation: OperationModel, _ scope: GroupScope) {
    guard let owner = operation.access?.owner, operation.kind == .custom, let entity = scope.entity else { return }
    switch operation.input {
    case .key, .draft, .patch, .listQuery: return
    case .type(.entity(entity.name)): return
    case .type(.named(let id)):
      let names = Set(package[id].fields.map(\.name))
      if entity.keyFields.allSatisfy({ names.contains($0.name) }) { return }
    case .none, .type: break
    }
    let key = entity.keyFields.map(\.name).joined(separator: ", ")
    read.diagnostics.report(
      ModelRules.ownerInput, at: owner.position,
      "the input of '\(operation.name)' does not say which \(entity.name) is meant",
      suggestion: "write 'input: key', or give it \(key)")
  }
}
