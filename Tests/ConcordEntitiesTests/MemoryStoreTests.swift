import ConcordCore
import Synchronization
import Testing

@testable import ConcordEntities

@Suite struct MemoryStoreTests {
  private let cascade: [String: ParentDeletion] = ["account": .cascade, "revision": .cascade]

  @Test func aCommitIsAllOrNothing() async throws {
    let store = try await MemoryStore.withABranch()
    let before = try await store.entities(of: "account", within: nil)
    let mutations: [Mutation] = [
      .update(path("/tenant/t"), json: bytes("[]")),
      .insert(path("/tenant/t/account/c"), json: bytes("{}")),
      .delete(path("/tenant/t/account/a"), rules: cascade),
      .insert(path("/tenant/t/account/a"), json: bytes("[]")),
      .insert(path("/tenant/nobody/account/d"), json: bytes("{}")),
    ]
    #expect(await code { _ = try await store.commit(mutations) } == .notFound)
    let after = try await store.entities(of: "account", within: nil)
    #expect(Set(after.entities.map(\.path)) == Set(before.entities.map(\.path)))
    #expect(after.offset == before.offset)
    #expect(try await store.read(path("/tenant/t"))?.json == bytes("{}"))
    #expect(try await store.read(path("/tenant/t/account/a"))?.revision == 2)
    #expect(try await store.entities(of: "revision", within: path("/tenant/t/account/a")).entities.count == 2)
    // And what was there is still deleted with its parent.
    #expect(try await store.commit([.delete(path("/tenant/t"), rules: cascade)]).changes.count == 5)
  }

  @Test func listsAKindWithinAnyAncestor() async throws {
    let store = try await MemoryStore.withABranch()
    _ = try await store.commit([
      .insert(path("/tenant/u"), json: bytes("{}")), .insert(path("/tenant/u/account/a"), json: bytes("{}")),
      .insert(path("/tenant/u/account/a/revision/9"), json: bytes("{}")),
    ])
    func list(_ kind: String, _ scope: String?) async throws -> [String] {
      try await store.entities(of: kind, within: scope.map { path($0) }).entities.map(\.path.description).sorted()
    }
    let below = ["/tenant/t/account/a/revision/1", "/tenant/t/account/a/revision/2"]
    #expect(try await list("revision", nil) == below + ["/tenant/u/account/a/revision/9"])
    #expect(try await list("revision", "/tenant/t") == below)
    #expect(try await list("revision", "/tenant/t/account/a") == below)
    #expect(try await list("revision", "/tenant/t/account/b") == [])
    #expect(try await list("account", "/tenant/u") == ["/tenant/u/account/a"])
    #expect(try await list("tenant", nil) == ["/tenant/t", "/tenant/u"])
    #expect(try await list("tenant", "/tenant/t") == [])
    _ = try await store.commit([.delete(path("/tenant/t"), rules: cascade)])
    #expect(try await list("revision", nil) == ["/tenant/u/account/a/revision/9"])
    #expect(try await list("revision", "/tenant/t") == [])
    #expect(try await list("account", nil) == ["/tenant/u/account/a"])
  }

  @Test func severalMutationsShareAnOffset() async throws {
    let store = MemoryStore()
    let commit = try await store.commit([
      .insert(path("/tenant/t"), json: bytes("{}")), .insert(path("/tenant/t/account/a"), json: bytes("{}")),
      .update(path("/tenant/t"), json: bytes("[]")),
    ])
    #expect(commit.offset == 1)
    #expect(commit.changes.map(\.topic) == ["tenant:created", "account:created", "tenant:updated"])
    #expect(commit.changes.allSatisfy { $0.revision == 1 })
  }

  @Test func changesSayWhatWasBefore() async throws {
    let store = try await MemoryStore.withABranch()
    let commit = try await store.commit([
      .update(path("/tenant/t/account/b"), json: bytes("[1]")),
      .update(path("/tenant/t/account/b"), json: bytes("[2]")),
      .delete(path("/tenant/t"), rules: cascade), .insert(path("/tenant/t"), json: bytes("[3]")),
    ])
    let previous = commit.changes.map { $0.previous.map { String(decoding: $0, as: UTF8.self) } }
    #expect(previous == ["{}", "[1]", "{}", "{}", "{}", "[2]", "{}", nil])
    #expect(commit.changes.map(\.path).last == path("/tenant/t"))
  }

  @Test func preconditions() async throws {
    let store = try await MemoryStore.withABranch()
    let update = Mutation.update(path("/tenant/t"), json: bytes("[]"))
    #expect(await code { _ = try await store.commit([update], [.revision(path("/tenant/t"), 9)]) } == .conflict)
    #expect(await code { _ = try await store.commit([update], [.revision(path("/tenant/no"), 1)]) } == .conflict)
    #expect(try await store.commit([update], [.revision(path("/tenant/t"), 1)]).offset == 6)
  }

  @Test func whatIsRefused() async throws {
    let store = try await MemoryStore.withABranch()
    let object = bytes("{}")
    let cases: [(Mutation, ErrorCode)] = [
      (.insert(path("/tenant/t"), json: object), .alreadyExists),
      (.insert(path("/tenant/x/account/a"), json: object), .notFound),
      (.update(path("/tenant/x"), json: object), .notFound),
      (.delete(path("/tenant/x"), rules: [:]), .notFound),
      (.delete(path("/tenant/t"), rules: [:]), .restricted),
      (.delete(path("/tenant/t"), rules: ["account": .cascade]), .restricted),
      (.delete(path("/tenant/t"), rules: ["account": .restrict, "revision": .cascade]), .restricted),
    ]
    for (mutation, expected) in cases {
      #expect(await code { _ = try await store.commit([mutation]) } == expected, "\(mutation)")
    }
    #expect(try await store.commit([.delete(path("/tenant/t/account/b"), rules: [:])]).changes.count == 1)
  }

  @Test func aBranchGoesLeavesFirst() async throws {
    let store = try await MemoryStore.withABranch()
    let commit = try await store.commit([.delete(path("/tenant/t"), rules: cascade)])
    #expect(
      commit.changes.map(\.path.description) == [
        "/tenant/t/account/a/revision/1", "/tenant/t/account/a/revision/2", "/tenant/t/account/a",
        "/tenant/t/account/b", "/tenant/t",
      ])
    #expect(commit.changes.allSatisfy { $0.action == .deleted && $0.revision == 6 })
    for kind in ["tenant", "account", "revision"] {
      #expect(try await store.entities(of: kind, within: nil).entities.isEmpty)
    }
  }

  @Test func revisionsGrowOverDeletion() async throws {
    let store = MemoryStore()
    let tenant = path("/tenant/t")
    _ = try await store.commit([.insert(tenant, json: bytes("{}"))])
    _ = try await store.commit([.delete(tenant, rules: [:])])
    _ = try await store.commit([.insert(tenant, json: bytes("{}"))])
    #expect(try await store.read(tenant)?.revision == 3)
  }

  @Test func theLogReachesBackAsFarAsItIsLong() async throws {
    let store = MemoryStore(logLength: 3)
    #expect(try await store.changes(after: 0)?.isEmpty == true)
    #expect(try await store.changes(after: 1) == nil)
    for i in 1...5 { _ = try await store.commit([.insert(path("/tenant/t\(i)"), json: bytes("{}"))]) }
    #expect(try await store.changes(after: 0) == nil)
    #expect(try await store.changes(after: 1) == nil)
    #expect(try await store.changes(after: 2)?.map(\.offset) == [3, 4, 5])
    #expect(try await store.changes(after: 4)?.flatMap(\.changes).map(\.path) == [path("/tenant/t5")])
    #expect(try await store.changes(after: 5)?.isEmpty == true)
    #expect(try await store.changes(after: 6) == nil)
    #expect(try await store.changes(after: -1) == nil)
  }

  @Test func theFollowerSeesEveryCommitInOrder() async throws {
    let store = MemoryStore()
    let seen = Mutex<[Int]>([])
    store.follow { commit in seen.withLock { $0.append(commit.offset) } }
    await withTaskGroup { group in
      for writer in 0..<8 {
        group.addTask {
          for i in 0..<50 { _ = try? await store.commit([.insert(path("/tenant/\(writer)-\(i)"), json: bytes("{}"))]) }
        }
      }
    }
    #expect(seen.withLock { $0 } == Array(1...400))
  }

  @Test func theStoreIsBounded() async throws {
    let store = MemoryStore(maxEntities: 1)
    _ = try await store.commit([.insert(path("/tenant/a"), json: bytes("{}"))])
    #expect(await code { _ = try await store.commit([.insert(path("/tenant/b"), json: bytes("{}"))]) } == .overloaded)
  }

  @Test func everyStoreHasItsEpoch() {
    #expect(MemoryStore().epoch != MemoryStore().epoch)
  }
}
