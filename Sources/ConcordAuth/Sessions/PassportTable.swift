import ConcordCore

/// The passport codes that wait to be used: each is good once. A value that is told the time.
struct PassportTable: Sendable {
  private struct Entry: Sendable {
    let session: UniqueID
    let expiresAt: Timestamp
  }

  private let most: Int
  private var entries: [SecretDigest: Entry] = [:]

  init(most: Int) { self.most = most }

  /// - Throws: `OVERLOADED`.
  mutating func add(
    _ code: SecretDigest, for session: UniqueID, until expiresAt: Timestamp, at now: Timestamp
  ) throws(ConcordError) {
    if entries.count >= most { entries = entries.filter { $0.value.expiresAt > now } }
    guard entries.count < most else {
      throw ConcordError(.overloaded, "\(most) passport codes wait to be used; try again in a minute")
    }
    entries[code] = Entry(session: session, expiresAt: expiresAt)
  }

  /// The session of a code, which is good no longer then; nil for one that is none, was used or has expired.
  mutating func take(_ code: SecretDigest, at now: Timestamp) -> UniqueID? {
    guard let entry = entries.removeValue(forKey: code), entry.expiresAt > now else { return nil }
    return entry.session
  }
}
