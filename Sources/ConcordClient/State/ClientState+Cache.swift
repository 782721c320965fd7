import ConcordCore

extension ClientState {
  /// Brings changes into the cache. What is deleted along with something above it is announced, leaves first; then, if
  /// the tree is another, the tree.
  ///
  /// - Parameter isRead: they were read, and did not happen just now: then nothing but a catching up tells the bus.
  mutating func change(_ changes: [CacheChange], isRead: Bool = false) {
    var isChanged = false
    for change in changes {
      switch change {
      case .put(let entity, let revision):
        guard kinds.contains(entity) else { continue }
        let isKnown = isRead && cache.tree.contains(entity.path)
        switch cache.apply(entity, revision: revision) {
        case .changed:
          isChanged = true
          if isRead { tellRead(entity, revision, isKnown: isKnown) } else { catchUp?.tell(entity, revision: revision) }
        case .stale: counters.staleStates += 1
        case .orphaned: break
        }
      case .delete(let path, let revision):
        guard kinds.chain(path.entity) != nil else { continue }
        let removed = cache.delete(path, revision: revision)
        if let revision { for path in removed { heard?.note("\(path.entity):deleted", path, at: revision) } }
        isChanged = isChanged || !removed.isEmpty
        catchUp?.tellDeleted(removed)
        let below = removed.filter { $0 != path }
        if !below.isEmpty { effects.append(.publishDeleted(below, revision: revision, session: session)) }
      }
    }
    if isChanged { publishTree() }
  }

  /// While the client catches up the bus hears of what it reads, if that is news.
  /// Otherwise the event will tell; what has none yet is noted, for it may be lost.
  private mutating func tellRead(_ entity: any Entity, _ revision: Int, isKnown: Bool) {
    let path = entity.path
    if let topic = catchUp?.topic(of: entity, revision: revision) {
      heard?.note(nil, path, at: revision)
      effects.append(.publishChange(topic: topic, entity))
    } else if catchUp == nil, heard?.knows(path, at: revision) == false, readAhead[path] == nil {
      _ = readAhead.set(path, isKnown)
    }
  }

  /// The bus was told of an older state of what was read ahead.
  mutating func noteKnown(_ path: EntityPath) { if readAhead[path] == false { _ = readAhead.set(path, true) } }

  /// What the bus has not been told of what is in the tree.
  mutating func untold() -> [EntityPath: Bool] {
    var untold: [EntityPath: Bool] = [:]
    guard let heard else { return untold }
    for (path, isKnown) in Array(readAhead.pairs) {
      if let revision = cache.tree.revision(path), !heard.knows(path, at: revision) {
        untold[path] = isKnown
      } else {
        _ = readAhead.remove(path)
      }
    }
    return untold
  }

  /// The bus hears of what is gone, although its deletion was not heard; that may come later, and is no news then.
  ///
  /// - Parameter offset: where in the log it was not there.
  mutating func tellGone(_ paths: [EntityPath], at offset: Int?) {
    guard !paths.isEmpty else { return }
    catchUp?.tellDeleted(paths)
    if let offset { for path in paths { heard?.note(nil, path, at: offset) } }
    effects.append(.publishDeleted(paths, revision: nil, session: session))
  }

  /// Empties the cache: it belonged to another user, or to another epoch of the server's log.
  mutating func forgetCache() {
    cache.clear()
    settled = []
    publishTree()
  }

  /// During a load the tree is published once, at its end; and while the client comes back, a load follows.
  mutating func publishTree() {
    isTreeHeld = loads > 0 || isComingBack
    if !isTreeHeld { effects.append(.publishTree(cache.tree)) }
  }

  /// What a new connection says can arrive before it counts as open.
  private var isComingBack: Bool {
    guard catchUp != nil else { return false }
    switch phase {
    case .connecting: return true
    case .open: return isBehind
    case .idle, .waiting, .closed: return false
    }
  }
}

// MARK: Loading

/// What the cache was when a load began.
struct LoadStart: Sendable {
  let tree: EntityTree
  let generation: Int
  let tombstones: UInt64
  /// The connection's number.
  let attempt: Int
  let session: Int
  /// How many readings had begun.
  let readings: Int
}

extension ClientState {
  var loadStart: LoadStart {
    LoadStart(
      tree: cache.tree, generation: cache.generation, tombstones: cache.tombstoneMark, attempt: attempt,
      session: session, readings: readings)
  }

  mutating func beginLoad() { loads += 1 }

  /// A load is over, whether it succeeded or not.
  mutating func endLoad() {
    loads -= 1
    publishTree()
  }

  /// All entities of a kind were read: those that were there before, were not seen and have not changed since are gone.
  ///
  /// - Parameter offset: of the log, where they were read.
  mutating func loaded(_ chain: [String], since start: LoadStart, seen: Set<EntityPath>, at offset: Int? = nil) {
    guard start.generation == cache.generation else { return }
    if let kind = chain.last { settled.insert(kind) }
    for entry in start.tree.entries(of: chain) where !seen.contains(entry.path) {
      guard cache.tree.revision(entry.path) == entry.revision else { continue }
      tellGone(cache.forget(entry.path), at: offset)
    }
  }

  /// What was lost with the connection was read again: what is gone, although its deletion was not seen (the server's log
  /// is another), is announced now.
  ///
  /// - Parameters:
  ///   - number: the connection's; nothing follows from what was read on an earlier one.
  ///   - kinds: that were read while they stood still, or are not the user's to see.
  ///   - narrowing: of which the state was read as well.
  mutating func caughtUp(_ number: Int, kinds: Set<String>, narrowing: Narrowing? = nil) {
    guard number == attempt, case .open = phase else { return }
    settled.formUnion(kinds)
    guard let catchUp else { return }
    let missing = catchUp.missing(in: cache.tree) { path in
      kinds.contains(path.entity) || narrowing?.covers(path) == true
    }
    if !missing.isEmpty { effects.append(.publishDeleted(missing, revision: nil, session: session)) }
    // Parents first.
    for (path, isKnown) in catchUp.untold.sorted(by: { $0.key.segments.count < $1.key.segments.count })
    where kinds.contains(path.entity) || narrowing?.covers(path) == true {
      guard let entry = cache.tree.entries(within: path).first else { continue }
      heard?.note(nil, path, at: entry.revision)
      let topic = "\(path.entity):\(isKnown ? "updated" : "created")"
      effects.append(.publishChange(topic: topic, entry.entity))
    }
    endCatchingUp()
  }

  /// The same by a load of the user's, which may have begun before there was something to catch up with.
  mutating func caughtUp(since start: LoadStart, kinds: Set<String>) {
    if start.readings == readings { caughtUp(start.attempt, kinds: kinds) }
  }

  /// Every kind was read since a start: older tombstones have nothing more to hold back.
  mutating func loadedAll(since start: LoadStart) {
    if start.generation == cache.generation { cache.dropTombstones(upTo: start.tombstones) }
  }
}
