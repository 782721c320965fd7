import ConcordCore
import ConcordEntities
import Synchronization
import TestContracts
import Testing

@testable import ConcordServer

/// Events that wait for a store that does not answer.
@Suite struct WaitingEventsTests {
  private struct SlowStore: EntityStore {
    let store = MemoryStore()
    let barrier: Barrier
    var epoch: String { store.epoch }

    func declare(_ entities: [any Entity.Type]) { store.declare(entities) }
    func nextNumber(of sequence: String) async throws(ConcordError) -> Int {
      try await store.nextNumber(of: sequence)
    }
    func commit(
      _ mutations: [Mutation], preconditions: [Precondition], cause: Cause
    ) async throws(ConcordError) -> Commit {
      try await store.commit(mutations, preconditions: preconditions, cause: cause)
    }
    func read(_ path: EntityPath) async throws(ConcordError) -> StoredEntity? {
      await barrier.pass()
      return try await store.read(path)
    }
    func entities(of kind: String, within scope: EntityPath?) async throws(ConcordError) -> Snapshot {
      try await store.entities(of: kind, within: scope)
    }
    func changes(after offset: Int) async throws(ConcordError) -> [Commit]? { try await store.changes(after: offset) }
    func follow(_ receive: @escaping @Sendable (Commit) -> Void) { store.follow(receive) }
  }

  private static let rule = OwnerRule("owner", principal: "name", of: Account.self)

  private static func event(_ text: String, _ path: EntityPath) -> OwnedEvents.Pending {
    let news = News(
      id: .make(), content: .event(topic: text, payload: [], about: path), cause: nil, epoch: "")
    return OwnedEvents.Pending(news: news, path: path, kind: 0, rule: rule, except: nil, delivery: .every)
  }

  @Test func aCommitSettlesWhatWaits() async throws {
    let store = SlowStore(barrier: Barrier())
    let told = Journal()
    let (ends, end) = AsyncStream<String>.makeStream()
    let owned = OwnedEvents(store) { event, audience in
      guard case .readers(0, let owner) = audience else { return }
      told.add("\(event.news.topic) \(owner ?? "-")")
      if event.news.topic == "e" { end.yield("e") }
    }
    let (one, other) = (
      EntityPath([.init(entity: "account", key: "1")]), EntityPath([.init(entity: "account", key: "2")])
    )
    func json(_ owner: String) -> [UInt8] { Array(#"{"owner":"\#(owner)"}"#.utf8) }
    for path in [one, other] {
      _ = try await store.commit([.insert(path, json: json("ann"))], preconditions: [], cause: Cause())
    }
    for text in ["a", "b"] { #expect(owned.send(Self.event(text, one))) }
    #expect(owned.send(Self.event("c", other)))
    owned.settle(
      before: try await store.commit([.update(one, json: json("bob"))], preconditions: [], cause: Cause()))
    #expect(told.lines == ["a ann", "b ann"])
    #expect(owned.send(Self.event("d", one)))
    owned.settle(before: try await store.commit([.delete(one, rules: [:])], preconditions: [], cause: Cause()))
    #expect(told.lines == ["a ann", "b ann", "d bob"])
    #expect(owned.send(Self.event("e", one)))
    await store.barrier.open()
    var rest = ends.makeAsyncIterator()
    #expect(await rest.next() == "e")
    // What no commit settled is the store's to say; nothing is told twice.
    #expect(told.lines == ["a ann", "b ann", "d bob", "c ann", "e -"])
  }

  @Test func noMoreThanSoManyWait() async throws {
    let store = SlowStore(barrier: Barrier())
    let owned = OwnedEvents(store) { _, _ in }
    let path = EntityPath([.init(entity: "account", key: "1")])
    for number in 0..<OwnedEvents.most { #expect(owned.send(Self.event("\(number)", path))) }
    #expect(!owned.send(Self.event("one more", path)))
    await store.barrier.open()
    // Who drains is told when the last was sent.
    await withCheckedContinuation { done in owned.gate.close { done.resume() } }
    #expect(owned.gate.current == 0)
    #expect(owned.send(Self.event("the next", path)))
  }
}
