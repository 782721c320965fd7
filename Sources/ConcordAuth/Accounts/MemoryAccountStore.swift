public import ConcordCore
import Synchronization

/// Keeps accounts in memory; they are gone with the process. Those that nobody verified in time are forgotten, so registering
/// alone does not fill it.
public final class MemoryAccountStore: AccountStore {
  private struct State {
    var accounts: [UniqueID: UserAccount] = [:]
    var byName: [String: UniqueID] = [:]
    var revision = 0
    /// Swept when it has doubled, so that sweeping costs each account little.
    var sweepAt = 1024

    mutating func keep(_ account: UserAccount) -> UserAccount {
      revision += 1
      var kept = account
      kept.revision = revision
      accounts[kept.id] = kept
      byName[kept.name] = kept.id
      return kept
    }

    mutating func sweep(at now: Timestamp) {
      for account in accounts.values where !account.isVerified && account.verifyBy.map({ $0 <= now }) ?? false {
        accounts[account.id] = nil
        byName[account.name] = nil
      }
      sweepAt = max(1024, accounts.count * 2)
    }
  }

  private let state = Mutex(State())
  private let maxAccounts: Int
  private let now: @Sendable () -> Timestamp

  /// - Parameters:
  ///   - maxAccounts: how many fit before `add` answers `OVERLOADED`.
  ///   - now: the time.
  public init(maxAccounts: Int = 100_000, now: @escaping @Sendable () -> Timestamp = { .now }) {
    self.maxAccounts = maxAccounts
    self.now = now
  }

  public func account(at email: EmailAddress) async throws(ConcordError) -> UserAccount? {
    state.withLock { state in state.byName[UserAccount.name(of: email)].flatMap { state.accounts[$0] } }
  }

  public func account(_ id: UniqueID) async throws(ConcordError) -> UserAccount? {
    state.withLock { $0.accounts[id] }
  }

  public func add(_ account: UserAccount) async throws(ConcordError) -> UserAccount {
    let most = maxAccounts
    let now = now()
    return try state.withLock { state throws(ConcordError) -> UserAccount in
      guard state.byName[account.name] == nil else {
        throw ConcordError(.alreadyExists, "\(account.email) has an account", field: "email")
      }
      if state.accounts.count >= min(state.sweepAt, most) { state.sweep(at: now) }
      guard state.accounts.count < most else {
        throw ConcordError(.overloaded, "the server keeps as many accounts as it may (\(most))")
      }
      return state.keep(account)
    }
  }

  public func replace(_ account: UserAccount) async throws(ConcordError) -> UserAccount {
    try state.withLock { state throws(ConcordError) -> UserAccount in
      guard let kept = state.accounts[account.id] else { throw ConcordError(.notFound, "there is no such account") }
      guard kept.revision == account.revision else {
        throw ConcordError(.conflict, "the account changed meanwhile; read it again")
      }
      return state.keep(account)
    }
  }

  public func remove(_ id: UniqueID) async throws(ConcordError) {
    state.withLock { state in
      guard let account = state.accounts.removeValue(forKey: id) else { return }
      state.byName[account.name] = nil
    }
  }
}
