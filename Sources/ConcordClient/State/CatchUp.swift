import ConcordCore

/// What the bus was told of when the connection was lost, and since: events tell how the tree differs from it once it
/// was read again. A plain value.
struct CatchUp: Sendable {
  private(set) var told: EntityTree
  /// States in there that were read and of which no event has come; and whether the bus knew an older one.
  private(set) var untold: [EntityPath: Bool]

  init(told: EntityTree, untold: [EntityPath: Bool] = [:]) {
    self.told = told
    self.untold = untold
  }

  /// Whether the bus has not heard of an entity.
  func lacks(_ path: EntityPath) -> Bool { untold[path] == false || !told.contains(path) }

  /// The event that tells of a state: nil when the bus was told of the same.
  mutating func topic(of entity: any Entity, revision: Int) -> String? {
    let kind = entity.path.entity
    let known = told.entries(within: entity.path).first?.entity
    _ = told.insert(entity, revision: revision)
    if let isKnown = untold.removeValue(forKey: entity.path) { return "\(kind):\(isKnown ? "updated" : "created")" }
    guard let known else { return "\(kind):created" }
    return Self.json(known) == Self.json(entity) ? nil : "\(kind):updated"
  }

  /// A state of which the bus hears otherwise.
  mutating func tell(_ entity: any Entity, revision: Int) {
    untold[entity.path] = nil
    _ = told.insert(entity, revision: revision)
  }

  /// Deletions of which the bus hears otherwise.
  mutating func tellDeleted(_ paths: [EntityPath]) {
    for path in paths {
      untold[path] = nil
      _ = told.remove(path)
    }
  }

  /// What is not in a tree any more, of what was read, leaves first.
  func missing(in tree: EntityTree, _ wasRead: (EntityPath) -> Bool) -> [EntityPath] {
    var missing: [EntityPath] = []
    told.forEach { entity, _ in
      let path = entity.path
      if wasRead(path), !tree.contains(path) { missing.append(path) }
    }
    return missing.reversed()
  }

  private static func json<E: Entity>(_ entity: E) -> [UInt8] { encode(entity) }
}
