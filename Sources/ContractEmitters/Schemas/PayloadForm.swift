import ContractModel

/// Which way a value travels, since the two ways keep to different schemas.
enum PayloadForm: Hashable {
  /// To the server: rules hold, enumerations are closed, defaults may be left out, null stands for nil.
  case input
  /// From the server: what a default fills is there, enumerations and unions may have values of a later version.
  case output
}

/// Which types of a package have one schema for both ways, and which need two.
struct PayloadForms {
  private enum Node: Hashable {
    case type(Int)
    case entity(String)
  }

  private let differing: Set<Node>

  init(_ package: ContractPackage, _ entities: [String: EntityModel]) {
    var users: [Node: [Node]] = [:]
    var differing: Set<Node> = []
    func add(_ node: Node, _ fields: [FieldModel], isEntity: Bool) {
      for field in fields {
        for used in Self.nodes(in: field.type) { users[used, default: []].append(node) }
        if Self.differs(field, isEntity: isEntity) { differing.insert(node) }
      }
    }
    for definition in package.types {
      let node = Node.type(definition.id.index)
      switch definition.shape {
      case .enumeration, .union: differing.insert(node)
      case .record(let fields): add(node, fields, isEntity: false)
      }
      for unionCase in definition.union?.cases ?? [] {
        users[.type(unionCase.type.index), default: []].append(node)
      }
    }
    for entity in entities.values { add(.entity(entity.name), entity.allFields, isEntity: true) }
    // What holds something that differs differs as well.
    var open = Array(differing)
    while let node = open.popLast() {
      for user in users[node] ?? [] where differing.insert(user).inserted { open.append(user) }
    }
    self.differing = differing
  }

  func differs(_ id: TypeID) -> Bool { differing.contains(.type(id.index)) }
  func differs(entity: String) -> Bool { differing.contains(.entity(entity)) }

  private static func differs(_ field: FieldModel, isEntity: Bool) -> Bool {
    if field.isOptional || field.defaultValue != nil || field.isSensitive { return true }
    return !field.rules.isEmpty && !(isEntity && field.isReadonly)
  }

  private static func nodes(in type: TypeReference) -> [Node] {
    switch type {
    case .scalar, .reference: []
    case .named(let id): [.type(id.index)]
    case .entity(let name): [.entity(name)]
    case .optional(let inner), .list(let inner), .map(let inner): nodes(in: inner)
    }
  }
}
