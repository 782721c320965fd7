import ConcordCore

/// The log of commits, newest last, bounded: what fell off cannot be recovered from and says so.
struct ChangeLog: Sendable {
  /// How many commits are kept.
  let capacity: Int
  /// The offset of the newest commit, 0 before the first.
  private(set) var offset = 0
  /// A ring: the commit with offset `o` lies at `(o - 1) % capacity`.
  private var ring: [Commit] = []

  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// Appends the changes under the next offset.
  mutating func append(_ changes: [Change], _ cause: Cause) -> Commit {
    offset += 1
    let commit = Commit(offset: offset, changes: changes, cause: cause)
    if ring.count < capacity { ring.append(commit) } else { ring[(offset - 1) % capacity] = commit }
    return commit
  }

  /// Everything after `offset`, oldest first; nil when some of it fell off, or when `offset` lies in the future.
  func commits(after given: Int) -> [Commit]? {
    guard given >= offset - ring.count, given <= offset else { return nil }
    return (given..<offset).map { ring[$0 % capacity] }
  }
}
