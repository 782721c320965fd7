import ConcordCore
import SampleContracts
import Synchronization
import Testing

@testable import ConcordClient

/// A socket that does nothing but be told apart.
private struct NoSocket: ClientSocket {
  let name: String
  func send(_ text: [UInt8]) {}
  func close(code: UInt16, reason: String) {}
}

/// Where neither the time nor luck matters.
extension ClientState {
  private static var moment: Moment { Moment(now: .now, random: 0) }

  fileprivate mutating func opened(_ number: Int, _ socket: any ClientSocket) { opened(number, socket, Self.moment) }

  fileprivate mutating func openFailed(_ number: Int, _ error: ConcordError) { openFailed(number, error, Self.moment) }

  fileprivate mutating func socketClosed(_ number: Int, code: UInt16, reason: String) {
    socketClosed(number, code: code, reason: reason, Self.moment)
  }
}

/// The state machine: events go in, effects come out. No socket, no clock.
@Suite struct ClientStateTests {
  private var state = ClientState(kinds: EntityKinds(SamplePackage.entities))
  private static let start = ContinuousClock.now

  private func at(_ seconds: Int) -> ContinuousClock.Instant { Self.start + .seconds(seconds) }

  private func waiter(_ name: String) -> RequestWaiter {
    RequestWaiter(topic: name, read: { _, _ in Answer(resume: {}) }, fail: { _ in })
  }

  private static func waiter(_ number: UInt64) -> ConnectWaiter { ConnectWaiter(number: number, resume: { _ in }) }

  /// What is to be done, as lines; it counts as done then.
  private mutating func done() -> [String] {
    defer { state.effects = [] }
    return state.effects.compactMap { effect in
      switch effect {
      case .tell: nil
      case .comeBack(let attempt, let time): "come back \(attempt) \((time - Self.start) / .seconds(1))"
      case .openAfresh(let attempt, let token): "open afresh \(attempt) \(token ?? "-")"
      case .renewToken(let attempt): "renew token \(attempt)"
      case .leave(let attempt, let time):
        "leave \(attempt) \(time.map { "\(($0 - Self.start) / .seconds(1))" } ?? "now")"
      case .recover(let attempt, let heard, let narrowing):
        "recover \(attempt) \(heard.epoch) \(heard.offset)\(narrowing == nil ? "" : " narrowed")"
      case .readAgain(let attempt, let kinds, _): "read again \(attempt) \(kinds.sorted().joined(separator: " "))"
      case .publishChange(let topic, let entity): "change \(topic) \(entity.path)"
      case .open(let attempt, let token): "open \(attempt) \(token ?? "-")"
      case .closeSocket(let socket, let code, _): "close \((socket as? NoSocket)?.name ?? "?") \(code)"
      case .send(_, let message): "send \(String(decoding: message, as: UTF8.self))"
      case .finish(let waiter, let error): "finish \(waiter.number) \(error.map { "\($0)" } ?? "ok")"
      case .fail(let waiter, let failure): "fail \(waiter.topic) \(failure.kind) \(failure.error)"
      case .resume: "resume"
      case .publish: "publish"
      case .publishTree(let tree): "tree \(tree.count)"
      case .notify(let notice, _): "notify \(notice.subtype)"
      case .publishDeleted(let paths, _, _): "deleted \(paths.map(\.description).joined(separator: " "))"
      case .diagnose(let diagnostic): "diagnose \(diagnostic.kind)"
      case .wake(let time): "wake \((time - Self.start) / .seconds(1))"
      }
    }
  }

  /// Connects with the attempt that is under way next.
  private mutating func connect(_ token: String? = nil, _ socket: String = "s") {
    state.connect(token: token, Self.waiter(0))
    state.opened(state.attempt, NoSocket(name: socket))
    state.effects = []
  }

  // MARK: Connecting

  @Test mutating func concurrentConnectsShareOneAttempt() {
    state.connect(token: "t", Self.waiter(1))
    state.connect(token: "t", Self.waiter(2))
    #expect(done() == ["open 1 t"])
    #expect(state.connection == .connecting)
    state.opened(1, NoSocket(name: "a"))
    #expect(done() == ["finish 1 ok", "finish 2 ok"])
    state.connect(token: "t", Self.waiter(3))
    #expect(done() == ["finish 3 ok"])
    #expect(state.connection == .connected)
  }

  @Test mutating func aFailedAttemptFailsAllWhoShareIt() {
    state.connect(token: nil, Self.waiter(1))
    state.connect(token: nil, Self.waiter(2))
    state.openFailed(1, ConcordError(.connectionClosed, "refused"))
    #expect(
      done() == ["open 1 -", "finish 1 CONNECTION_CLOSED: refused", "finish 2 CONNECTION_CLOSED: refused"])
    #expect(state.connection == .closed(code: 1006, reason: "refused"))
    state.connect(token: nil, Self.waiter(3))
    #expect(done() == ["open 2 -"])
  }

  @Test mutating func anotherTokenReplacesTheConnectionAndTheCache() {
    connect("a", "one")
    state.change([.put(acme, revision: 1)])
    _ = state.begin(.text("1"), [], waiter("r"), deadline: at(30))
    state.effects = []
    state.connect(token: "b", Self.waiter(1))
    #expect(
      done() == [
        "close one 1000", "fail r closed CONNECTION_CLOSED: Connection replaced: connected with another token",
        "tree 0", "open 3 b",
      ])
    state.socketClosed(1, code: 1000, reason: "")
    #expect(done() == [] && state.connection == .connecting)
    state.opened(3, NoSocket(name: "two"))
    #expect(done() == ["finish 1 ok"])
  }

  @Test mutating func anotherTokenOvertakesAnAttempt() {
    state.connect(token: "a", Self.waiter(1))
    state.connect(token: "b", Self.waiter(2))
    #expect(
      done() == [
        "open 1 a", "finish 1 CONNECTION_CLOSED: Connection replaced: connected with another token", "tree 0",
        "open 3 b",
      ])
    state.opened(1, NoSocket(name: "late"))
    #expect(done() == ["close late 1000"] && state.connection == .connecting)
  }

  @Test mutating func theSameTokenAfterACloseKeepsTheCache() {
    connect("a")
    state.change([.put(acme, revision: 1)])
    state.socketClosed(1, code: 1001, reason: "going away")
    state.effects = []
    state.connect(token: "a", Self.waiter(1))
    #expect(done() == ["open 2 a"] && state.cache.tree.count == 1)
  }

  @Test mutating func theSocketMayCloseBeforeItIsHandedOver() {
    state.connect(token: nil, Self.waiter(1))
    state.socketClosed(1, code: 1008, reason: "no")
    #expect(done() == ["open 1 -", "finish 1 CONNECTION_CLOSED: Connection closed (1008: no)"])
    state.opened(1, NoSocket(name: "dead"))
    #expect(done() == ["close dead 1000"])
    #expect(state.connection == .closed(code: 1008, reason: "no"))
  }

  @Test mutating func cancelledConnect() {
    state.connect(token: nil, Self.waiter(1))
    state.connect(token: nil, Self.waiter(2))
    state.cancelConnect(1)
    state.cancelConnect(1)
    #expect(done() == ["open 1 -", "finish 1 CANCELLED: The caller's task was cancelled"])
    state.opened(1, NoSocket(name: "a"))
    #expect(done() == ["finish 2 ok"])
  }

  @Test mutating func closeRejectsWhatIsPending() {
    connect()
    _ = state.begin(.text("1"), [], waiter("a"), deadline: at(30))
    _ = state.begin(.text("2"), [], waiter("b"), deadline: at(30))
    state.effects = []
    state.close()
    #expect(
      done() == [
        "close s 1000", "fail a closed CONNECTION_CLOSED: Connection closed",
        "fail b closed CONNECTION_CLOSED: Connection closed",
      ])
    #expect(state.connection == .closed(code: 1000, reason: "Connection closed") && state.requests.count == 0)
    state.socketClosed(1, code: 1000, reason: "")
    #expect(done() == [])
  }

  @Test mutating func closeWhileConnecting() {
    state.connect(token: nil, Self.waiter(1))
    state.close()
    #expect(done() == ["open 1 -", "finish 1 CONNECTION_CLOSED: Connection closed"])
    state.opened(1, NoSocket(name: "late"))
    #expect(done() == ["close late 1000"])
  }

  @Test mutating func aLostConnectionRejectsWhatIsPending() {
    connect()
    _ = state.begin(.text("1"), [], waiter("a"), deadline: at(30))
    state.effects = []
    state.socketClosed(1, code: 1008, reason: "")
    #expect(done() == ["fail a connectionLost CONNECTION_CLOSED: Connection closed (1008)"])
  }

  // MARK: Requests

  @Test mutating func withoutAConnectionARequestFails() {
    let socket = state.begin(.text("1"), [], waiter("a"), deadline: at(30))
    #expect(socket == nil)
    #expect(done() == ["fail a notConnected CONNECTION_CLOSED: Not connected; call connect() first"])
  }

  @Test mutating func requestsWaitForTheConnectionInOrder() {
    state.connect(token: nil, Self.waiter(1))
    for name in ["b", "a", "c"] {
      let socket = state.begin(.text(name), Array(name.utf8), waiter(name), deadline: at(30))
      #expect(socket == nil)
    }
    state.cancel(.text("a"))
    state.opened(1, NoSocket(name: "s"))
    #expect(
      done() == [
        "open 1 -", "wake 30.0", "fail a cancelled CANCELLED: The caller's task was cancelled", "finish 1 ok", "send b",
        "send c",
      ])
    #expect(state.requests.count == 2)
  }

  @Test mutating func repliesMeetTheirRequestOnce() {
    connect()
    let socket = state.begin(.text("1"), [], waiter("a"), deadline: at(30))
    #expect((socket as? NoSocket)?.name == "s")
    let first = state.take(.text("1"))
    let second = state.take(.text("1"))
    #expect(first?.topic == "a" && second == nil)
    #expect(state.counters.replies == 1 && state.counters.lateReplies == 1)
  }

  @Test mutating func deadlines() {
    connect()
    for (id, seconds) in [("a", 30), ("b", 40), ("c", 10), ("d", 30)] {
      _ = state.begin(.text(id), [], waiter(id), deadline: at(seconds))
    }
    #expect(done() == ["wake 30.0", "wake 10.0"])
    let late = "No reply before the deadline"
    state.expire(at: at(10), scheduled: at(10))
    #expect(done() == ["fail c deadline TIMEOUT: \(late)", "wake 30.0"])
    // The call that was asked for first comes too, and must not ask again.
    state.expire(at: at(30), scheduled: at(30))
    #expect(done() == ["fail a deadline TIMEOUT: \(late)", "fail d deadline TIMEOUT: \(late)", "wake 40.0"])
    _ = state.take(.text("b"))
    state.expire(at: at(40), scheduled: at(40))
    #expect(done() == [])
    let reply = state.take(.text("c"))
    #expect(reply == nil && state.counters.lateReplies == 1 && state.counters.timeouts == 3)
    _ = state.begin(.text("e"), [], waiter("e"), deadline: at(99))
    #expect(done() == ["wake 99.0"])
  }

  @Test mutating func aReplyTouchesCacheThenBusThenCaller() {
    connect()
    state.answered(Answer(changes: [.put(acme, revision: 1)], announce: { _ in }, resume: {}))
    #expect(done() == ["tree 1", "publish", "resume"])
    state.answered(Answer(changes: [.put(acme, revision: 1)], announce: { _ in }, resume: {}))
    #expect(done() == ["publish", "resume"] && state.counters.staleStates == 1)
  }

  @Test mutating func ownDeletionsCascade() {
    state.change([.put(acme, revision: 1), .put(prod, revision: 2), .put(env1, revision: 3)])
    #expect(done() == ["tree 3"])
    state.answered(Answer(changes: [.delete(acme.path, revision: 4)], announce: { _ in }, resume: {}))
    #expect(
      done() == [
        "deleted /tenant/acme/account/prod/environment/env1 /tenant/acme/account/prod", "tree 0", "publish", "resume",
      ])
  }

  // MARK: Events

  @Test mutating func aPushTouchesCacheThenBus() {
    let change = ClientBindings.EntityChange(entity: acme, announce: { _ in })
    state.pushed(change, StoreMark(revision: 3))
    state.pushed(change, StoreMark(revision: 2))
    // The event happened, so it is told, although the cache knows more already.
    #expect(done() == ["tree 1", "publish", "publish"])
    #expect(state.counters.events == 2 && state.counters.staleStates == 1)
  }

  @Test mutating func refusedDeletions() throws {
    for tenant in ["a", "b"] {
      state.change([
        .put(Tenant(name: tenant), revision: 1),
        .put(Account(tenant: tenant, name: "prod", provider: .aws), revision: 2),
      ])
    }
    state.effects = []
    for text in ["/account/prod", "/account/nobody", "/moon/x"] {
      let path = try #require(EntityPath(text))
      state.pushedDeletion(path, StoreMark(revision: 9), topic: "account:deleted") { _, _ in }
    }
    #expect(done() == ["diagnose refusedDeletion", "diagnose refusedDeletion", "diagnose refusedDeletion"])
    #expect(state.cache.tree.count == 4 && state.counters.refusedDeletions == 3)
    let short = try #require(EntityPath("/tenant/a/account/prod"))
    state.pushedDeletion(short, StoreMark(revision: 9), topic: "account:deleted") { _, _ in }
    #expect(done() == ["tree 3", "publish"])
  }

  @Test mutating func anotherEpochEmptiesTheCache() {
    state.change([.put(acme, revision: 1)])
    state.greeted(ServerHello(epoch: "e1"), digests: [])
    state.greeted(ServerHello(), digests: [])
    state.greeted(ServerHello(epoch: "e1"), digests: [])
    #expect(done() == ["tree 1"])
    state.greeted(ServerHello(epoch: "e2"), digests: [])
    #expect(done() == ["tree 0"])
  }

  @Test mutating func anotherDigestIsAWarning() {
    let digests = [(name: "a", digest: "1"), (name: "b", digest: "2"), (name: "c", digest: "3")]
    state.greeted(ServerHello(contracts: ["a": "1", "b": "x"]), digests: digests)
    #expect(state.mismatches == ["b"] && done() == ["diagnose contractMismatch"])
    state.greeted(ServerHello(contracts: ["a": "1", "b": "2"]), digests: digests)
    #expect(state.mismatches == [] && done() == [])
  }

  @Test mutating func anUnusableReplyFailsItsRequest() {
    connect()
    _ = state.begin(.text("1"), [], waiter("a"), deadline: at(30))
    state.effects = []
    state.unusable(.malformed, .text("1"), nil, ConcordError(.malformed, "topic: is missing", field: "topic"))
    #expect(done() == ["diagnose malformed", "fail a answered INVALID_REPLY: topic: is missing"])
    state.unusable(.malformed, .text("1"), nil, ConcordError(.malformed, "x"))
    #expect(done() == ["diagnose malformed"])
  }

  // MARK: Loading

  @Test mutating func aLoadPublishesOnceAtItsEnd() {
    state.beginLoad()
    state.change([.put(acme, revision: 1)])
    state.beginLoad()
    state.change([.put(prod, revision: 2)])
    state.endLoad()
    state.pushed(.init(entity: env1, announce: { _ in }), StoreMark(revision: 3))
    #expect(done() == ["publish"])
    state.endLoad()
    #expect(done() == ["tree 3"])
  }

  @Test mutating func aLoadRemovesWhatIsGone() {
    for name in ["stays", "gone", "changed"] { state.change([.put(Tenant(name: name), revision: 1)]) }
    state.change([.put(Account(tenant: "gone", name: "prod", provider: .aws), revision: 2)])
    state.effects = []
    state.beginLoad()
    let start = state.loadStart
    state.change([.put(Tenant(name: "changed"), revision: 7), .put(Tenant(name: "new"), revision: 8)])
    state.loaded(["tenant"], since: start, seen: [Tenant.key(name: "stays").path])
    state.endLoad()
    #expect(done() == ["deleted /tenant/gone/account/prod /tenant/gone", "tree 3"])
    #expect(state.cache.tree.lines == ["/tenant/changed 7", "/tenant/new 8", "/tenant/stays 1"])
  }

  @Test mutating func aLoadFromAnotherEpochRemovesNothing() {
    state.greeted(ServerHello(epoch: "e1"), digests: [])
    state.change([.put(acme, revision: 1)])
    let start = state.loadStart
    state.greeted(ServerHello(epoch: "e2"), digests: [])
    state.change([.put(acme, revision: 1)])
    state.loaded(["tenant"], since: start, seen: [])
    #expect(state.cache.tree.count == 1)
  }
}
