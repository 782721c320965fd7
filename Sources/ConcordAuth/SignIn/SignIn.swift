public import ConcordCore
import Synchronization

/// Registering, verifying an address, logging in: what proves who somebody is. It knows no contract; an operation's handler
/// calls it and tells the caller what the contract says.
///
/// Every `peer` is the caller's network address, nil where there is none; it is what attempts are counted by.
public final class SignIn: Sendable {
  /// The sessions that log-ins begin.
  public let sessions: Sessions
  let accounts: any AccountStore
  let letters: any LetterSender
  let options: SignInOptions
  let hasher: PasswordHasher
  let now: @Sendable () -> Timestamp
  let counter: Mutex<AttemptCounter>
  /// Letters that are being sent.
  let sending = Mutex(0)

  /// Makes one password hash, which takes as long as a log-in.
  /// - Throws: `OVERLOADED` when the memory for one password cannot be had.
  public init(
    accounts: any AccountStore, letters: any LetterSender, sessions: Sessions, options: SignInOptions = SignInOptions(),
    now: @escaping @Sendable () -> Timestamp = { .now }
  ) throws(ConcordError) {
    self.accounts = accounts
    self.letters = letters
    self.sessions = sessions
    self.options = options
    self.now = now
    hasher = try PasswordHasher(
      options.passwordCost, running: options.hashing, waiting: options.waiting, perPeer: options.hashingPerPeer)
    counter = Mutex(AttemptCounter(window: options.attempts.window))
  }

  /// Begins a session for whoever knows an account's password. For an address without account the same work is done: the
  /// time does not tell who has one.
  /// - Throws: `WRONG_CREDENTIALS`, `NOT_VERIFIED` (only to whoever knows the password), `TOO_MANY_ATTEMPTS`, `OVERLOADED`.
  public func login(
    _ email: EmailAddress, _ password: Secret<String>, peer: String?
  ) async throws(ConcordError) -> IssuedSecret {
    let rules = options.attempts
    let peer = peer.map { PeerNetwork($0) }
    let counted = try count(
      (.login(UserAccount.name(of: email)), rules.loginsPerAddress), (peer.map { .loginFrom($0) }, rules.loginsPerPeer))
    let account: UserAccount?
    let isRight: Bool
    do throws(ConcordError) {
      account = try await accounts.account(at: email)
      isRight = try await hasher.verify(password, against: account?.passwordHash, for: peer)
    } catch {
      giveBack(counted)  // nothing was tried
      throw error
    }
    guard isRight, let account else {
      throw ConcordError(.wrongCredentials, "there is no account with this address and password")
    }
    // It counts: whoever may register could otherwise have passwords looked at without end.
    guard account.isVerified else {
      throw ConcordError(.notVerified, "the address is not verified yet; answer the letter, or have it sent again")
    }
    giveBack(counted)
    let token = try sessions.begin(account)
    do throws(ConcordError) {
      try await settle(account, password, peer)
    } catch {
      sessions.end(token.session)
      throw error
    }
    return token
  }

  /// The account may have changed, or gone, while its password was looked at: sessions show the latest state, and there is none
  /// for a password that is the old one by now.
  private func settle(
    _ account: UserAccount, _ password: Secret<String>, _ peer: PeerNetwork?
  ) async throws(ConcordError) {
    let latest = try await accounts.account(account.id)
    var isStillRight = latest?.passwordHash == account.passwordHash
    if let latest, !isStillRight {
      isStillRight = try await hasher.verify(password, against: latest.passwordHash, for: peer)
    }
    guard let latest, isStillRight else {
      throw ConcordError(.wrongCredentials, "there is no account with this address and password")
    }
    sessions.update(latest)
    guard hasher.isOutdated(latest.passwordHash) else { return }
    // The password is here in clear, so it gets a hash of today's cost; should that not work now, then the next time.
    var stronger = latest
    do throws(ConcordError) {
      stronger.passwordHash = try await hasher.hash(password, for: peer)
      _ = try await accounts.replace(stronger)
    } catch {}
  }

  /// Gives a session another token and a later end.
  /// - Throws: `UNAUTHENTICATED` without a session that goes on.
  public func refresh(_ session: Session?) throws(ConcordError) -> IssuedSecret {
    try sessions.renew(try Self.signedIn(session))
  }

  /// A code that opens one socket on the session.
  /// - Throws: `UNAUTHENTICATED` without a session that goes on; `OVERLOADED`.
  public func passport(_ session: Session?) throws(ConcordError) -> IssuedSecret {
    try sessions.passport(for: try Self.signedIn(session))
  }

  /// Ends a session wherever it is used.
  /// - Throws: `UNAUTHENTICATED` without one.
  public func logout(_ session: Session?) throws(ConcordError) { sessions.end(try Self.signedIn(session)) }

  /// The account behind a session.
  /// - Throws: `UNAUTHENTICATED` without a session that goes on.
  public func account(of session: Session?) async throws(ConcordError) -> UserAccount {
    let id = try sessions.account(of: try Self.signedIn(session))
    guard let account = try await accounts.account(id) else {
      throw ConcordError(.unauthenticated, "the account is gone; sign in with another")
    }
    return account
  }

  private static func signedIn(_ session: Session?) throws(ConcordError) -> Session {
    guard let session else { throw ConcordError(.unauthenticated, "there is no session; sign in first") }
    return session
  }
}
