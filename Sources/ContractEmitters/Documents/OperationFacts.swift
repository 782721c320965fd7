import ContractModel

/// What documents say of an operation beyond what its contract spells out.
struct OperationFacts {
  let operation: OperationModel
  let group: GroupModel
  let entity: EntityModel?
  /// Entities below that forbid the deletion of this one.
  let guards: [EntityModel]

  /// Whether Concord's store answers, unless a handler does.
  var isStored: Bool { entity != nil && operation.kind != .custom }

  /// The errors that belong to this operation, the declared ones first; those of `StandardErrors.ofAll` come on top.
  var errors: [ErrorFact] {
    var facts = operation.errors.map { ErrorFact(code: $0.wireCode, status: $0.httpStatus, isDeclared: true) }
    var codes: [String] = []
    if operation.input != .none { codes.append("INVALID_INPUT") }
    if operation.access?.isForAnyone != true { codes.append("UNAUTHENTICATED") }
    if operation.access?.roles.isEmpty == false { codes.append("FORBIDDEN") }
    if isStored {
      switch operation.kind {
      case .create: codes += entity?.parent == nil ? ["ALREADY_EXISTS"] : ["NOT_FOUND", "ALREADY_EXISTS"]
      case .update: codes += ["NOT_FOUND", "CONFLICT"]
      case .delete: codes += guards.isEmpty ? ["NOT_FOUND", "CONFLICT"] : ["NOT_FOUND", "RESTRICTED", "CONFLICT"]
      case .get: codes.append("NOT_FOUND")
      case .list, .custom: break
      }
    } else if operation.access?.owner != nil {
      codes.append("NOT_FOUND")
    }
    for code in codes where !facts.contains(where: { $0.code == code }) { facts.append(StandardErrors.fact(code)) }
    return facts
  }

  /// The events that the server pushes when the operation succeeds.
  var pushed: [EventModel] {
    if isStored, let change = Self.changes[operation.kind], let entity {
      return group.events.filter { $0.topic == "\(entity.name):\(change)" }
    }
    return [operation.success].compactMap { $0 }.filter { $0.topic != nil }
  }

  private static let changes: [OperationModel.Kind: String] = [
    .create: "created", .update: "updated", .delete: "deleted",
  ]

  /// Who may ask: `anyone`, `whoever is signed in`, `admin or owner`.
  var access: String { Self.access(operation.access) }

  static func access(_ rule: AccessRule?) -> String {
    if rule?.isForAnyone == true { return "anyone" }
    let roles = rule?.roles ?? []
    var text = roles.isEmpty ? "whoever is signed in" : roles.joined(separator: " or ")
    if let owner = rule?.owner { text += ", where `\(owner.field)` is the caller's `\(owner.principal)`" }
    return text
  }

  /// Whether the same request may be sent twice: reading always may.
  var isIdempotent: Bool { operation.isIdempotent || operation.kind == .get || operation.kind == .list }
}

extension ContractPackage {
  /// The facts of a contract's operations, in the file's order.
  func operations(of contract: Contract, children: [String: [EntityModel]]) -> [OperationFacts] {
    guard let group = contract.group else { return [] }
    let guards = contract.entity.flatMap { children[$0.name] }?.filter { $0.onParentDelete == .restrict } ?? []
    return group.operations.map {
      OperationFacts(operation: $0, group: group, entity: contract.entity, guards: guards)
    }
  }

  /// The entities directly below each entity.
  var childrenByParent: [String: [EntityModel]] {
    Dictionary(grouping: entities.filter { $0.parent != nil }, by: { $0.parent ?? "" })
  }

  /// The version that a document tells: the highest `since` of the package, else 1.0.
  var documentedVersion: String {
    var versions: [String] = types.compactMap(\.lifecycle.since)
    for definition in types { versions += definition.fields.compactMap(\.lifecycle.since) }
    for contract in contracts {
      versions += (contract.entity?.fields ?? []).compactMap(\.lifecycle.since)
      guard let group = contract.group else { continue }
      versions += [group.lifecycle.since].compactMap { $0 }
      versions += group.operations.compactMap(\.lifecycle.since) + group.events.compactMap(\.lifecycle.since)
    }
    let parts = { (text: String) in text.split(separator: ".").map { Int($0) ?? 0 } }
    return versions.max { parts($0).lexicographicallyPrecedes(parts($1)) } ?? "1.0"
  }
}
