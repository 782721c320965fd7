import ConcordCore

/// Looks at passwords beside the event loops, a bounded number at once.
struct PasswordHasher: Sendable {
  private let work: HeavyWork
  private let cost: PasswordCost
  /// The hash of a password that nobody knows, for accounts that do not exist.
  private let nobody: String

  /// Makes one hash, which takes as long as a log-in.
  /// - Throws: `OVERLOADED` when there is no memory for one hash.
  init(_ cost: PasswordCost, running: Int, waiting: Int, perPeer: Int = .max) throws(ConcordError) {
    self.cost = cost
    work = HeavyWork(running: running, waiting: waiting, perPeer: perPeer)
    nobody = try PasswordHash.make(IssuedSecret.make(), cost)
  }

  /// - Throws: `OVERLOADED`.
  func hash(_ password: Secret<String>, for peer: PeerNetwork? = nil) async throws(ConcordError) -> Secret<String> {
    let cost = cost
    return try await work.run(for: peer) { () throws(ConcordError) in
      Secret(try PasswordHash.make(password.value, cost))
    }
  }

  /// Whether a password is right. Without a hash, for somebody who does not exist, it is wrong after the same work.
  /// - Throws: `OVERLOADED`.
  func verify(
    _ password: Secret<String>, against hash: Secret<String>?, for peer: PeerNetwork? = nil
  ) async throws(ConcordError) -> Bool {
    let compared = hash?.value ?? nobody
    let isRight = try await work.run(for: peer) { () throws(ConcordError) in
      try PasswordHash.verify(password.value, compared)
    }
    return isRight && hash != nil
  }

  /// Whether a hash was made with other costs than those of now.
  func isOutdated(_ hash: Secret<String>) -> Bool { PasswordHash.isOutdated(hash.value, cost) }
}
