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

@Suite struct CriteriaTests {
  private func found(_ fill: (inout ListQuery<Tenant>) -> Void) async throws -> [String] {
    let entities = StoredEntities(MemoryStore())
    for (name, seats) in [("a", 1), ("b", nil), ("c", 5), ("d", 10), ("e", 7)] {
      _ = try await entities.create(
        Tenant(name: name, title: name, tier: seats == 5 ? .paid : .free, seats: seats), entities.context())
    }
    var query = ListQuery<Tenant>(pageSize: 10)
    fill(&query)
    // What is written is read as the same.
    let json = encode(query)
    var reader = JSONReader(json.span.bytes)
    let read = ListQuery<Tenant>.decode(from: &reader)
    #expect(reader.failure == nil && encode(read) == json)
    let names = try await entities.list(query, entities.context()).items.map(\.name)
    #expect(try await entities.list(read, entities.context()).items.map(\.name) == names)
    return names
  }

  @Test func conditions() async throws {
    #expect(try await found { $0.where(\.seats, .atLeast(5)) } == ["c", "d", "e"])
    #expect(try await found { $0.where(\.seats, .above(5)) } == ["d", "e"])
    // What has no value is neither above nor below.
    #expect(try await found { $0.where(\.seats, .atMost(5)) } == ["a", "c"])
    #expect(try await found { $0.where(\.seats, .below(5)) } == ["a"])
    #expect(try await found { $0.where(\.seats, .not(5)) } == ["a", "b", "d", "e"])
    #expect(try await found { $0.where(\.seats, .equals(nil)) } == ["b"])
    #expect(try await found { $0.where(\.seats, .oneOf([1, 7, nil])) } == ["a", "b", "e"])
    #expect(try await found { $0.where(\.tier, .equals(.paid)) } == ["c"])
    #expect(try await found { $0.where(\.tier, .contains("AI")) } == ["c"])
    #expect(
      try await found {
        $0.where(\.seats, .atLeast(5))
        $0.where(\.seats, .below(10))
      } == ["c", "e"])
  }

  @Test func alternatives() async throws {
    #expect(
      try await found { $0.whereAny({ $0.where(\.seats, .below(5)) }, { $0.where(\.tier, .equals(.paid)) }) }
        == ["a", "c"])
    // Two of them, and a condition twice: all have to hold.
    #expect(
      try await found {
        $0.whereAny({ $0.where(\.seats, .below(6)) }, { $0.where(\.seats, .above(8)) })
        $0.whereAny({ $0.where(\.seats, .above(1)) }, { $0.where(\.tier, .equals(.paid)) })
        $0.where(\.seats, .not(5))
        $0.where(\.seats, .not(1))
      } == ["d"])
  }

  @Test(arguments: [
    (0, 2, ["a", "b"]), (1, 3, ["b", "c", "d"]), (3, 10, ["d", "e"]), (5, 1, []), (9_007_199_254_740_991, 1, []),
  ])
  func offsets(_ offset: Int, _ size: Int, _ names: [String]) async throws {
    #expect(
      try await found {
        $0.offset = offset
        $0.pageSize = size
      } == names)
  }

  @Test(arguments: [
    #"{"criteria":{"seats":{"$lte":"x"}}}"#, #"{"criteria":{"title":"a"}}"#, #"{"criteria":{"seats":{"$contains":1}}}"#,
    #"{"criteria":{"$or":[{"seats":1},{"title":"a"}]}}"#,
  ]) func whatDoesNotFitIsRefused(_ json: String) async throws {
    let entities = StoredEntities(MemoryStore())
    var reader = JSONReader(Array(json.utf8).span.bytes)
    let query = ListQuery<Tenant>.decode(from: &reader)
    #expect(reader.failure == nil)
    #expect(await code { _ = try await entities.list(query, entities.context()) } == .invalidInput)
  }

  @Test(arguments: [
    #"{"criteria":{"seats":1,"seats":2}}"#, #"{"criteria":{"seats":{"$gt":1,"$gt":2}}}"#,
    #"{"criteria":{"seats":{"$near":1}}}"#, #"{"criteria":{"$and":[]}}"#, #"{"criteria":{"$or":[]}}"#,
    #"{"criteria":{"seats":{"$in":1}}}"#, #"{"filter":{"seats":1,"seats":1}}"#, #"{"offset":-1}"#,
    #"{"page":2,"offset":5}"#,
  ]) func whatIsNoQueryIsNotRead(_ json: String) {
    var reader = JSONReader(Array(json.utf8).span.bytes)
    _ = ListQuery<Tenant>.decode(from: &reader)
    #expect(reader.failure != nil)
  }

  /// Each limit at its bound and one beyond it; the refusal names it.
  @Test(arguments: [
    (#"{"sort":["title","-seats"]}"#, #"{"sort":["title","-seats","tier"]}"#, "sort", "sortFields"),
    (
      #"{"criteria":{"seats":{"$in":[1,2,3,4]}}}"#, #"{"criteria":{"seats":{"$in":[1,2,3,4,5]}}}"#, "criteria.seats",
      "values"
    ),
    (
      #"{"filter":{"tier":"PAID"},"criteria":{"seats":{"$gt":1,"$lt":5}}}"#,
      #"{"filter":{"tier":"PAID"},"criteria":{"seats":{"$gt":1,"$lt":5,"$ne":3}}}"#, "criteria", "conditions"
    ),
    (
      #"{"criteria":{"$or":[{},{},{}]}}"#, #"{"criteria":{"$or":[{},{},{},{}]}}"#, "criteria", "conditions"
    ),
    (#"{"filter":{"tier":"PAID","seats":1}}"#, #"{"filter":{"a":1,"b":1,"c":1,"d":1}}"#, "filter.a", "tier"),
  ]) func limits(_ fits: String, _ exceeds: String, _ field: String, _ limit: String) async throws {
    var limits = ListLimits()
    (limits.conditions, limits.values, limits.sortFields) = (3, 4, 2)
    let entities = StoredEntities(MemoryStore(), entities: TestPackage.entities, lists: limits)
    func list(_ json: String) async throws {
      let query = try JSON.decode(ListQuery<Tenant>.self, from: json)
      _ = try await entities.list(query, entities.context())
    }
    try await list(fits)
    let error = await #expect(throws: ConcordError.self) { try await list(exceeds) }
    #expect(error?.code == .invalidInput && error?.field == field)
    #expect(error?.message.contains(limit) == true, "\(error?.message ?? "")")
  }

  @Test func anOrderNamesAFieldOnce() async throws {
    let entities = StoredEntities(MemoryStore())
    let query = try JSON.decode(ListQuery<Tenant>.self, from: #"{"sort":["title","-title"]}"#)
    let error = await #expect(throws: ConcordError.self) { _ = try await entities.list(query, entities.context()) }
    #expect(error?.code == .invalidInput && error?.field == "sort.title")
  }

  @Test func aFieldThatIsFilteredTwiceHasToEqualBoth() async throws {
    #expect(
      try await found {
        $0.filter(\.seats, 5)
        $0.filter(\.seats, 5)
      } == ["c"])
    #expect(
      try await found {
        $0.filter(\.seats, 5)
        $0.filter(\.seats, 7)
      } == [])
  }
}
