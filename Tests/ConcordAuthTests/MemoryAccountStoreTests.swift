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

  @Test func onlySoManyFit() async throws {
    let store = MemoryAccountStore(maxAccounts: 1)
    _ = try await store.add(account())
    #expect(await code { _ = try await store.add(account(bob)) } == .overloaded)
  }
}
