import ConcordCore

extension ClientState {
  /// A request begins: it is noted before it is sent, so that no reply is too fast.
  ///
  /// - Parameters:
  ///   - isRepeat: it was sent before; such a request waits for the connection, however many others do.
  ///   - session: that in which the call was made; nil for this one.
  ///   - connection: the only one that it is for, at once; nil for whichever comes.
  /// - Returns: the socket to send it on at once; nil when it waits for the connection, or has failed.
  mutating func begin(
    _ id: MessageID, _ message: [UInt8], _ waiter: RequestWaiter, deadline: ContinuousClock.Instant,
    isRepeat: Bool = false, session: Int? = nil, connection: Int? = nil
  ) -> (any ClientSocket)? {
    // Whoever closed the client, or made another user of it, did not want this sent any more.
    if let session, session != self.session {
      effects.append(.fail(waiter, .closed))
      return nil
    }
    if let connection {
      guard connection == attempt, case .open(let socket) = phase else {
        effects.append(.fail(waiter, .closed))
        return nil
      }
      if let wake = requests.add(id, waiter, deadline: deadline) { effects.append(.wake(wake)) }
      return socket
    }
    let wake: ContinuousClock.Instant?
    var socket: (any ClientSocket)?
    switch phase {
    case .idle:
      effects.append(.fail(waiter, .notConnected))
      return nil
    case .closed(let code, let reason):
      effects.append(.fail(waiter, .lost(code: code, reason: reason)))
      return nil
    case .connecting, .waiting:
      if !isRepeat, let failure = offlineFailure {
        effects.append(.fail(waiter, failure))
        return nil
      }
      wake = requests.add(id, waiter, deadline: deadline, unsent: message)
    case .open where isDraining:
      if !isRepeat, requests.unsentCount >= offlineQueue {
        effects.append(.fail(waiter, .queueFull(offlineQueue)))
        return nil
      }
      wake = requests.add(id, waiter, deadline: deadline, unsent: message)
    case .open(let open):
      wake = requests.add(id, waiter, deadline: deadline)
      socket = open
    }
    counters.requests += 1
    if let wake { effects.append(.wake(wake)) }
    return socket
  }

  /// Why a request may not wait for the connection; nil when it may.
  private var offlineFailure: RequestFailure? {
    switch offline {
    case .refuse: .offline
    case .wait: requests.unsentCount < offlineQueue ? nil : .queueFull(offlineQueue)
    }
  }

  /// The caller's task was cancelled.
  mutating func cancel(_ id: MessageID) {
    let isSent = requests.isSent(id)
    if let waiter = requests.take(id) {
      if isSent { giveUp(id, waiter) }
      effects.append(.fail(waiter, .cancelled))
    }
    leaveIfDone()
  }

  /// The caller of a request that was sent waits no longer. An own change is kept, since nothing but the reply will tell
  /// the tree and the bus of it.
  private mutating func giveUp(_ id: MessageID, _ waiter: RequestWaiter) {
    guard waiter.isOwnChange else { return }
    var waiter = waiter
    waiter.isGivenUp = true
    if givenUp.set(id, waiter) != nil { isUnsure = true }
  }

  /// Time has passed.
  mutating func expire(at now: ContinuousClock.Instant, scheduled: ContinuousClock.Instant) {
    let (due, wake) = requests.expire(at: now, scheduled: scheduled)
    counters.timeouts += due.count
    for (id, waiter, isSent) in due {
      if isSent { giveUp(id, waiter) }
      effects.append(.fail(waiter, isSent ? .deadline : .deadlineOffline))
    }
    if let wake { effects.append(.wake(wake)) }
    leaveIfDone()
  }

  /// A reply came: gives whoever waits for it. No caller does when it comes after its deadline; then it is dropped, unless
  /// it tells of an own change.
  mutating func take(_ id: MessageID) -> RequestWaiter? {
    let waiter = requests.take(id)
    if waiter == nil { counters.lateReplies += 1 } else { counters.replies += 1 }
    // A request that was repeated has one reply, and whoever waits for the repetition gets it.
    let unheard = givenUp.remove(id)
    let taken = waiter ?? unheard
    if taken != nil { leaveIfDone() }
    return taken
  }

  /// A reply was read, without the lock: what it says holds for the user, the log and the connection that there were.
  mutating func answered(_ answer: Answer, to waiter: RequestWaiter, since standing: Standing) {
    guard standing.session == session else {
      isUnsure = isUnsure || waiter.isOwnChange && standing.generation == cache.generation
      return fail(waiter, .closed)
    }
    // What was said to a connection that is gone changes nothing on the next.
    guard answer.then == nil || standing.attempt == attempt else { return fail(waiter, .replaced) }
    // Revisions of another log say nothing about this one, which is read anyway; the output is the caller's.
    if standing.generation == cache.generation { learn(answer) }
    if !waiter.isGivenUp { effects.append(.resume(answer.resume)) }
  }

  /// The caller hears that there is no reply, once.
  private mutating func fail(_ waiter: RequestWaiter, _ failure: RequestFailure) {
    if !waiter.isGivenUp { effects.append(.fail(waiter, failure)) }
  }

  /// A reply was read: first the cache, then the bus, then the caller.
  mutating func answered(_ answer: Answer) {
    learn(answer)
    effects.append(.resume(answer.resume))
  }

  private mutating func learn(_ answer: Answer) {
    answer.then?(&self)
    let isNews = answer.action.map { note(answer.changes, $0) } ?? true
    change(answer.changes, isRead: answer.isRead)
    if isNews, let announce = answer.announce { effects.append(.publish(announce)) }
    notify(answer.notice)
  }

  /// The bus hears of the caller's own changes by the reply; the server may tell of them again, to a client that missed
  /// something. And it may have told of them, or of what became of the entity since, before the reply came.
  ///
  /// - Returns: false when the bus was told.
  private mutating func note(_ changes: [CacheChange], _ action: String) -> Bool {
    var isNews = true
    for change in changes {
      let (path, revision): (EntityPath, Int?) =
        switch change {
        case .put(let entity, let revision): (entity.path, revision)
        case .delete(let path, let revision): (path, revision)
        }
      guard let revision else { continue }
      let topic = "\(path.entity):\(action)"
      if heard?.isTold(topic, path, at: revision) == true { isNews = false }
      heard?.note(topic, path, at: revision)
      noteKnown(path)
    }
    return isNews
  }

  /// A reply says that the request failed, or cannot be read.
  mutating func refused(_ waiter: RequestWaiter, _ error: ConcordError) {
    fail(waiter, RequestFailure(kind: .answered, error: error))
    if waiter.isOwnChange, error.code == .timeout || error.code == .invalidReply { readUnsure(waiter) }
  }
}

/// Under what a message came.
struct Standing: Sendable, Equatable {
  let session: Int
  /// The connection's number.
  let attempt: Int
  /// The cache's, which another user and another log of the server change.
  let generation: Int
}

extension ClientState {
  var standing: Standing { Standing(session: session, attempt: attempt, generation: cache.generation) }
}
