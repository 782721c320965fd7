public import ConcordCore
import Synchronization

/// Sessions and their secrets: tokens for programs, cookies for browsers, passport codes for sockets. Kept in memory, and of the
/// secrets nothing but digests; they are gone with the process.
///
/// Cookie and bearer carry the same tokens. One that came as a cookie is good as a bearer token and the other way around:
/// what differs is the caution that the server needs (the origin of cookies), not the proof.
public final class Sessions: Authenticator {
  private struct State: Sendable {
    var table: SessionTable
    var passports: PassportTable
    var followers: [@Sendable (SessionChange) -> Void] = []
    /// What followers have to hear, in order, and whether somebody is telling them.
    var untold: [SessionChange] = []
    var isTelling = false
  }

  private let state: Mutex<State>
  private let rules: SessionRules
  private let isSecure: Bool
  private let now: @Sendable () -> Timestamp

  /// - Parameters:
  ///   - isSecure: true when browsers reach the server by TLS, its own or a proxy's: the cookie then never travels without.
  ///   - now: the time.
  public init(
    _ rules: SessionRules = SessionRules(), isSecure: Bool = true, now: @escaping @Sendable () -> Timestamp = { .now }
  ) {
    self.rules = rules
    self.isSecure = isSecure
    self.now = now
    let passports = PassportTable(most: rules.mostPassports, perAccount: rules.passportsPerAccount)
    state = Mutex(State(table: SessionTable(rules), passports: passports))
  }

  /// How many sessions are kept, some of which may have expired.
  public var count: Int { state.withLock { $0.table.count } }

  // MARK: Authenticator

  /// `__Host-session`, which no other host and no page without TLS can set; without TLS `session`.
  public var cookieName: String { isSecure ? "__Host-session" : "session" }

  public func session(of credential: Credential) async throws(ConcordError) -> Session? {
    switch credential {
    case .bearer(let text), .cookie(let text):
      guard let digest = digest(text) else { return nil }
      return state.withLock { $0.table.use(digest, at: now())?.session(rules) }
    case .passport(let text):
      guard let digest = digest(text) else { return nil }
      return state.withLock { state in
        let now = now()
        return state.passports.take(digest, at: now).flatMap { state.table.use($0, at: now)?.session(rules) }
      }
    }
  }

  /// Followers hear of changes in order, one at a time, and may call everything here.
  public func follow(_ changed: @escaping @Sendable (SessionChange) -> Void) {
    state.withLock { $0.followers.append(changed) }
  }

  private func digest(_ text: String) -> SecretDigest? {
    text.utf8.count <= IssuedSecret.maxBytes ? SecretDigest(of: text) : nil
  }

  // MARK: A session's life

  /// Begins a session for somebody who has proved to be the account's owner.
  /// - Throws: `OVERLOADED`.
  public func begin(_ account: UserAccount) throws(ConcordError) -> IssuedSecret {
    let token = IssuedSecret.make()
    let digest = SecretDigest(of: token)
    let entry = try state.withLock { state throws(ConcordError) -> SessionTable.Entry in
      let begun = try state.table.begin(account, digest, at: now())
      if let ended = begun.ended { state.untold.append(.ended(ended)) }
      return begun.entry
    }
    tell()
    return issued(token, entry)
  }

  /// Gives a session another token with a new end. The old one is good for `grace` yet; the session's id stays.
  /// - Throws: `UNAUTHENTICATED` when it is over.
  public func renew(_ session: Session) throws(ConcordError) -> IssuedSecret {
    let token = IssuedSecret.make()
    let digest = SecretDigest(of: token)
    guard let entry = state.withLock({ $0.table.renew(session.id, digest, at: now()) }) else { throw Self.over }
    return issued(token, entry)
  }

  /// Ends a session wherever it is used: followers are told. One that is over already is no error.
  public func end(_ session: Session) {
    state.withLock { state in
      if state.table.end(session.id) { state.untold.append(.ended(session.id)) }
    }
    tell()
  }

  /// Ends all sessions of an account.
  public func end(account: UniqueID) {
    state.withLock { state in
      state.untold += state.table.end(account: account).map { .ended($0) }
    }
    tell()
  }

  /// Has an account's sessions show its roles and attributes; followers are told when they are others than before.
  public func update(_ account: UserAccount) {
    state.withLock { state in
      if state.table.update(account) { state.untold.append(.changed(account.principal)) }
    }
    tell()
  }

  /// A code that opens one connection on a session.
  /// - Throws: `UNAUTHENTICATED` when it is over; `OVERLOADED`.
  public func passport(for session: Session) throws(ConcordError) -> IssuedSecret {
    let code = IssuedSecret.make()
    let digest = SecretDigest(of: code)
    return try state.withLock { state throws(ConcordError) -> IssuedSecret in
      let now = now()
      guard let entry = state.table.use(session.id, at: now) else { throw Self.over }
      let end = now + rules.passport.milliseconds
      try state.passports.add(digest, for: session.id, of: entry.account, until: end, at: now)
      return IssuedSecret(secret: Secret(code), expiresAt: end, session: entry.session(rules))
    }
  }

  /// The id of the account behind a session.
  /// - Throws: `UNAUTHENTICATED` when it is over.
  public func account(of session: Session) throws(ConcordError) -> UniqueID {
    guard let account = state.withLock({ $0.table.account(of: session.id, at: now()) }) else { throw Self.over }
    return account
  }

  private static var over: ConcordError { ConcordError(.unauthenticated, "the session is over; sign in again") }

  private func issued(_ token: String, _ entry: SessionTable.Entry) -> IssuedSecret {
    IssuedSecret(secret: Secret(token), expiresAt: entry.tokenEndsAt, session: entry.session(rules))
  }

  // MARK: Cookies

  /// The cookie that carries a token: out of reach for scripts, and with requests of other sites only when the user follows a
  /// link there. It goes when the token does.
  public func cookie(_ token: IssuedSecret) -> Cookie {
    cookie(token.text, maxAge: Int(max(0, token.expiresAt - now()) / 1000))
  }

  /// The cookie that removes it.
  public var noCookie: Cookie { cookie("", maxAge: 0) }

  private func cookie(_ value: String, maxAge: Int) -> Cookie {
    guard let cookie = Cookie(cookieName, value, maxAge: maxAge, httpOnly: true, secure: isSecure, sameSite: .lax)
    else {
      preconditionFailure("base64 for URLs fits into a cookie")
    }
    return cookie
  }

  // MARK: Followers

  /// Outside the lock, so that a follower may ask; by one thread at a time, so that the order stays.
  private func tell() {
    while true {
      let next = state.withLock { state -> (change: SessionChange, followers: [@Sendable (SessionChange) -> Void])? in
        guard !state.isTelling, !state.untold.isEmpty else { return nil }
        state.isTelling = true
        return (state.untold.removeFirst(), state.followers)
      }
      guard let next else { return }
      for follower in next.followers { follower(next.change) }
      state.withLock { $0.isTelling = false }
    }
  }
}
