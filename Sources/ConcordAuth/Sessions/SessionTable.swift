import ConcordCore

/// The sessions that are not over, found by the digests of their tokens. A value that is told the time.
///
/// What has expired counts no more; it is swept out when the table has doubled, so that sweeping costs each session little.
struct SessionTable: Sendable {
  struct Entry: Sendable {
    let id: UniqueID
    let account: UniqueID
    /// The state of the account that `principal` shows.
    var revision: Int
    var principal: Principal
    var token: SecretDigest
    /// The token before the last refresh, and until when it is good.
    var previous: (token: SecretDigest, until: Timestamp)?
    var usedAt: Timestamp
    var tokenEndsAt: Timestamp
    /// When a refresh does not help any more.
    let endsAt: Timestamp

    func expiresAt(_ rules: SessionRules) -> Timestamp { min(usedAt + rules.idle.milliseconds, tokenEndsAt) }

    func session(_ rules: SessionRules) -> Session {
      Session(id: id, principal: principal, expiresAt: expiresAt(rules))
    }
  }

  let rules: SessionRules
  private var entries: [UniqueID: Entry] = [:]
  private var byToken: [SecretDigest: UniqueID] = [:]
  private var byAccount: [UniqueID: Set<UniqueID>] = [:]
  private var sweepAt = 1024

  init(_ rules: SessionRules) { self.rules = rules }

  var count: Int { entries.count }

  /// Begins a session, and tells which one ended for it.
  /// - Throws: `OVERLOADED`.
  mutating func begin(
    _ account: UserAccount, _ token: SecretDigest, at now: Timestamp
  ) throws(ConcordError) -> (entry: Entry, ended: UniqueID?) {
    if entries.count >= min(sweepAt, rules.most) {
      sweep(at: now)
      sweepAt = max(1024, entries.count * 2)
    }
    var ended: UniqueID?
    let own = byAccount[account.id] ?? []
    if own.count >= max(1, rules.perAccount) {
      let live = own.compactMap { entries[$0] }
      ended = live.min { ($0.usedAt, $0.id) < ($1.usedAt, $1.id) }?.id
      if let ended { end(ended) }
    }
    guard entries.count < rules.most else {
      throw ConcordError(.overloaded, "the server keeps as many sessions as it may (\(rules.most)); try again later")
    }
    let entry = Entry(
      id: UUIDv7.next(), account: account.id, revision: account.revision, principal: account.principal, token: token,
      previous: nil, usedAt: now, tokenEndsAt: now + min(rules.lifetime, rules.longest).milliseconds,
      endsAt: now + rules.longest.milliseconds)
    entries[entry.id] = entry
    byToken[token] = entry.id
    byAccount[account.id, default: []].insert(entry.id)
    return (entry, ended)
  }

  /// The session of a token, used now; nil when there is none.
  mutating func use(_ token: SecretDigest, at now: Timestamp) -> Entry? {
    guard let id = byToken[token], let entry = entries[id] else { return nil }
    if let previous = entry.previous, previous.token == token, previous.until <= now { return nil }
    return use(id, at: now)
  }

  /// The session with an id, used now; nil when it is over.
  mutating func use(_ id: UniqueID, at now: Timestamp) -> Entry? {
    guard var entry = entries[id] else { return nil }
    guard entry.expiresAt(rules) > now else {
      end(id)
      return nil
    }
    entry.usedAt = max(entry.usedAt, now)
    entries[id] = entry
    return entry
  }

  /// Gives a session another token; nil when it is over.
  mutating func renew(_ id: UniqueID, _ token: SecretDigest, at now: Timestamp) -> Entry? {
    guard var entry = use(id, at: now) else { return nil }
    if let previous = entry.previous { byToken[previous.token] = nil }
    entry.previous = (entry.token, now + rules.grace.milliseconds)
    entry.token = token
    entry.tokenEndsAt = min(now + rules.lifetime.milliseconds, entry.endsAt)
    entries[id] = entry
    byToken[token] = id
    return entry
  }

  /// The account behind a session that is not over.
  func account(of id: UniqueID, at now: Timestamp) -> UniqueID? {
    guard let entry = entries[id], entry.expiresAt(rules) > now else { return nil }
    return entry.account
  }

  /// Ends a session; false when it was over.
  @discardableResult
  mutating func end(_ id: UniqueID) -> Bool {
    guard let entry = entries.removeValue(forKey: id) else { return false }
    byToken[entry.token] = nil
    if let previous = entry.previous { byToken[previous.token] = nil }
    byAccount[entry.account]?.remove(id)
    if byAccount[entry.account]?.isEmpty == true { byAccount[entry.account] = nil }
    return true
  }

  /// Ends the sessions of an account and tells which.
  mutating func end(account: UniqueID) -> [UniqueID] {
    let ended = (byAccount[account] ?? []).sorted()
    for id in ended { end(id) }
    return ended
  }

  /// Has the sessions of an account show its state, unless they show a later one; true when that changes any principal.
  mutating func update(_ account: UserAccount) -> Bool {
    let principal = account.principal
    var changes = false
    for id in byAccount[account.id] ?? [] {
      guard var entry = entries[id], entry.revision < account.revision else { continue }
      changes = changes || entry.principal != principal
      entry.revision = account.revision
      entry.principal = principal
      entries[id] = entry
    }
    return changes
  }

  private mutating func sweep(at now: Timestamp) {
    for entry in entries.values where entry.expiresAt(rules) <= now { end(entry.id) }
  }
}
