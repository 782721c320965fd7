import ConcordCore

/// What a client knows of the server's entities, by key path.
///
/// Replies and events come in no promised order, so only revisions decide: a state is taken if it is newer than what is
/// there, and not older than a deletion of it or of anything above it.
struct EntityCache: Sendable {
  private(set) var tree = EntityTree()
  /// The revision at which a path was deleted, so that an older state that comes later does not bring it back.
  private var tombstones: BoundedMap<EntityPath, Int>
  private var orphans: OrphanBuffer
  /// Counts how often everything was forgotten: what was read before belongs to another time.
  private(set) var generation = 0

  init(maxOrphans: Int = 10_000, maxTombstones: Int = 10_000) {
    orphans = OrphanBuffer(limit: maxOrphans)
    tombstones = BoundedMap(limit: maxTombstones)
  }

  var orphanCount: Int { orphans.count }
  var orphansDropped: Int { orphans.dropped }
  var tombstoneCount: Int { tombstones.count }
  var orphanPaths: some Sequence<EntityPath> { orphans.paths }

  /// What became of a state.
  enum Applied: Equatable {
    /// It is in the tree, perhaps with children that waited for it.
    case changed
    /// The cache has a state as new, or knows of a later deletion.
    case stale
    /// Its parent is not known yet.
    case orphaned
  }

  /// Takes an entity's state.
  mutating func apply(_ entity: any Entity, revision: Int) -> Applied {
    let path = entity.path
    guard !isDeleted(path, at: revision) else { return .stale }
    if let known = tree.revision(path) {
      guard revision > known else { return .stale }
      _ = tree.insert(entity, revision: revision)
      return .changed
    }
    guard tree.insert(entity, revision: revision) else {
      return orphans.hold(entity, revision, at: path) ? .orphaned : .stale
    }
    adopt(below: path)
    return .changed
  }

  /// Takes a deletion: of the entity, of all below it, and of orphans below it, as far as they are not newer.
  ///
  /// - Parameter revision: of the deletion; nil when the server did not say, which deletes whatever is there.
  /// - Returns: what left the tree, leaves first.
  mutating func delete(_ path: EntityPath, revision: Int?) -> [EntityPath] {
    if let last = revision ?? tree.entries(within: path).map(\.revision).max() {
      _ = tombstones.set(path, max(last, tombstones[path] ?? last))
    }
    orphans.drop(within: path, upTo: revision ?? .max)
    return prune(path, upTo: revision ?? .max)
  }

  /// Removes what turned out to be gone, although nobody told.
  mutating func forget(_ path: EntityPath) -> [EntityPath] { prune(path, upTo: .max) }

  /// Forgets everything: it belongs to somebody else, or to another epoch.
  mutating func clear() {
    tree = EntityTree()
    tombstones.removeAll()
    orphans.removeAll()
    generation += 1
  }

  /// The newest tombstone's number; `dropTombstones` takes it after a load that began now.
  var tombstoneMark: UInt64 { tombstones.turn }

  /// Drops tombstones that were there at a mark: a full load since then shows the same truth.
  mutating func dropTombstones(upTo mark: UInt64) { tombstones.removeAll(upTo: mark) }

  private func isDeleted(_ path: EntityPath, at revision: Int) -> Bool {
    guard !tombstones.isEmpty else { return false }
    var next: EntityPath? = path
    while let path = next {
      if let deleted = tombstones[path], deleted >= revision { return true }
      next = path.parent
    }
    return false
  }

  /// Removes an entity that is not newer than `revision` and, of what lies below it, the same. Newer children of a
  /// removed parent are from its next life and wait for it.
  private mutating func prune(_ path: EntityPath, upTo revision: Int) -> [EntityPath] {
    guard let known = tree.revision(path) else { return [] }
    let entries = tree.entries(within: path)
    guard known <= revision else {
      return entries.dropFirst().flatMap { $0.revision <= revision ? prune($0.path, upTo: revision) : [] }
    }
    let survivors = entries.filter { $0.revision > revision }
    let removed = tree.remove(path)
    guard !survivors.isEmpty else { return removed }
    for survivor in survivors { _ = orphans.hold(survivor.entity, survivor.revision, at: survivor.path) }
    let kept = Set(survivors.map(\.path))
    return removed.filter { !kept.contains($0) }
  }

  private mutating func adopt(below path: EntityPath) {
    for orphan in orphans.take(below: path) where !isDeleted(orphan.entity.path, at: orphan.revision) {
      let path = orphan.entity.path
      if tree.insert(orphan.entity, revision: orphan.revision) { adopt(below: path) }
    }
  }
}
