import ConcordCore
import ConcordEntities
import TestContracts
import Testing

@Suite struct ListTests {
  private func filled() async throws -> StoredEntities {
    let entities = StoredEntities(MemoryStore())
    let context = entities.context()
    for (name, title, seats) in [("e", "A", 2), ("d", "B", nil), ("c", "A", 10), ("b", "C", 1), ("a", "B", 2)] {
      _ = try await entities.create(
        Tenant(name: name, title: title, tier: seats == 2 ? .paid : .free, seats: seats), context)
    }
    for (tenant, name) in [("a", "x"), ("a", "y"), ("b", "x")] {
      _ = try await entities.create(Account(tenant: tenant, name: name), context)
    }
    return entities
  }

  private func names(_ entities: StoredEntities, _ query: ListQuery<Tenant>) async throws -> [String] {
    try await entities.list(query, entities.context()).items.map(\.name)
  }

  @Test func theOrderIsByKeyUnlessAsked() async throws {
    let entities = try await filled()
    var query = ListQuery<Tenant>(pageSize: 10)
    #expect(try await names(entities, query) == ["a", "b", "c", "d", "e"])
    query.sort(by: \.title)
    #expect(try await names(entities, query) == ["c", "e", "a", "d", "b"])
    query.sort(by: \.seats, descending: true)
    #expect(try await names(entities, query) == ["c", "e", "a", "d", "b"])
    query = ListQuery<Tenant>(pageSize: 10)
    // Numbers by value, and what has none first.
    query.sort(by: \.seats)
    #expect(try await names(entities, query) == ["d", "b", "a", "e", "c"])
  }

  @Test func filters() async throws {
    let entities = try await filled()
    var query = ListQuery<Tenant>()
    query.filter(\.tier, .paid)
    #expect(try await names(entities, query) == ["a", "e"])
    query.filter(\.seats, 10)
    #expect(try await names(entities, query).isEmpty)
    query = ListQuery<Tenant>()
    query.filter(\.seats, nil)
    #expect(try await names(entities, query) == ["d"])
  }

  @Test func whatTheContractDoesNotNameIsRefused() async throws {
    let entities = try await filled()
    var query = ListQuery<Tenant>()
    query.filter(\.title, "A")
    #expect(await code { _ = try await entities.list(query, entities.context()) } == .invalidInput)
    query = ListQuery<Tenant>()
    query.sort(by: \.tier)
    #expect(await code { _ = try await entities.list(query, entities.context()) } == .invalidInput)
  }

  @Test func pages() async throws {
    let entities = try await filled()
    let context = entities.context()
    let first = try await entities.list(ListQuery<Tenant>(), context)
    #expect((first.page, first.pageSize, first.total) == (1, 3, 5))
    #expect(first.items.map(\.name) == ["a", "b", "c"])
    #expect(first.revisions == [5, 4, 3])
    #expect(context.mark == StoreMark(offset: 8))
    #expect(try await names(entities, ListQuery(page: 2)) == ["d", "e"])
    #expect(try await names(entities, ListQuery(page: 3)).isEmpty)
    #expect(try await names(entities, ListQuery(page: .max)).isEmpty)
    #expect(try await entities.list(ListQuery<Tenant>(pageSize: .max), context).pageSize == 1000)
  }

  @Test func scopes() async throws {
    let entities = try await filled()
    let context = entities.context()
    #expect(try await entities.list(ListQuery<Account>(), context).total == 3)
    #expect(
      try await entities.list(ListQuery<Account>(in: Tenant.key(name: "a")), context).items.map(\.name) == ["x", "y"])
    #expect(try await entities.list(ListQuery<Account>(in: Tenant.key(name: "c")), context).total == 0)
    #expect(try await entities.list(ListQuery<Account>(in: Tenant.key(name: "nobody")), context).total == 0)
  }
}
