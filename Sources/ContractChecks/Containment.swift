/// Finds required fields that lead back to the record that they are in.
enum Containment {
  private enum Holder: Hashable {
    case type(TypeID)
    case entity(String)
  }

  /// The required fields on a cycle of required fields (or on a way between two such cycles), in the model's order.
  static func endless(in package: ContractPackage) -> [FieldModel] {
    var fields: [(owner: Holder, fields: [FieldModel])] = []
    for type in package.types where !type.fields.isEmpty { fields.append((.type(type.id), type.fields)) }
    for entity in package.entities { fields.append((.entity(entity.name), entity.fields)) }

    var forwards: [Holder: [Holder]] = [:]
    for (owner, fields) in fields { forwards[owner] = fields.compactMap(required) }
    let held = stuck(forwards)
    var backwards: [Holder: [Holder]] = [:]
    for owner in held { backwards[owner] = [] }
    for owner in held {
      for target in forwards[owner] ?? [] where held.contains(target) { backwards[target]?.append(owner) }
    }
    let cyclic = stuck(backwards)
    return fields.filter { cyclic.contains($0.owner) }.flatMap(\.fields).filter {
      required($0).map(cyclic.contains) == true
    }
  }

  /// What a value of the field cannot do without.
  private static func required(_ field: FieldModel) -> Holder? {
    switch field.type {
    case .named(let id): .type(id)
    case .entity(let name): .entity(name)
    case .scalar, .reference, .optional, .list, .map: nil
    }
  }

  /// What remains when everything that waits for nothing (any more) is taken away.
  private static func stuck(_ edges: [Holder: [Holder]]) -> Set<Holder> {
    var waiting: [Holder: Int] = [:]
    var owners: [Holder: [Holder]] = [:]
    for (owner, targets) in edges {
      let known = targets.filter { edges[$0] != nil }
      waiting[owner] = known.count
      for target in known { owners[target, default: []].append(owner) }
    }
    var free = waiting.filter { $0.value == 0 }.map(\.key)
    while let next = free.popLast() {
      waiting[next] = nil
      for owner in owners[next] ?? [] {
        waiting[owner, default: 0] -= 1
        if waiting[owner] == 0 { free.append(owner) }
      }
    }
    return Set(waiting.keys)
  }
}
