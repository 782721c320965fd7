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

  private struct Entry {
    let digest: Int
    var bytes: Int
    /// Of one that still runs.
    var waiters: [Waiter] = []
    /// Of one that is over.
    var record: (answer: RecordedAnswer, expiry: ContinuousClock.Instant)?
  }

  private struct Account {
    var bytes = 0
    /// Those of a connection, which are forgotten together.
    var keys: Set<RequestKey> = []
  }

  private let span: Duration
  private let quotas: IdempotencyQuotas
  private var entries: [RequestKey: Entry] = [:]
  private var accounts: [RequestKey.Owner: Account] = [:]
  private(set) var bytes = 0
  /// Of all that did not sign in.
  private var strangersBytes = 0
  /// Recorded keys, soonest to expire first; those before `next` are gone, and so are some of the others.
  private var order: [(expiry: ContinuousClock.Instant, key: RequestKey)] = []
  private var next = 0
  /// How many of those behind `next` are gone: forgotten before their time.
  private var gone = 0

  /// What an entry takes beside its key and answer, about.
  private static var overhead: Int { 192 }

  /// - Parameter span: how long an answer is kept.
  init(span: Duration, _ quotas: IdempotencyQuotas) {
    self.span = span
    self.quotas = quotas
  }

  /// How many requests are known.
  var count: Int { entries.count }
  /// How many places the order of expiry has: a few more than there are answers.
  var places: Int { order.count }

  mutating func admit(
    _ request: OnceOnly, _ waiter: @autoclosure () -> Waiter, at now: ContinuousClock.Instant
  ) -> Ruling {
    expire(now)
    let key = request.key
    if let digest = entries[key]?.digest {
      guard digest == request.digest else { return .mismatch }
      if let record = entries[key]?.record { return .answer(record.answer) }
      entries[key]?.waiters.append(waiter())
      return .wait
    }
    let cost = Self.overhead + key.bytes
    guard hasRoom(cost, for: key.owner) else { return .full }
    entries[key] = Entry(digest: request.digest, bytes: cost)
    charge(cost, to: key.owner)
    if key.owner.isConnection { accounts[key.owner]?.keys.insert(key) }
    return .run
  }

  /// How a request ended, while that is remembered.
  mutating func answer(to key: RequestKey, at now: ContinuousClock.Instant) -> RecordedAnswer? {
    expire(now)
    return entries[key]?.record?.answer
  }

  /// Whether a request was let run, and is not over.
  func isRunning(_ key: RequestKey) -> Bool { entries[key].map { $0.record == nil } ?? false }

  /// A request that `admit` let run is over.
  ///
  /// - Parameter answer: what is answered to the same request from now on; nil: it may run again.
  /// - Returns: those that wait for it.
  mutating func finish(_ key: RequestKey, _ answer: RecordedAnswer?, at now: ContinuousClock.Instant) -> [Waiter] {
    guard let entry = entries[key], entry.record == nil else { return [] }
    guard let answer else {
      remove(key)
      return entry.waiters
    }
    let expiry = now + span
    entries[key]?.record = (answer, expiry)
    entries[key]?.waiters = []
    entries[key]?.bytes += answer.bytes
    charge(answer.bytes, to: key.owner)
    order.append((expiry, key))
    return entry.waiters
  }

  /// An owner is gone for good.
  mutating func forget(_ owner: RequestKey.Owner) {
    guard let account = accounts.removeValue(forKey: owner) else { return }
    bytes -= account.bytes
    if owner.isStranger { strangersBytes -= account.bytes }
    for key in account.keys where entries.removeValue(forKey: key)?.record != nil { gone += 1 }
    // Now and then, so that each is moved once in the mean; whoever comes and goes must leave nothing behind.
    guard gone > Self.slack, gone > (order.count - next) / 2 else { return }
    order = order[next...].filter { entries[$0.key]?.record?.expiry == $0.expiry }
    next = 0
    gone = 0
  }

  /// So many places of the order may be empty before it is made shorter.
  private static var slack: Int { 1024 }

  private mutating func expire(_ now: ContinuousClock.Instant) {
    while next < order.count, order[next].expiry <= now {
      let (expiry, key) = order[next]
      if entries[key]?.record?.expiry == expiry { remove(key) } else { gone -= 1 }
      next += 1
    }
    if next > Self.slack, next > order.count / 2 {
      order.removeFirst(next)
      next = 0
    }
  }

  // MARK: Bytes

  private func hasRoom(_ cost: Int, for owner: RequestKey.Owner) -> Bool {
    guard bytes + cost <= quotas.total else { return false }
    let used = (accounts[owner]?.bytes ?? 0) + cost
    guard owner.isStranger else { return used <= quotas.perOwner }
    return used <= quotas.perStranger && strangersBytes + cost <= quotas.strangers
  }

  private mutating func charge(_ cost: Int, to owner: RequestKey.Owner) {
    bytes += cost
    if owner.isStranger { strangersBytes += cost }
    accounts[owner, default: Account()].bytes += cost
  }

  private mutating func remove(_ key: RequestKey) {
    guard let entry = entries.removeValue(forKey: key) else { return }
    charge(-entry.bytes, to: key.owner)
    if accounts[key.owner]?.bytes == 0 {
      accounts[key.owner] = nil
    } else if key.owner.isConnection {
      accounts[key.owner]?.keys.remove(key)
    }
  }
}
