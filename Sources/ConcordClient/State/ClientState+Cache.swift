import ConcordCore

extension ClientState {
  /// Brings changes into the cache. What is deleted along with something above it is announced, leaves first; then, if
  /// the tree is another, the tree.
  mutating func change(_ changes: [CacheChange]) {
    var isChanged = false
    for change in changes {
      switch change {
      case .put(let entity, let revision):
        switch cache.apply(entity, revision: revision) {
        case .changed: isChanged = true
        case .stale: counters.staleStates += 1
        case .orphaned: break
        }
      case .delete(let path, let revision):
        let removed = cache.delete(path, revision: revision)
        isChanged = isChanged || !removed.isEmpty
        let below = removed.filter { $0 != path }
        if !below.isEmpty { effects.append(.publishDeleted(below, revision: revision)) }
      }
    }
    if isChanged { publishTree() }
  }

  /// Empties the cache: it belonged to another user, or to another epoch of the server's log.
  mutating func forgetCache() {
    cache.clear()
    publishTree()
  }

  /// During a load the tree is published once, at its end.
  private mutating func publishTree() {
    if loads == 0 { effects.append(.publishTree(cache.tree)) }
  }
}

// MARK: Loading

/// What the cache was when a load began.
struct LoadStart: Sendable {
  let tree: EntityTree
  let generation: Int
  let tombstones: UInt64
}

extension ClientState {
  var loadStart: LoadStart {
    LoadStart(tree: cache.tree, generation: cache.generation, tombstones: cache.tombstoneMark)
  }

  mutating func beginLoad() { loads += 1 }

  /// A load is over, whether it succeeded or not.
  mutating func endLoad() {
    loads -= 1
    publishTree()
  }

  /// All entities of a kind were read: those that were there before, were not seen and have not changed since are gone.
  mutating func loaded(_ chain: [String], since start: LoadStart, seen: Set<EntityPath>) {
    guard start.generation == cache.generation else { return }
    for entry in start.tree.entries(of: chain) where !seen.contains(entry.path) {
      guard cache.tree.revision(entry.path) == entry.revision else { continue }
      let removed = cache.forget(entry.path)
      if !removed.isEmpty { effects.append(.publishDeleted(removed, revision: nil)) }
    }
  }

  /// Every kind was read since a start: older tombstones have nothing more to hold back.
  mutating func loadedAll(since start: LoadStart) {
    if start.generation == cache.generation { cache.dropTombstones(upTo: start.tombstones) }
  }
}
