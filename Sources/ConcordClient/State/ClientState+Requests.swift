import ConcordCore

extension ClientState {
  /// A request begins: it is noted before it is sent, so that no reply is too fast.
  ///
  /// - Returns: the socket to send it on at once; nil when it waits for the connection, or has failed.
  mutating func begin(
    _ id: MessageID, _ message: [UInt8], _ waiter: RequestWaiter, deadline: ContinuousClock.Instant
  ) -> (any ClientSocket)? {
    let wake: ContinuousClock.Instant?
    var socket: (any ClientSocket)?
    switch phase {
    case .idle:
      effects.append(.fail(waiter, .notConnected))
      return nil
    case .closed(let code, let reason):
      effects.append(.fail(waiter, .lost(code: code, reason: reason)))
      return nil
    case .connecting: wake = requests.add(id, waiter, deadline: deadline, unsent: message)
    case .open(let open):
      wake = requests.add(id, waiter, deadline: deadline)
      socket = open
    }
    counters.requests += 1
    if let wake { effects.append(.wake(wake)) }
    return socket
  }

  /// The caller's task was cancelled.
  mutating func cancel(_ id: MessageID) {
    if let waiter = requests.take(id) { effects.append(.fail(waiter, .cancelled)) }
  }

  /// Time has passed.
  mutating func expire(at now: ContinuousClock.Instant, scheduled: ContinuousClock.Instant) {
    let (due, wake) = requests.expire(at: now, scheduled: scheduled)
    counters.timeouts += due.count
    for waiter in due { effects.append(.fail(waiter, .deadline)) }
    if let wake { effects.append(.wake(wake)) }
  }

  /// A reply came: gives whoever waits for it. Nobody does when it comes after its deadline; then it is dropped.
  mutating func take(_ id: MessageID) -> RequestWaiter? {
    guard let waiter = requests.take(id) else {
      counters.lateReplies += 1
      return nil
    }
    counters.replies += 1
    return waiter
  }

  /// A reply was read: first the cache, then the bus, then the caller.
  mutating func answered(_ answer: Answer) {
    change(answer.changes)
    if let announce = answer.announce { effects.append(.publish(announce)) }
    if let notice = answer.notice { effects.append(.notify(notice)) }
    effects.append(.resume(answer.resume))
  }

  /// A reply says that the request failed, or cannot be read.
  mutating func refused(_ waiter: RequestWaiter, _ error: ConcordError) {
    effects.append(.fail(waiter, RequestFailure(kind: .answered, error: error)))
  }
}
