/// Which requests run, and how those ended that did so lately: each is done once, however often it comes.
///
/// A pure value; `IdempotencyLedger` shares one among the loops. Nothing is thrown out before its time, since a
/// request would then run twice: when there is no room, new requests are refused.
struct IdempotencyWindow<Waiter> {
  /// What to do with a request.
  enum Ruling {
    /// It is the first: run it, then call `finish`.
    case run
    /// The first still runs; the waiter comes out of its `finish`.
    case wait
    case answer(RecordedAnswer)
    /// The first had another payload.
    case mismatch
    /// There is no room to remember it.
    case full
  }

  private enum State {
    case running([Waiter])
    case recorded(RecordedAnswer)
  }

  private struct Entry {
    let digest: Int
    var state: State
    var bytes: Int
    /// Of those that are recorded.
    var expiry: ContinuousClock.Instant?
  }

  private struct Account {
    var bytes = 0
    /// Those of a connection, which are forgotten together.
    var keys: [RequestKey] = []
  }

  private let span: Duration
  private let perOwner: Int
  private let total: Int
  private var entries: [RequestKey: Entry] = [:]
  private var accounts: [RequestKey.Owner: Account] = [:]
  private(set) var bytes = 0
  /// Recorded keys, soonest to expire first; those before `next` are gone.
  private var order: [(expiry: ContinuousClock.Instant, key: RequestKey)] = []
  private var next = 0

  /// What an entry takes beside its key and answer, about.
  private static var overhead: Int { 192 }

  /// - Parameters:
  ///   - span: how long an answer is kept.
  ///   - perOwner: the bytes that the requests of one owner may take; the answers of those that run may go beyond it.
  ///   - total: the same for all owners together.
  init(span: Duration, perOwner: Int, total: Int) {
    self.span = span
    self.perOwner = perOwner
    self.total = total
  }

  /// How many requests are known.
  var count: Int { entries.count }

  mutating func admit(
    _ request: OnceOnly, _ waiter: @autoclosure () -> Waiter, at now: ContinuousClock.Instant
  ) -> Ruling {
    expire(now)
    let key = request.key
    if let entry = entries[key] {
      guard entry.digest == request.digest else { return .mismatch }
      switch entry.state {
      case .recorded(let answer): return .answer(answer)
      case .running(let waiters):
        entries[key]?.state = .running(waiters + [waiter()])
        return .wait
      }
    }
    let cost = Self.overhead + key.bytes
    guard bytes + cost <= total, accounts[key.owner, default: Account()].bytes + cost <= perOwner else { return .full }
    entries[key] = Entry(digest: request.digest, state: .running([]), bytes: cost)
    bytes += cost
    accounts[key.owner, default: Account()].bytes += cost
    if case .connection = key.owner { accounts[key.owner]?.keys.append(key) }
    return .run
  }

  /// How a request ended, while that is remembered.
  mutating func answer(to key: RequestKey, at now: ContinuousClock.Instant) -> RecordedAnswer? {
    expire(now)
    guard case .recorded(let answer)? = entries[key]?.state else { return nil }
    return answer
  }

  /// A request that `admit` let run is over.
  ///
  /// - Parameter answer: what is answered to the same request from now on; nil: it may run again.
  /// - Returns: those that wait for it.
  mutating func finish(_ key: RequestKey, _ answer: RecordedAnswer?, at now: ContinuousClock.Instant) -> [Waiter] {
    guard let entry = entries[key], case .running(let waiters) = entry.state else { return [] }
    guard let answer else {
      remove(key)
      return waiters
    }
    let expiry = now + span
    entries[key]?.state = .recorded(answer)
    entries[key]?.expiry = expiry
    entries[key]?.bytes += answer.bytes
    bytes += answer.bytes
    accounts[key.owner]?.bytes += answer.bytes
    order.append((expiry, key))
    return waiters
  }

  /// An owner is gone for good.
  mutating func forget(_ owner: RequestKey.Owner) {
    for key in accounts[owner]?.keys ?? [] { remove(key) }
  }

  private mutating func expire(_ now: ContinuousClock.Instant) {
    while next < order.count, order[next].expiry <= now {
      let (expiry, key) = order[next]
      if entries[key]?.expiry == expiry { remove(key) }
      next += 1
    }
    // Now and then, so that each is moved once in the mean.
    if next > 1024, next > order.count / 2 {
      order.removeFirst(next)
      next = 0
    }
  }

  private mutating func remove(_ key: RequestKey) {
    guard let entry = entries.removeValue(forKey: key) else { return }
    bytes -= entry.bytes
    guard var account = accounts[key.owner] else { return }
    account.bytes -= entry.bytes
    if case .connection = key.owner, account.bytes > 0, let index = account.keys.firstIndex(of: key) {
      account.keys.remove(at: index)
    }
    accounts[key.owner] = account.bytes > 0 ? account : nil
  }
}
