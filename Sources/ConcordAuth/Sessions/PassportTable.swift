import ConcordCore

/// The passport codes that wait to be used: each is good once. A value that is told the time.
struct PassportTable: Sendable {
  private struct Entry: Sendable {
    let session: UniqueID
    let account: UniqueID
    let expiresAt: Timestamp
  }

  private let most: Int, perAccount: Int
  private var entries: [SecretDigest: Entry] = [:]
  private var byAccount: [UniqueID: Set<SecretDigest>] = [:]

  init(most: Int, perAccount: Int) {
    self.most = most
    self.perAccount = perAccount
  }

  /// - Throws: `OVERLOADED`.
  mutating func add(
    _ code: SecretDigest, for session: UniqueID, of account: UniqueID, until expiresAt: Timestamp, at now: Timestamp
  ) throws(ConcordError) {
    if byAccount[account, default: []].count >= perAccount { sweep(byAccount[account] ?? [], at: now) }
    guard byAccount[account, default: []].count < perAccount else {
      throw ConcordError(.overloaded, "\(perAccount) of your passport codes wait to be used; try again in a minute")
    }
    if entries.count >= most { sweep(entries.keys, at: now) }
    guard entries.count < most else {
      throw ConcordError(.overloaded, "\(most) passport codes wait to be used; try again in a minute")
    }
    entries[code] = Entry(session: session, account: account, expiresAt: expiresAt)
    byAccount[account, default: []].insert(code)
  }

  /// The session of a code, which is good no longer then; nil for one that is none, was used or has expired.
  mutating func take(_ code: SecretDigest, at now: Timestamp) -> UniqueID? {
    guard let entry = remove(code), entry.expiresAt > now else { return nil }
    return entry.session
  }

  private mutating func sweep(_ codes: some Collection<SecretDigest>, at now: Timestamp) {
    for code in codes where entries[code].map({ $0.expiresAt <= now }) ?? false { remove(code) }
  }

  @discardableResult
  private mutating func remove(_ code: SecretDigest) -> Entry? {
    guard let entry = entries.removeValue(forKey: code) else { return nil }
    byAccount[entry.account]?.remove(code)
    if byAccount[entry.account]?.isEmpty == true { byAccount[entry.account] = nil }
    return entry
  }
}
