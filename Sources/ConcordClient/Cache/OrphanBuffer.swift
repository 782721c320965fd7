import ConcordCore

/// Entities that came before their parent, until it comes.
struct OrphanBuffer: Sendable {
  struct Orphan: Sendable {
    let entity: any Entity
    let revision: Int
  }

  private var held: BoundedMap<EntityPath, Orphan>
  private var children: [EntityPath: Set<EntityPath>] = [:]
  /// How many were pushed out by newer ones.
  private(set) var dropped = 0

  init(limit: Int) { held = BoundedMap(limit: limit) }

  var count: Int { held.count }
  var paths: some Sequence<EntityPath> { held.pairs.lazy.map(\.key) }

  /// Keeps an entity unless a newer state of it is kept already.
  ///
  /// - Returns: false when it is not newer.
  mutating func hold(_ entity: any Entity, _ revision: Int, at path: EntityPath) -> Bool {
    if let old = held[path], old.revision >= revision { return false }
    guard let parent = path.parent else { return false }
    children[parent, default: []].insert(path)
    if let (oldest, _) = held.set(path, Orphan(entity: entity, revision: revision)) {
      unlink(oldest)
      dropped += 1
    }
    return true
  }

  /// Gives up the entities whose parent is at `path`.
  mutating func take(below path: EntityPath) -> [Orphan] {
    guard let paths = children.removeValue(forKey: path) else { return [] }
    return paths.compactMap { held.remove($0) }
  }

  /// Drops what lies at or below `path` and is not newer than `revision`.
  mutating func drop(within path: EntityPath, upTo revision: Int) {
    guard !held.isEmpty else { return }
    let gone = held.pairs.filter { $0.value.revision <= revision && $0.key.isWithin(path) }.map(\.key)
    for path in gone {
      held.remove(path)
      unlink(path)
    }
  }

  mutating func removeAll() {
    held.removeAll()
    children = [:]
  }

  private mutating func unlink(_ path: EntityPath) {
    guard let parent = path.parent else { return }
    children[parent]?.remove(path)
    if children[parent]?.isEmpty == true { children[parent] = nil }
  }
}
