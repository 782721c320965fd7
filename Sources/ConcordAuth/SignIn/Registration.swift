public import ConcordCore

/// From an address to an account that may log in.
extension SignIn {
  /// Makes an account and sends a letter with a code to its address. What a password has to be is the contract's matter.
  ///
  /// An address that nobody verified yet belongs to whoever registered it last, with a letter of its own: neither does the first
  /// keep the owner from it, nor does the owner verify somebody else's password.
  /// - Parameters:
  ///   - customerID: whose entities the user will see; nil for a customer of its own.
  /// - Throws: `ADDRESS_TAKEN`, `TOO_MANY_ATTEMPTS`, `OVERLOADED`.
  public func register(
    _ email: EmailAddress, _ password: Secret<String>, customerID: String? = nil, roles: Set<String> = [],
    peer: String?
  ) async throws(ConcordError) -> UserAccount {
    let peer = peer.map { PeerNetwork($0) }
    let rules = options.attempts
    try count(
      (peer.map { .registrationFrom($0) }, rules.registrationsPerPeer),
      (.letter(UserAccount.name(of: email)), rules.lettersPerAddress))
    if try await accounts.account(at: email)?.isVerified == true { throw Self.taken(email) }
    let hash = try await hasher.hash(password, for: peer)
    for _ in 0..<Self.tries {
      let old = try await accounts.account(at: email)
      if let old, old.isVerified { throw Self.taken(email) }
      let id = old?.id ?? UUIDv7.next()
      let end = now() + options.unverifiedLifetime.milliseconds
      let (code, pending) = makeCode(for: id, until: end)
      let account = UserAccount(
        id: id, email: email, passwordHash: hash, customerID: customerID ?? UUIDv7.next().description, roles: roles,
        code: pending, verifyBy: end, revision: old?.revision ?? 0)
      guard let kept = try await put(account, isNew: old == nil) else { continue }
      // There are none, unless somebody took the verification back.
      if old != nil { sessions.end(account: id) }
      post(Letter(address: email, code: Secret(code), expiresAt: pending.expiresAt))
      return kept
    }
    throw Self.busy
  }

  /// The kept state; nil when somebody else was faster.
  private func put(_ account: UserAccount, isNew: Bool) async throws(ConcordError) -> UserAccount? {
    do throws(ConcordError) {
      return isNew ? try await accounts.add(account) : try await accounts.replace(account)
    } catch {
      if [.alreadyExists, .conflict, .notFound].contains(error.code) { return nil }
      throw error
    }
  }

  /// Makes an account that may log in at once: for those that come with a server.
  /// - Throws: `ADDRESS_TAKEN`, `OVERLOADED`.
  public func seed(
    _ email: EmailAddress, _ password: Secret<String>, customerID: String? = nil, roles: Set<String> = []
  ) async throws(ConcordError) -> UserAccount {
    let hash = try await hasher.hash(password)
    let account = UserAccount(
      id: UUIDv7.next(), email: email, passwordHash: hash, isVerified: true,
      customerID: customerID ?? UUIDv7.next().description, roles: roles)
    do throws(ConcordError) {
      return try await accounts.add(account)
    } catch {
      throw error.code == .alreadyExists ? Self.taken(email) : error
    }
  }

  /// Notes that an address is the user's, who knows the code that was sent there. Each code is good once, for a while, and
  /// stands few wrong answers, also when they come at the same time.
  /// - Throws: `WRONG_CODE`, `TOO_MANY_ATTEMPTS`, `OVERLOADED`.
  public func verifyEmail(_ email: EmailAddress, code: Secret<String>, peer: String?) async throws(ConcordError) {
    try count((peer.map { .codeFrom(PeerNetwork($0)) }, options.attempts.codesPerPeer))
    let typed = LetterCode.normalized(code.value)
    let isRight = try await change(at: email) { account, now -> Bool? in
      guard !account.isVerified, let pending = account.code, pending.expiresAt > now, pending.attempts > 0 else {
        return nil
      }
      let isRight = pending.digest.matches(SecretDigest(of: typed, for: account.id))
      if isRight {
        account.isVerified = true
        account.code = nil
        account.verifyBy = nil
      } else {
        account.code?.attempts -= 1
      }
      return isRight
    }
    guard isRight == true else {
      throw ConcordError(.wrongCode, "this code is not, or no longer, the one of the letter; have it sent again")
    }
  }

  /// Sends another letter, after which the code of the first is good no more. Nobody is told whether there is such an account, or
  /// whether it waits for a letter: the answer comes before anything is looked up.
  /// - Throws: `TOO_MANY_ATTEMPTS`: whoever asks, or the address, whether it has an account or not, had enough letters.
  public func resendVerification(_ email: EmailAddress, peer: String?) throws(ConcordError) {
    let rules = options.attempts
    try count(
      (.letter(UserAccount.name(of: email)), rules.lettersPerAddress),
      (peer.map { .letterFrom(PeerNetwork($0)) }, rules.lettersPerPeer))
    sendBeside { await self.sendAnother(email) }
  }

  private func sendAnother(_ email: EmailAddress) async {
    do throws(ConcordError) {
      let letter = try await change(at: email) { account, now -> Letter? in
        guard !account.isVerified, account.verifyBy.map({ $0 > now }) ?? true else { return nil }
        let (code, pending) = self.makeCode(for: account.id, until: account.verifyBy)
        account.code = pending
        return Letter(address: account.email, code: Secret(code), expiresAt: pending.expiresAt)
      }
      if let letter { await letters.send(letter) }
    } catch {
      // The store could not keep the code: no letter then. The user asks again.
    }
  }

  /// - Parameter end: of the account that waits for the code.
  private func makeCode(for account: UniqueID, until end: Timestamp?) -> (text: String, pending: PendingCode) {
    let text = LetterCode.make()
    let whole = now() + options.codeLifetime.milliseconds
    let pending = PendingCode(
      digest: SecretDigest(of: LetterCode.normalized(text), for: account), expiresAt: min(whole, end ?? whole),
      attempts: options.codeAttempts)
    return (text, pending)
  }

  private static func taken(_ email: EmailAddress) -> ConcordError {
    ConcordError(.addressTaken, "\(email) has an account; log in, or choose another address", field: "email")
  }

  // MARK: Letters

  private func post(_ letter: Letter) { sendBeside { await self.letters.send(letter) } }

  /// Nobody waits for letters; only so many are on their way.
  private func sendBeside(_ send: @escaping @Sendable () async -> Void) {
    let most = options.sending
    let mayStart = sending.withLock { count in
      guard count < most else { return false }
      count += 1
      return true
    }
    guard mayStart else { return }
    Task {
      await send()
      sending.withLock { $0 -= 1 }
    }
  }
}
