import ConcordCore
import SampleContracts
import Testing

@testable import ConcordClient

/// In which order events reach the bus, whatever they overtook on their way.
extension StreamTests {
  private mutating func pushDeletion(_ name: String, _ offset: Int) {
    let path = Tenant.key(name: name).path
    state.pushedDeletion(path, StoreMark(revision: offset, offset: offset), topic: "tenant:deleted") { _, _ in }
  }

  /// A tenant was created while the client was away, and is deleted before the answer that tells of that.
  @Test mutating func whatComesBeforeTheAnswerIsToldInItsPlace() {
    connect()
    loseAndComeBack(offset: 9)
    pushDeletion("short", 10)
    #expect(done() == ["recover 2 e1 5"])
    state.recovered(2, Self.answer(#"{"recovered":true,"epoch":"e1","offset":10}"#))
    push(acme, 6)
    #expect(done() == [])
    push(Tenant(name: "short"), 8)
    #expect(done() == ["tree 2", "publish"])
    pushDeletion("short", 10)
    #expect(done() == ["tree 1", "publish"])
  }

  /// What the answer does not have comes after it, and where there is no answer, nothing is missing.
  @Test mutating func whatComesBeforeTheAnswerIsNotLost() {
    connect()
    loseAndComeBack(offset: 9)
    push(Tenant(name: "live"), 11)
    _ = done()
    state.recovered(2, Self.answer(#"{"recovered":true,"epoch":"e1","offset":9}"#))
    #expect(done() == ["tree 2", "publish"])

    loseAndComeBack(offset: 12)
    push(Tenant(name: "more"), 13)
    _ = done()
    state.notRecovered(3)
    #expect(done() == ["read again 3 tenant", "publish"])
    // An answer that comes after that says nothing.
    state.recovered(3, Self.answer(#"{"recovered":true,"epoch":"e1","offset":12}"#))
    #expect(state.catchUp != nil && state.counters.recoveries == 1)
  }

  /// A connection says something before the thread that made it says that it is open: there is a gap before that as well.
  @Test mutating func whatComesBeforeTheConnectionIsOpenWaits() {
    connect()
    state.socketClosed(1, code: 1006, reason: "", Self.moment())
    state.comeBack(1)
    state.greeted(ServerHello(epoch: "e1", offset: 9), digests: [])
    push(Tenant(name: "live"), 10)
    push(Tenant(name: "more"), 11)
    _ = done()
    state.opened(2, NoSocket(), Self.moment())
    #expect(done() == ["connected", "recover 2 e1 5"])
    state.recovered(2, Self.answer(#"{"recovered":true,"epoch":"e1","offset":11}"#))
    for (name, offset) in [("missed", 8), ("live", 10), ("more", 11)] { push(Tenant(name: name), offset) }
    #expect(done() == ["tree 2", "publish", "tree 3", "publish", "tree 4", "publish"])
  }

  /// Where nothing was missed, and on the first connection, it is told then.
  @Test(arguments: [true, false]) mutating func whatComesBeforeAnOpenConnectionIsTold(isFirst: Bool) {
    if isFirst {
      state.connect(token: "t", ConnectWaiter(number: 0, resume: { _ in }))
    } else {
      connect()
      state.socketClosed(1, code: 1006, reason: "", Self.moment())
      state.comeBack(1)
    }
    state.greeted(ServerHello(epoch: "e1", offset: 5), digests: [])
    push(Tenant(name: "live"), 7)
    _ = done()
    state.opened(state.attempt, NoSocket(), Self.moment())
    if !isFirst {
      #expect(done() == ["connected", "recover 2 e1 5"])
      state.recovered(2, Self.answer(#"{"recovered":true,"epoch":"e1","offset":5}"#))
    }
    #expect(done().suffix(2) == ["tree \(isFirst ? 1 : 2)", "publish"])
    #expect(state.heard?.offset == 6)
  }

  /// A connection that ends before the answer takes along what came on it.
  @Test mutating func whatComesBeforeNoAnswerIsMissed() {
    connect()
    loseAndComeBack(offset: 9)
    push(Tenant(name: "live"), 11)
    _ = done()
    loseAndComeBack(offset: 5)
    #expect(done() == ["recover 3 e1 5"] && state.early.isEmpty)
    state.recovered(3, Self.answer(#"{"recovered":true,"epoch":"e1","offset":5}"#))
    push(Tenant(name: "next"), 12)
    #expect(done() == ["tree 2", "publish"] && state.counters.recoveries == 1)
  }

  // MARK: Each entity's events in their order

  private mutating func answer(_ entity: some Entity, _ offset: Int, _ action: String) {
    state.answered(
      Answer(changes: [.put(entity, revision: offset)], action: action, announce: { _ in }, resume: {}))
  }

  @Test mutating func aReplyThatAnEventOvertook() {
    connect()
    push(acme, 9, "updated")
    _ = done()
    answer(acme, 8, "updated")
    #expect(done() == [])
    answer(acme, 10, "updated")
    #expect(done() == ["tree 1", "publish"])
  }

  @Test mutating func anEventThatAReplyOvertook() {
    connect()
    answer(acme, 9, "updated")
    _ = done()
    push(acme, 8, "updated")
    push(acme, 9, "updated")
    #expect(done() == [])
    push(acme, 10, "updated")
    #expect(done() == ["tree 1", "publish"])
  }

  @Test mutating func anEventThatComesTwice() {
    connect()
    push(acme, 6)
    pushDeletion("acme", 7)
    pushDeletion("acme", 7)
    #expect(done() == ["tree 0", "publish"])
  }

  /// Its deletion comes after a list that it is not in any more.
  @Test mutating func aDeletionThatAListOvertook() {
    connect()
    state.loaded(["tenant"], since: state.loadStart, seen: [], at: 8)
    #expect(done() == ["deleted /tenant/acme"])
    pushDeletion("acme", 8)
    #expect(done() == [])
    push(acme, 9)
    #expect(done() == ["tree 1", "publish"])
  }

  /// Its creation was missed and is told by a reading; a later change of it is faster.
  @Test mutating func anUpdateThatComesBeforeTheReading() {
    connect()
    loseAndComeBack()
    state.notRecovered(2)
    _ = done()
    push(Tenant(name: "new", title: "x"), 10, "updated")
    push(Tenant(name: "new", title: "y"), 11, "updated")
    state.change([.put(Tenant(name: "new", title: "y"), revision: 11)], isRead: true)
    #expect(done() == ["tenant:created /tenant/new", "publish"])
  }

  /// The connection is lost between a state that was read and its event: who reads again tells of it.
  @Test mutating func anEventThatNeverCame() {
    connect()
    state.change([.put(Tenant(name: "new"), revision: 8), .put(acme, revision: 9)], isRead: true)
    #expect(done() == ["tree 2"])
    push(Tenant(name: "other"), 7)
    _ = done()
    loseAndComeBack()
    state.notRecovered(2)
    _ = done()
    state.caughtUp(2, kinds: ["tenant"])
    #expect(Set(done()) == ["tenant:created /tenant/new", "tenant:updated /tenant/acme"])
    push(Tenant(name: "new"), 8)
    push(acme, 9, "updated")
    #expect(done() == [])
  }

  /// What was read while catching up is told then, and not again when its event comes.
  @Test mutating func anEventThatAReadingOvertook() {
    connect()
    loseAndComeBack()
    state.notRecovered(2)
    _ = done()
    state.change([.put(Tenant(name: "new"), revision: 10)], isRead: true)
    #expect(done() == ["tenant:created /tenant/new"])
    push(Tenant(name: "new"), 10)
    #expect(done() == [])
  }

  @Test mutating func ownChangesAreNotToldAgain() {
    connect()
    state.answered(Answer(changes: [.put(Tenant(name: "own"), revision: 7)], action: "created", resume: {}))
    state.answered(Answer(changes: [.delete(acme.path, revision: 8)], action: "deleted", resume: {}))
    loseAndComeBack()
    _ = done()
    state.recovered(2, Self.answer(#"{"recovered":true,"epoch":"e1","offset":9}"#))
    push(acme, 6)
    push(Tenant(name: "own"), 7)
    state.pushedDeletion(acme.path, StoreMark(revision: 8, offset: 8), topic: "tenant:deleted") { _, _ in }
    push(Tenant(name: "new"), 9)
    #expect(done() == ["tree 2", "publish"])
    #expect(state.cache.tree.lines == ["/tenant/new 9", "/tenant/own 7"])
  }

  /// Its reply was lost, and events of later commits came: whether it happened is not in what was missed.
  @Test mutating func anOwnChangeWithoutAReplyIsReadAgain() {
    connect()
    let waiter = RequestWaiter(topic: "own", read: { _, _ in Answer(resume: {}) }, fail: { _ in }, isOwnChange: true)
    _ = state.begin(.text("own"), [], waiter, deadline: Self.start + .seconds(30))
    push(Tenant(name: "later"), 9)
    loseAndComeBack(nil)
    #expect(state.counters.reloads == 1 && state.counters.recoveries == 0)
  }

  @Test mutating func anotherUserAsksForNothing() {
    connect()
    state.narrowing = Narrowing(kinds: ["tenant"])
    state.connect(token: "other", ConnectWaiter(number: 1, resume: { _ in }))
    state.opened(state.attempt, NoSocket(), Self.moment())
    state.greeted(ServerHello(epoch: "e1", offset: 9), digests: [])
    #expect(done() == ["close 1000", "tree 0", "open 3 other", "connected"])
    #expect(state.narrowing == nil && state.heard == HeardLog(epoch: "e1", offset: 9))
  }
}
