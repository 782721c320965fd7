import ConcordCore
import SampleContracts
import Testing

@testable import ConcordClient

@Suite struct EntityCacheTests {
  private static let account = "/tenant/acme/account/prod"
  private static let service = "\(account)/environment/env1/service/api"

  private static func filled() -> EntityCache {
    var cache = EntityCache()
    for (i, entity) in ([acme, prod, env1, api] as [any Entity]).enumerated() {
      let result = cache.apply(entity, revision: i + 1)
      #expect(result == .changed)
    }
    return cache
  }

  private func path(_ text: String) throws -> EntityPath { try #require(EntityPath(text)) }

  // MARK: Revisions

  @Test func onlyNewerStatesAreTaken() {
    var cache = EntityCache()
    let results = [5, 5, 4, 6].map { cache.apply(Tenant(name: "acme", title: "\($0)"), revision: $0) }
    #expect(results == [.changed, .stale, .stale, .changed])
    #expect(cache.tree[Tenant.key(name: "acme")]?.title == "6")
  }

  @Test func equalNamesInTwoTenantsDoNotCollide() {
    var cache = EntityCache()
    for tenant in ["a", "b"] {
      _ = cache.apply(Tenant(name: tenant), revision: 1)
      _ = cache.apply(Account(tenant: tenant, name: "prod", provider: tenant == "a" ? .aws : .azure), revision: 2)
    }
    #expect(cache.tree[Account.key(tenant: "a", name: "prod")]?.provider == .aws)
    #expect(cache.tree[Account.key(tenant: "b", name: "prod")]?.provider == .azure)
  }

  // MARK: Deletions

  @Test func deletionTakesTheBranchLeavesFirst() throws {
    var cache = Self.filled()
    let gone = cache.delete(try path(Self.account), revision: 9)
    #expect(gone.map(\.description) == [Self.service, "\(Self.account)/environment/env1", Self.account])
    #expect(cache.tree.lines == ["/tenant/acme 1"])
  }

  @Test func anOlderDeletionDoesNothing() throws {
    var cache = Self.filled()
    _ = cache.apply(prod, revision: 12)
    let gone = cache.delete(try path(Self.account), revision: 10)
    // The account has been made anew since, so what hung below its earlier life is gone all the same.
    #expect(gone.map(\.description) == [Self.service, "\(Self.account)/environment/env1"])
    #expect(cache.tree.lines == ["/tenant/acme 1", "\(Self.account) 12"])
  }

  @Test func deletedStaysDeleted() throws {
    var cache = Self.filled()
    _ = cache.delete(try path(Self.account), revision: 9)
    let late = [cache.apply(prod, revision: 2), cache.apply(env1, revision: 8), cache.apply(prod, revision: 9)]
    #expect(late == [.stale, .stale, .stale])
    #expect(cache.orphanCount == 0)
    let again = cache.apply(prod, revision: 10)
    let below = cache.apply(env1, revision: 11)
    let stale = cache.apply(api, revision: 4)
    #expect(again == .changed && below == .changed && stale == .stale)
  }

  @Test func deletionThatComesBeforeTheEntity() throws {
    var cache = EntityCache()
    let gone = cache.delete(acme.path, revision: 3)
    let result = cache.apply(acme, revision: 2)
    #expect(gone.isEmpty && result == .stale && cache.tree.count == 0)
  }

  @Test func deletionWithoutRevisionTakesWhatIsThere() throws {
    var cache = Self.filled()
    let gone = cache.delete(try path(Self.account), revision: nil)
    let stale = cache.apply(env1, revision: 3)
    let newer = cache.apply(prod, revision: 5)
    #expect(gone.count == 3 && stale == .stale && newer == .changed)
  }

  @Test func childrenOfTheNextLifeWaitForTheirParent() throws {
    var cache = Self.filled()
    // A child of the account's next life comes while the old account is still there.
    _ = cache.apply(Environment(tenant: "acme", account: "prod", name: "new"), revision: 12)
    let gone = cache.delete(try path(Self.account), revision: 10)
    #expect(!gone.map(\.description).contains("\(Self.account)/environment/new"))
    #expect(cache.orphanCount == 1 && cache.tree.count == 1)
    _ = cache.apply(prod, revision: 11)
    #expect(cache.tree.lines == ["/tenant/acme 1", "\(Self.account) 11", "\(Self.account)/environment/new 12"])
  }

  @Test func tombstonesAreBounded() {
    var cache = EntityCache(maxTombstones: 2)
    for name in ["a", "b", "c"] { _ = cache.delete(Tenant.key(name: name).path, revision: 9) }
    #expect(cache.tombstoneCount == 2)
    let results = ["a", "b", "c"].map { cache.apply(Tenant(name: $0), revision: 1) }
    #expect(results == [.changed, .stale, .stale])
  }

  @Test func aFullLoadDropsEarlierTombstones() {
    var cache = EntityCache()
    _ = cache.delete(Tenant.key(name: "before").path, revision: 5)
    let mark = cache.tombstoneMark
    _ = cache.delete(Tenant.key(name: "meanwhile").path, revision: 6)
    cache.dropTombstones(upTo: mark)
    let results = ["before", "meanwhile"].map { cache.apply(Tenant(name: $0), revision: 1) }
    #expect(results == [.changed, .stale])
  }

  // MARK: Orphans

  @Test func childrenThatComeFirstAreAdoptedDownToTheLeaves() {
    var cache = EntityCache()
    let early = [cache.apply(api, revision: 4), cache.apply(env1, revision: 3), cache.apply(prod, revision: 2)]
    #expect(early == [.orphaned, .orphaned, .orphaned] && cache.orphanCount == 3 && cache.tree.count == 0)
    let parent = cache.apply(acme, revision: 1)
    #expect(parent == .changed && cache.orphanCount == 0)
    #expect(
      cache.tree.lines == [
        "/tenant/acme 1", "\(Self.account) 2", "\(Self.account)/environment/env1 3", "\(Self.service) 4",
      ])
  }

  @Test func theNewestStateOfAnOrphanIsKept() {
    var cache = EntityCache()
    let results = [3, 5, 4].map {
      cache.apply(Account(tenant: "acme", name: "prod", provider: .aws, size: $0), revision: $0)
    }
    #expect(results == [.orphaned, .orphaned, .stale])
    _ = cache.apply(acme, revision: 1)
    #expect(cache.tree[prod.key]?.size == 5)
  }

  @Test func orphansAreBoundedAndTheOldestGoes() {
    var cache = EntityCache(maxOrphans: 2)
    for name in ["a", "b", "c"] { _ = cache.apply(Account(tenant: "acme", name: name, provider: .aws), revision: 2) }
    #expect(cache.orphanCount == 2 && cache.orphansDropped == 1)
    _ = cache.apply(acme, revision: 1)
    #expect(cache.tree.lines == ["/tenant/acme 1", "/tenant/acme/account/b 2", "/tenant/acme/account/c 2"])
  }

  @Test func deletionDropsOrphansBelow() throws {
    var cache = EntityCache()
    _ = cache.apply(prod, revision: 2)
    _ = cache.apply(Account(tenant: "beta", name: "prod", provider: .aws), revision: 2)
    _ = cache.apply(env1, revision: 12)
    _ = cache.delete(acme.path, revision: 5)
    // The environment is newer than the deletion: its account and tenant will come again.
    #expect(
      Set(cache.orphanPaths.map(\.description)) == ["\(Self.account)/environment/env1", "/tenant/beta/account/prod"])
  }

  @Test func clearing() {
    var cache = Self.filled()
    _ = cache.apply(Account(tenant: "beta", name: "x", provider: .aws), revision: 2)
    _ = cache.delete(acme.path, revision: 9)
    cache.clear()
    #expect(cache.tree.count == 0 && cache.orphanCount == 0 && cache.tombstoneCount == 0)
    let result = cache.apply(acme, revision: 1)
    #expect(result == .changed)
  }

  // MARK: Convergence

  private enum Message {
    case put(any Entity, Int)
    case delete(EntityPath, Int)
  }

  /// A server's history of changes, its messages in any order: the cache ends where the server does.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func anyOrderOfMessagesEndsInTheSameTree(_ seed: UInt64) {
    var random = SeededRandom(seed)
    var server: [EntityPath: Int] = [:]
    var messages: [Message] = []
    for revision in 1...120 {
      let names = (0..<3).map { _ in "n\(Int.random(in: 0..<3, using: &random))" }
      let entity: any Entity =
        switch Int.random(in: 0..<3, using: &random) {
        case 0: Tenant(name: names[0])
        case 1: Account(tenant: names[0], name: names[1], provider: .aws)
        default: Environment(tenant: names[0], account: names[1], name: names[2])
        }
      let path = entity.path
      if server[path] != nil, Int.random(in: 0..<3, using: &random) == 0 {
        for gone in server.keys.filter({ $0.isWithin(path) }) {
          server[gone] = nil
          messages.append(.delete(gone, revision))
        }
      } else if path.parent.map({ server[$0] != nil }) ?? true {
        server[path] = revision
        messages.append(.put(entity, revision))
      }
    }
    for _ in 0..<5 {
      messages.shuffle(using: &random)
      var cache = EntityCache()
      for message in messages {
        switch message {
        case .put(let entity, let revision): _ = cache.apply(entity, revision: revision)
        case .delete(let path, let revision): _ = cache.delete(path, revision: revision)
        }
      }
      var found: [EntityPath: Int] = [:]
      cache.tree.forEach { entity, _ in found[entity.path] = cache.tree.revision(entity.path) }
      #expect(found == server)
      #expect(cache.orphanCount == 0)
    }
  }

  // MARK: Short paths

  @Test(arguments: [
    ("/tenant/acme/account/prod/environment/env1/service/api", "full"),
    ("/tenant/acme/service/api", "full"),
    ("/service/api", "ambiguous"),
    ("/tenant/beta/service/api", "other"),
    ("/environment/env1/service/api", "full"),
    ("/tenant/acme/service/nobody", "unknown"),
    ("/service/api/tenant/acme", "invalid"),
    ("/tenant/acme/moon/api", "invalid"),
    ("/account/prod/tenant/acme/service/api", "invalid"),
    ("/tenant/acme/tenant/acme/service/api", "invalid"),
    ("/tenant/waiting/service/api", "orphan"),
  ])
  func shortPaths(_ text: String, _ expected: String) throws {
    var cache = Self.filled()
    _ = cache.apply(Tenant(name: "beta"), revision: 5)
    _ = cache.apply(Account(tenant: "beta", name: "x", provider: .aws), revision: 6)
    _ = cache.apply(Environment(tenant: "beta", account: "x", name: "y"), revision: 7)
    _ = cache.apply(Service(tenant: "beta", account: "x", environment: "y", name: "api"), revision: 8)
    _ = cache.apply(Service(tenant: "waiting", account: "a", environment: "b", name: "api"), revision: 9)
    let resolution = EntityKinds(SamplePackage.entities).resolve(try path(text), in: cache)
    let paths = [
      "full": Self.service, "other": "/tenant/beta/account/x/environment/y/service/api",
      "orphan": "/tenant/waiting/account/a/environment/b/service/api",
    ]
    switch expected {
    case "ambiguous": #expect(resolution == .ambiguous)
    case "unknown": #expect(resolution == .unknown)
    case "invalid": #expect(resolution == .invalid)
    default: #expect(resolution == .path(try path(try #require(paths[expected]))))
    }
  }
}

@Suite struct BoundedMapTests {
  @Test func theOneSetLongestAgoGoes() {
    var map = BoundedMap<Int, String>(limit: 2)
    let first = map.set(1, "a")
    let second = map.set(2, "b")
    let again = map.set(1, "c")
    #expect(first == nil && second == nil && again == nil)
    let third = map.set(3, "d")
    #expect(third?.key == 2 && map[1] == "c" && map[2] == nil && map[3] == "d")
  }

  @Test func staysSmall() {
    var map = BoundedMap<Int, Int>(limit: 10)
    for i in 0..<10_000 {
      _ = map.set(i % 20, i)
      if i % 3 == 0 { map.remove(i % 20) }
    }
    #expect(map.count <= 10)
    map.removeAll(upTo: map.turn)
    #expect(map.isEmpty)
  }
}
