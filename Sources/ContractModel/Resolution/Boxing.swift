/// Decides which fields need a box: a struct cannot hold itself, and structs that hold structs that hold structs make the
/// compiler copy ever larger values. Lists and maps keep their elements elsewhere and need no box.
enum Boxing {
  /// How many records may stand in one another by value before a field is boxed.
  static let depth = 4

  /// Something that holds others by value.
  enum Holder: Hashable {
    case type(TypeID)
    case entity(String)
  }

  /// Sets `isBoxed` on fields that refer to entities, to their own record through others, or to deep records.
  static func apply(to package: inout ContractPackage) {
    let edges = edges(of: package)
    let cyclic = cycles(in: edges)
    let isUnion = Set(package.types.filter { $0.union != nil }.map { Holder.type($0.id) })
    let indirect = cyclic.intersection(isUnion)
    var heights: [Holder: Int] = [:]
    func needsBox(_ owner: Holder, _ type: TypeReference) -> Bool {
      guard let target = holder(type) else { return false }
      // A union that leads back to itself boxes its cases.
      if indirect.contains(target) { return false }
      if case .entity = target { return true }
      if cyclic.contains(owner), cyclic.contains(target) { return true }
      return heights[target, default: 0] >= depth
    }
    for owner in leavesFirst(edges, ignoring: cyclic) {
      let targets = edges[owner] ?? []
      // The cases of a union have no boxes of their own, so it is as high as the highest, or holds a pointer.
      let held =
        indirect.contains(owner)
        ? [] : isUnion.contains(owner) ? targets : targets.filter { !needsBox(owner, $0.reference) }
      heights[owner] = 1 + (held.map { heights[$0, default: 0] }.max() ?? 0)
    }
    for index in package.types.indices {
      if var union = package.types[index].union {
        union.isIndirect = indirect.contains(.type(package.types[index].id))
        package.types[index].shape = .union(union)
      }
      guard case .record(var fields) = package.types[index].shape else { continue }
      let owner = Holder.type(package.types[index].id)
      for field in fields.indices { fields[field].isBoxed = needsBox(owner, fields[field].type) }
      package.types[index].shape = .record(fields)
    }
    for index in package.contracts.indices {
      guard var entity = package.contracts[index].entity else { continue }
      for field in entity.fields.indices {
        entity.fields[field].isBoxed = needsBox(.entity(entity.name), entity.fields[field].type)
      }
      package.contracts[index].entity = entity
    }
  }

  /// What a field of this type holds by value: records and entities, not what is in lists and maps.
  static func holder(_ type: TypeReference) -> Holder? {
    switch type {
    case .named(let id): .type(id)
    case .entity(let name): .entity(name)
    case .optional(let inner): holder(inner)
    case .scalar, .reference, .list, .map: nil
    }
  }

  private static func edges(of package: ContractPackage) -> [Holder: [Holder]] {
    var edges: [Holder: [Holder]] = [:]
    for type in package.types where type.cases.isEmpty {
      edges[.type(type.id)] =
        type.fields.compactMap { holder($0.type) } + (type.union?.cases.map { .type($0.type) } ?? [])
    }
    for entity in package.entities { edges[.entity(entity.name)] = entity.fields.compactMap { holder($0.type) } }
    return edges
  }

  /// The holders that are on a cycle, or on a way from one cycle to another: what remains when those that hold nothing
  /// (any more), and then those that nothing holds (any more), are taken away.
  static func cycles(in edges: [Holder: [Holder]]) -> Set<Holder> {
    let rest = remaining(edges)
    var backwards: [Holder: [Holder]] = [:]
    for (owner, targets) in edges where rest.contains(owner) {
      backwards[owner, default: []] += []
      for target in targets where rest.contains(target) { backwards[target, default: []].append(owner) }
    }
    return remaining(backwards)
  }

  private static func remaining(_ edges: [Holder: [Holder]]) -> Set<Holder> {
    Set(edges.keys).subtracting(leavesFirst(edges, ignoring: []))
  }

  /// The holders in an order in which each comes after all that it holds; those that can never come are left out, unless
  /// ignored edges free them.
  private static func leavesFirst(_ edges: [Holder: [Holder]], ignoring cyclic: Set<Holder>) -> [Holder] {
    var waiting: [Holder: Int] = [:]
    var owners: [Holder: [Holder]] = [:]
    for (owner, targets) in edges {
      let held = targets.filter { edges[$0] != nil && !(cyclic.contains(owner) && cyclic.contains($0)) }
      waiting[owner] = held.count
      for target in held { owners[target, default: []].append(owner) }
    }
    var order = waiting.filter { $0.value == 0 }.map(\.key)
    var next = 0
    while next < order.count {
      for owner in owners[order[next]] ?? [] {
        waiting[owner, default: 0] -= 1
        if waiting[owner] == 0 { order.append(owner) }
      }
      next += 1
    }
    return order
  }
}

extension Boxing.Holder {
  fileprivate var reference: TypeReference {
    switch self {
    case .type(let id): .named(id)
    case .entity(let name): .entity(name)
    }
  }
}
