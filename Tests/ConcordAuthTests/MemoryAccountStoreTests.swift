import ConcordAuth
import ConcordCore
import Testing

/// What every account store has to keep.
@Suite struct MemoryAccountStoreTests {
  @Test func accountsAreFoundByAddressAndID() async throws {
    let store = MemoryAccountStore()
    let kept = try await store.add(account())
    #expect(try await store.account(at: EmailAddress(unchecked: "aNN@exAMPLE.com")) == kept)
    #expect(try await store.account(kept.id) == kept)
    #expect(try await store.account(at: bob) == nil)
    #expect(await code { _ = try await store.add(account()) } == .alreadyExists)
    try await store.remove(kept.id)
    #expect(try await store.account(at: ann) == nil)
    _ = try await store.add(account())
  }

  @Test func anOldStateReplacesNothing() async throws {
    let store = MemoryAccountStore()
    let first = try await store.add(account())
    var changed = first
    changed.roles = ["owner"]
    let second = try await store.replace(changed)
    #expect(second.revision > first.revision)
    #expect(await code { _ = try await store.replace(changed) } == .conflict)
    #expect(try await store.account(first.id)?.roles == ["owner"])
    #expect(await code { _ = try await store.replace(account(bob)) } == .notFound)
  }

  /// Registering is free, so what it leaves is not kept for ever.
  @Test func whatNobodyVerifiesMakesRoom() async throws {
    let clock = TestClock()
    let store = MemoryAccountStore(maxAccounts: 2, now: { clock.now })
    func waiting(_ email: EmailAddress) -> UserAccount {
      UserAccount(
        id: UUIDv7.next(), email: email, passwordHash: "", customerID: "c", verifyBy: clock.now + 60_000)
    }
    let known = try await store.add(account())
    let forgotten = try await store.add(waiting(bob))
    let carl = EmailAddress(unchecked: "carl@example.com")
    #expect(await code { _ = try await store.add(waiting(carl)) } == .overloaded)
    clock.pass(.seconds(60))
    _ = try await store.add(waiting(carl))
    #expect(try await store.account(forgotten.id) == nil)
    #expect(try await store.account(at: bob) == nil)
    #expect(try await store.account(known.id) == known)
  }

  @Test func onlySoManyFit() async throws {
    let store = MemoryAccountStore(maxAccounts: 1)
    _ = try await store.add(account())
    #expect(await code { _ = try await store.add(account(bob)) } == .overloaded)
  }
}
