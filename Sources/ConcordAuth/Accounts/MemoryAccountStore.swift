public import ConcordCore
import Synchronization

/// Keeps accounts in memory; they are gone with the process.
public final class MemoryAccountStore: AccountStore {
  private struct State {
    var accounts: [UniqueID: UserAccount] = [:]
    var byName: [String: UniqueID] = [:]
    var revision = 0

    mutating func keep(_ account: UserAccount) -> UserAccount {
      revision += 1
      var kept = account
      kept.revision = revision
      accounts[kept.id] = kept
      byName[kept.name] = kept.id
      return kept
    }
  }

  private let state = Mutex(State())
  private let maxAccounts: Int

  /// - Parameter maxAccounts: how many fit before `add` answers `OVERLOADED`.
  public init(maxAccounts: Int = 100_000) { self.maxAccounts = maxAccounts }

  public func account(at email: EmailAddress) async throws(ConcordError) -> UserAccount? {
    state.withLock { state in state.byName[UserAccount.name(of: email)].flatMap { state.accounts[$0] } }
  }

  public func account(_ id: UniqueID) async throws(ConcordError) -> UserAccount? {
    state.withLock { $0.accounts[id] }
  }

  public func add(_ account: UserAccount) async throws(ConcordError) -> UserAccount {
    let most = maxAccounts
    return try state.withLock { state throws(ConcordError) -> UserAccount in
      guard state.byName[account.name] == nil else {
        throw ConcordError(.alreadyExists, "\(account.email) has an account", field: "email")
      }
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
