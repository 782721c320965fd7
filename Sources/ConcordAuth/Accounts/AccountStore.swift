public import ConcordCore

/// Keeps accounts. A store knows nothing of passwords and codes beyond their hashes.
public protocol AccountStore: Sendable {
  /// The account with an address, in whatever case it is written; nil when there is none.
  func account(at email: EmailAddress) async throws(ConcordError) -> UserAccount?

  /// The account with an id; nil when there is none.
  func account(_ id: UniqueID) async throws(ConcordError) -> UserAccount?

  /// Keeps a new account and gives it back with its revision.
  /// - Throws: `ALREADY_EXISTS` when the address, in any case, has one; `OVERLOADED` when there is no room.
  func add(_ account: UserAccount) async throws(ConcordError) -> UserAccount

  /// Gives the account with an id a new state and gives it back with its revision.
  /// - Throws: `NOT_FOUND`; `CONFLICT` when the kept revision is not the given one: somebody else was faster.
  func replace(_ account: UserAccount) async throws(ConcordError) -> UserAccount

  /// Removes an account; one that is gone already is no error.
  func remove(_ id: UniqueID) async throws(ConcordError)
}
