/// Finds required fields without which no value can be: they lead back to the record that they are in.
enum Containment {
  private enum Holder: Hashable {
    case type(TypeID)
    case entity(String)
  }

  /// The required fields on a cycle of what can never be whole (or on a way between two such cycles), in the model's order.
  static func endless(in package: ContractPackage) -> [FieldModel] {
    var fields: [(owner: Holder, fields: [FieldModel])] = []
    var needs: [Holder: [Holder]] = [:]
    // A record needs all that it holds, a union one of its cases.
    var isEither: Set<Holder> = []
    for type in package.types where !type.fields.isEmpty { fields.append((.type(type.id), type.fields)) }
    for entity in package.entities { fields.append((.entity(entity.name), entity.fields)) }
    for (owner, fields) in fields { needs[owner] = fields.compactMap(required) }
    for type in package.types {
      guard let union = type.union else { continue }
      needs[.type(type.id)] = union.cases.map { .type($0.type) }
      isEither.insert(.type(type.id))
    }
    let held = stuck(needs, isEither)
    var backwards: [Holder: [Holder]] = [:]
    for owner in held { backwards[owner] = [] }
    for owner in held {
      for target in needs[owner] ?? [] where held.contains(target) { backwards[target]?.append(owner) }
    }
    let cyclic = stuck(backwards, [])
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
  ///
  /// - Parameter isEither: What waits for one of its targets alone.
  private static func stuck(_ edges: [Holder: [Holder]], _ isEither: Set<Holder>) -> Set<Holder> {
    var waiting: [Holder: Int] = [:]
    var owners: [Holder: [Holder]] = [:]
    for (owner, targets) in edges {
      let known = targets.filter { edges[$0] != nil }
      waiting[owner] = !isEither.contains(owner) ? known.count : known.count == targets.count ? min(1, known.count) : 0
      for target in known { owners[target, default: []].append(owner) }
    }
    var free = waiting.filter { $0.value == 0 }.map(\.key)
    while let next = free.popLast() {
      waiting[next] = nil
      for owner in owners[next] ?? [] {
        guard let count = waiting[owner], count > 0 else { continue }
        waiting[owner] = count - 1
        if count == 1 { free.append(owner) }
      }
    }
    return Set(waiting.keys)
  }
}
