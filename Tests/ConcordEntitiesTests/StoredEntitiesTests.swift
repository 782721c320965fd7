import ConcordCore
import ConcordEntities
import TestContracts
import Testing

@Suite struct StoredEntitiesTests {
  @Test func createStampsAndMarks() async throws {
    let entities = StoredEntities(MemoryStore())
    let context = entities.context()
    let tenant = try await entities.create(Tenant(name: "acme", title: "Acme"), context)
    #expect(tenant.createdAt > Timestamp(milliseconds: 1_700_000_000_000))
    #expect(tenant.updatedAt >= tenant.createdAt)
    #expect(context.mark == StoreMark(revision: 1, offset: 1))
    #expect(try await entities.get(Tenant.key(name: "acme"), context).createdAt == tenant.createdAt)
  }

  /// The caller of a conventional operation has its change by the reply; whatever else a handler changes is pushed to it.
  @Test func causesAreKept() async throws {
    let store = MemoryStore()
    let entities = StoredEntities(store)
    _ = try await entities.create(Tenant(name: "acme", title: "Acme"), entities.context())
    let creation = entities.context("tenant:create_tenant", .create)
    _ = try await entities.create(Tenant(name: "other", title: "Other"), creation)
    _ = try await entities.create(Account(tenant: "other", name: "first"), creation)
    let actor = ChangeActor(.user, id: "developer")
    #expect(
      try await store.changes(after: 0)?.map(\.cause) == [
        Cause(message: .text("m"), actor: actor),
        Cause(message: .text("m"), connection: ConnectionID(7), actor: actor),
        Cause(message: .text("m"), actor: actor),
      ])
  }

  @Test func updateStampsAndKeepsWhatIsAbsent() async throws {
    let entities = StoredEntities(MemoryStore())
    let context = entities.context()
    let created = try await entities.create(Tenant(name: "acme", title: "Acme", seats: 4), context)
    var patch = Patch(Tenant.key(name: "acme"))
    patch.tier = .paid
    let updated = try await entities.update(patch, context)
    #expect((updated.tier, updated.seats, updated.title) == (.paid, 4, "Acme"))
    #expect(updated.createdAt == created.createdAt)
    #expect(context.mark == StoreMark(revision: 2, offset: 2))
    patch.clear(\.seats)
    #expect(try await entities.update(patch, context).seats == nil)
  }

  /// A handler of `account` that also changes its tenant: the reply shows the account.
  @Test func theMarkIsThatOfTheOperationsEntity() async throws {
    let store = MemoryStore()
    let entities = StoredEntities(store)
    _ = try await entities.create(Tenant(name: "acme", title: "Acme"), entities.context())
    let context = entities.context("account:act_account")
    _ = try await entities.modify(Tenant.key(name: "acme"), context) { _ in }
    #expect(context.mark == nil)
  }

  @Test func anEmptyPatchChangesNothing() async throws {
    let store = MemoryStore()
    let entities = StoredEntities(store)
    _ = try await entities.create(Tenant(name: "acme", title: "Acme"), entities.context())
    let context = entities.context()
    _ = try await entities.update(Patch(Tenant.key(name: "acme")), context)
    #expect(context.mark == StoreMark(revision: 1))
    #expect(try await store.changes(after: 1)?.isEmpty == true)
  }

  @Test func whatDoesNotExist() async throws {
    let entities = StoredEntities(MemoryStore())
    let context = entities.context()
    let key = Tenant.key(name: "nobody")
    #expect(await code { _ = try await entities.get(key, context) } == .notFound)
    #expect(await code { _ = try await entities.update(Patch(key), context) } == .notFound)
    #expect(await code { _ = try await entities.delete(key, context) } == .notFound)
    #expect(await code { _ = try await entities.create(Account(tenant: "nobody", name: "a"), context) } == .notFound)
    #expect(await code { _ = try await entities.create(Tenant(name: "", title: "T"), context) } == .invalidInput)
  }

  @Test func deletionFollowsTheContracts() async throws {
    let entities = StoredEntities(MemoryStore())
    let context = entities.context()
    _ = try await entities.create(Tenant(name: "t", title: "T"), context)
    _ = try await entities.create(Account(tenant: "t", name: "a"), context)
    _ = try await entities.create(Revision(tenant: "t", account: "a", number: 12), context)
    _ = try await entities.create(Lock(tenant: "t", name: "l"), context)
    #expect(await code { _ = try await entities.delete(Tenant.key(name: "t"), context) } == .restricted)
    _ = try await entities.delete(Key<Lock>(["t", "l"]), context)
    _ = try await entities.delete(Tenant.key(name: "t"), context)
    #expect(try await entities.list(ListQuery<Revision>(), context).total == 0)
  }

  /// Each adds one to the same field: the revision that a patch was made from is a precondition, so none is lost.
  @Test func concurrentUpdatesOfDifferentFieldsLoseNothing() async throws {
    let entities = StoredEntities(MemoryStore())
    _ = try await entities.create(Tenant(name: "acme", title: "0", seats: 0), entities.context())
    await withTaskGroup { group in
      group.addTask {
        for i in 1...200 {
          var patch = Patch(Tenant.key(name: "acme"))
          patch.title = "\(i)"
          _ = try? await entities.update(patch, entities.context())
        }
      }
      group.addTask {
        for i in 1...200 {
          var patch = Patch(Tenant.key(name: "acme"))
          patch.seats = i
          _ = try? await entities.update(patch, entities.context())
        }
      }
    }
    let tenant = try await entities.get(Tenant.key(name: "acme"), entities.context())
    #expect(tenant.title == "200")
    #expect(tenant.seats == 200)
  }
}
