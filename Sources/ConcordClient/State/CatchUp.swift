import ConcordCore

/// What the bus was told of when the connection was lost, and since: events tell how the tree differs from it once it
/// was read again. A plain value.
struct CatchUp: Sendable {
  private(set) var told: EntityTree

  init(told: EntityTree) { self.told = told }

  /// The event that tells of a state: nil when the bus was told of the same.
  mutating func topic(of entity: any Entity, revision: Int) -> String? {
    let kind = entity.path.entity
    let known = told.entries(within: entity.path).first?.entity
    _ = told.insert(entity, revision: revision)
    guard let known else { return "\(kind):created" }
    return Self.json(known) == Self.json(entity) ? nil : "\(kind):updated"
  }

  /// A state of which the bus hears otherwise.
  mutating func tell(_ entity: any Entity, revision: Int) { _ = told.insert(entity, revision: revision) }

  /// Deletions of which the bus hears otherwise.
  mutating func tellDeleted(_ paths: [EntityPath]) { for path in paths { _ = told.remove(path) } }

  /// What is not in a tree any more, of these kinds, leaves first.
  func missing(in tree: EntityTree, kinds: Set<String>) -> [EntityPath] {
    var missing: [EntityPath] = []
    told.forEach { entity, _ in
      if kinds.contains(entity.path.entity), !tree.contains(entity.path) { missing.append(entity.path) }
    }
    return missing.reversed()
  }

  private static func json<E: Entity>(_ entity: E) -> [UInt8] { encode(entity) }
}
