public import ConcordCore

extension SignIn {
  /// Changes an account's roles, attributes, customer or password. Its sessions show the change at once, and whoever follows
  /// them is told; another password ends them all.
  ///
  /// - Parameter body: may run more than once, when others change the account at the same time.
  /// - Throws: `NOT_FOUND`, `CONFLICT` when others change it without pause, `OVERLOADED`.
  @discardableResult
  public func change(
    _ id: UniqueID, _ body: @Sendable (inout UserAccount) -> Void
  ) async throws(ConcordError) -> UserAccount {
    for _ in 0..<Self.tries {
      guard let account = try await accounts.account(id) else {
        throw ConcordError(.notFound, "there is no account \(id)")
      }
      var changed = account
      body(&changed)
      guard let kept = try await replaced(changed, account) else { continue }
      if kept.passwordHash == account.passwordHash {
        sessions.update(kept)
      } else {
        sessions.end(account: id)
      }
      return kept
    }
    throw Self.busy
  }

  /// Gives an account another password, which ends its sessions.
  /// - Throws: `NOT_FOUND`, `CONFLICT`, `OVERLOADED`.
  public func setPassword(_ password: Secret<String>, of id: UniqueID) async throws(ConcordError) {
    let hash = try await hasher.hash(password)
    try await change(id) { $0.passwordHash = hash }
  }

  /// Removes an account and ends its sessions. One that is gone already is no error.
  public func remove(_ id: UniqueID) async throws(ConcordError) {
    try await accounts.remove(id)
    sessions.end(account: id)
  }

  /// Changes the account at an address, where `body` says so: nil leaves everything as it is.
  func change<Output: Sendable>(
    at email: EmailAddress, _ body: @Sendable (inout UserAccount, Timestamp) -> Output?
  ) async throws(ConcordError) -> Output? {
    for _ in 0..<Self.tries {
      guard let account = try await accounts.account(at: email) else { return nil }
      var changed = account
      guard let output = body(&changed, now()) else { return nil }
      if try await replaced(changed, account) != nil { return output }
    }
    throw Self.busy
  }

  /// The kept state; nil when somebody else was faster.
  private func replaced(_ changed: UserAccount, _ account: UserAccount) async throws(ConcordError) -> UserAccount? {
    do throws(ConcordError) {
      var changed = changed
      changed.revision = account.revision
      return try await accounts.replace(changed)
    } catch {
      if error.code == .conflict { return nil }
      throw error
    }
  }

  static let tries = 16

  static var busy: ConcordError {
    ConcordError(.conflict, "the account is being changed by others all the time; try again")
  }
}
