import ConcordCore

// How a connection goes on where the last one ended.

extension ClientState {
  /// The connection was lost, and this side will come back.
  mutating func fallBehind() {
    isBehind = true
    guard catchUp == nil, !wanted.isEmpty || narrowing != nil else { return }
    catchUp = CatchUp(told: cache.tree, untold: untold())
    // What was not read to the end cannot be completed by what was missed.
    mustRead = !wanted.isSubset(of: settled)
  }

  /// A new connection is open, or its server has greeted: as soon as both are so, what was missed is asked for. Where the
  /// log is another, or nobody knows how far it was heard, everything that was loaded is read again.
  mutating func followOn() {
    guard case .open = phase else { return }
    let greeting = greeted == attempt ? hello : nil
    guard isBehind else {
      if heard == nil || heard?.epoch != greeting?.epoch { beginHearing(greeting) }
      return tellEarly(after: -1)
    }
    if let heard, heard.isComplete, !mustRead, !isUnsure {
      // The greeting is the server's first message.
      guard let greeting else { return }
      if greeting.epoch == heard.epoch, heard.offset <= greeting.offset {
        isBehind = false
        // Also where nothing was committed: what the user may read may be another by now, and the server says so.
        self.heard?.ask()
        effects.append(.recover(attempt: attempt, heard, wish))
        return
      }
    }
    readAgain()
  }

  /// A connection that should go on waits for its server's greeting.
  var isUngreeted: Bool { isBehind && greeted != attempt }

  /// The server said something before, or instead of, its greeting.
  mutating func ungreeted() {
    if isUngreeted, case .open = phase { readAgain() }
  }

  private mutating func beginHearing(_ greeting: ServerHello?) {
    readAhead.removeAll()
    heard = greeting.flatMap { $0.epoch.isEmpty ? nil : HeardLog(epoch: $0.epoch, offset: $0.offset) }
  }

  /// Nothing was missed, or it follows as events.
  private mutating func resumed() {
    isBehind = false
    catchUp = nil
    counters.recoveries += 1
    if isTreeHeld { publishTree() }
  }

  /// The server said that it knows all that was missed: it follows, before anything that happened later. What came in
  /// between comes again as part of it.
  mutating func recovered(_ number: Int, _ start: StreamStart) {
    guard isAsking(on: number) else { return }
    guard heard?.epoch == start.epoch else { return readAgain() }
    heard?.answer()
    resumed()
    tellEarly(after: start.offset)
  }

  /// False also when the client gave up waiting for the answer.
  private func isAsking(on number: Int) -> Bool {
    guard number == attempt, case .open = phase else { return false }
    return heard?.isAsking == true
  }

  /// What was missed is not to be had.
  mutating func notRecovered(_ number: Int) {
    if isAsking(on: number) { readAgain() }
  }

  private mutating func readAgain() {
    isBehind = false
    isUnsure = false
    let greeting = greeted == attempt ? hello : nil
    if let greeting, heard?.epoch == greeting.epoch {
      heard?.skip(to: greeting.offset)
    } else {
      beginHearing(greeting)
    }
    if catchUp != nil || narrowing != nil {
      counters.reloads += 1
      beginReading(wanted)
    }
    tellEarly(after: -1)
  }

  private mutating func beginReading(_ kinds: Set<String>) {
    isUnsure = false
    mustRead = true
    readings += 1
    beginLoad()
    effects.append(.readAgain(attempt: attempt, kinds, wish))
  }

  /// An own change may have happened, and no reply will tell: what was loaded of its kind is read, unless the client is
  /// about to read it anyway.
  mutating func readUnsure(_ waiter: RequestWaiter) {
    isUnsure = true
    let kind = String(waiter.topic.prefix { $0 != ":" })
    guard case .open = phase, !isBehind, heard?.isAsking != true, catchUp == nil,
      wanted.contains(kind) || wish != nil
    else { return }
    catchUp = CatchUp(told: cache.tree, untold: untold())
    beginReading(wanted.intersection([kind]))
  }

  /// The reading is over. What became unsure meanwhile may have happened after it.
  mutating func endCatchingUp() {
    catchUp = nil
    mustRead = false
    guard isUnsure, !wanted.isEmpty || wish != nil else { return }
    catchUp = CatchUp(told: cache.tree, untold: untold())
    beginReading(wanted)
  }
}

// MARK: Narrow subscriptions

extension ClientState {
  /// The server hears what the client wants to hear of.
  mutating func subscribed(to more: Narrowing, _ start: StreamStart) {
    var all = narrowing ?? Narrowing()
    all.formUnion(more)
    narrowing = all
    take(start, of: more)
  }

  /// What to subscribe to on a new connection; a server has no words for hearing of nothing.
  fileprivate var wish: Narrowing? { narrowing.flatMap { $0.isEmpty ? nil : $0 } }

  /// A new connection tells of everything until it is narrowed, and goes on doing so where the client hears of nothing.
  func hears(_ path: EntityPath) -> Bool { narrowing?.covers(path) ?? true }

  /// The server refuses what was subscribed to on the last connection: it is not the user's to see any more.
  mutating func refusedSubscription(_ number: Int, _ less: Narrowing, _ error: ConcordError) {
    guard number == attempt else { return }
    let what = (less.keys.map(\.description) + less.kinds).joined(separator: " ")
    diagnose(.refusedSubscription, ReservedTopics.subscribe, "\(what): \(error)")
    narrowing?.subtract(less)
    var gone: [EntityPath] = []
    cache.tree.forEach { entity, _ in
      let path = entity.path
      if less.covers(path), !hears(path) { gone.append(path) }
    }
    for path in gone { tellGone(cache.forget(path), at: nil) }
    if !gone.isEmpty { publishTree() }
  }

  /// The server tells no more of this.
  mutating func unsubscribed(from less: Narrowing) { narrowing?.subtract(less) }

  /// A snapshot of what was subscribed to: what is not in it, and not newer, is gone.
  mutating func take(_ start: StreamStart, of interests: Narrowing) {
    guard let entities = start.entities else { return }
    let seen = Set(entities.map(\.entity.path))
    var gone: [EntityPath] = []
    cache.tree.forEach { entity, _ in
      let path = entity.path
      guard interests.covers(path), !seen.contains(path), let revision = cache.tree.revision(path) else { return }
      if revision <= start.offset { gone.append(path) }
    }
    beginLoad()
    for path in gone {
      tellGone(cache.forget(path), at: start.offset)
    }
    change(entities.map { .put($0.entity, revision: $0.revision) }, isRead: true)
    endLoad()
  }
}

// MARK: Tokens

extension ClientState {
  /// The server wants a fresh token.
  mutating func askedForToken() {
    guard case .open = phase, renewing != attempt else { return }
    renewing = attempt
    effects.append(.renewToken(attempt: attempt))
  }

  /// That is over, well or not.
  mutating func endRenewal(_ number: Int) { if renewing == number { renewing = nil } }
}
