import ConcordCore
import SampleContracts
import Testing

@testable import ConcordClient

/// How a connection goes on where the last one ended: events in, effects out; no socket, no clock.
@Suite struct StreamTests {
  private struct NoSocket: ClientSocket {
    func send(_ text: [UInt8]) {}
    func close(code: UInt16, reason: String) {}
  }

  private static let start = ContinuousClock.now
  private static func moment(_ milliseconds: Int = 0) -> Moment {
    Moment(now: start + .milliseconds(milliseconds), random: 0.5)
  }

  private var state = ClientState(kinds: EntityKinds(SamplePackage.entities), options: Self.options)

  private static var options: ClientOptions {
    var options = ClientOptions()
    options.reconnect.base = .milliseconds(100)
    options.offlineQueue = 2
    return options
  }

  private static func text(_ effect: Effect) -> String? {
    switch effect {
    case .tell(let connection): connection == .connected ? "connected" : nil
    case .open(let attempt, let token): "open \(attempt) \(token ?? "-")"
    case .openAfresh(let attempt, let token): "open afresh \(attempt) \(token ?? "-")"
    case .recover(let attempt, let heard, let narrowing):
      "recover \(attempt) \(heard.epoch) \(heard.offset)\(narrowing == nil ? "" : " narrowed")"
    case .readAgain(let attempt, let kinds, let narrowing):
      "read again \(attempt) \(kinds.sorted().joined(separator: " "))\(narrowing == nil ? "" : " narrowed")"
    case .publish: "publish"
    case .publishTree(let tree): "tree \(tree.count)"
    case .publishDeleted(let paths, _, _): "deleted \(paths.map(\.description).joined(separator: " "))"
    case .publishChange(let topic, let entity): "\(topic) \(entity.path)"
    case .renewToken(let attempt): "renew token \(attempt)"
    case .leave(let attempt, let time):
      "leave \(attempt) \(time.map { "\(Int(($0 - start) / .milliseconds(1)))" } ?? "now")"
    case .closeSocket(_, let code, _): "close \(code)"
    case .fail(let waiter, let failure): "fail \(waiter.topic) \(failure.kind)"
    case .send(_, let message): "send \(String(decoding: message, as: UTF8.self))"
    case .comeBack(let attempt, let time): "come back \(attempt) \(Int(((time - start) / .milliseconds(1)).rounded()))"
    case .diagnose(let diagnostic): "diagnose \(diagnostic.kind)"
    case .finish, .resume, .notify, .wake: nil
    }
  }

  private mutating func done() -> [String] {
    defer { state.effects = [] }
    return state.effects.compactMap(Self.text)
  }

  private mutating func push(_ entity: some Entity, _ offset: Int, _ action: String = "created") {
    state.pushed(
      .init(entity: entity, announce: { _ in }), StoreMark(revision: offset, offset: offset),
      topic: "\(entity.path.entity):\(action)")
  }

  private mutating func begin(_ name: String, connection: Int? = nil) {
    let waiter = RequestWaiter(topic: name, read: { _, _ in Answer(resume: {}) }, fail: { _ in })
    _ = state.begin(
      .text(name), Array(name.utf8), waiter, deadline: Self.start + .seconds(30), connection: connection)
  }

  /// Connected to the epoch `e1`, tenants loaded, and `acme` heard of at 6.
  private mutating func connect(loaded: Bool = true) {
    state.connect(token: "t", ConnectWaiter(number: 0, resume: { _ in }))
    state.greeted(ServerHello(epoch: "e1", offset: 5), digests: [])
    state.opened(1, NoSocket(), Self.moment())
    if loaded {
      state.wanted = ["tenant"]
      state.loaded(["tenant"], since: state.loadStart, seen: [])
    }
    push(acme, 6)
    _ = done()
  }

  private mutating func loseAndComeBack(_ epoch: String? = "e1", offset: Int = 9) {
    state.socketClosed(state.attempt, code: 1006, reason: "", Self.moment())
    state.comeBack(state.attempt)
    state.opened(state.attempt, NoSocket(), Self.moment())
    _ = done()
    if let epoch { state.greeted(ServerHello(epoch: epoch, offset: offset), digests: []) }
  }

  private static func answer(_ json: String) -> StreamStart {
    // The text is one of this file's.
    // swift-format-ignore: NeverUseForceTry
    try! StreamStart(json.utf8Span.span.bytes, EntityKinds(SamplePackage.entities))
  }

  // MARK: What was missed

  @Test mutating func theMissedEventsAreAskedForAndToldOnce() {
    connect()
    loseAndComeBack()
    #expect(done() == ["recover 2 e1 5"])
    state.recovered(2, Self.answer(#"{"recovered":true,"epoch":"e1","offset":9}"#))
    #expect(done() == [])
    push(acme, 6)
    push(Tenant(name: "new"), 8)
    #expect(done() == ["tree 2", "publish"])
    #expect(state.counters.recoveries == 1 && state.counters.reloads == 0 && state.catchUp == nil)
  }

  @Test mutating func itIsAskedForWithoutAnythingLoaded() {
    connect(loaded: false)
    loseAndComeBack()
    #expect(done() == ["recover 2 e1 5"])
    state.notRecovered(2)
    #expect(done() == [] && state.heard?.epoch == "e1" && state.heard?.offset == 9)
  }

  @Test mutating func nothingWasMissed() {
    connect()
    loseAndComeBack(offset: 5)
    #expect(done() == [] && state.counters.recoveries == 1)
  }

  @Test mutating func anotherEpochIsReadAgain() {
    connect()
    loseAndComeBack("e2")
    #expect(done() == ["read again 2 tenant"])
    #expect(state.counters.reloads == 1 && state.heard == HeardLog(epoch: "e2", offset: 9))
  }

  /// A log that ends before what was heard is another, whatever it calls itself.
  @Test mutating func aShorterLogIsReadAgain() {
    connect()
    loseAndComeBack(offset: 4)
    #expect(done() == ["read again 2 tenant"])
  }

  @Test mutating func aRefusalIsReadAgain() {
    connect()
    loseAndComeBack()
    _ = done()
    state.notRecovered(1)
    #expect(done() == [])
    state.notRecovered(2)
    #expect(done() == ["read again 2 tenant"])
    // Until that has ended well what was missed would not complete it.
    loseAndComeBack(nil)
    #expect(state.counters.reloads == 2)
  }

  @Test mutating func anAnswerOfAnotherLogIsNone() {
    connect()
    loseAndComeBack()
    _ = done()
    state.recovered(2, Self.answer(#"{"recovered":true,"epoch":"e7","offset":9}"#))
    #expect(done() == ["read again 2 tenant"])
  }

  @Test mutating func aLoadThatDidNotEndIsReadAgain() {
    connect()
    state.wanted.insert("account")
    loseAndComeBack(nil)
    #expect(state.counters.reloads == 1)
  }

  @Test mutating func aServerThatDoesNotGreet() {
    connect()
    loseAndComeBack(nil)
    #expect(state.isUngreeted && done() == [])
    state.ungreeted()
    #expect(done() == ["read again 2 tenant"])
  }

  @Test mutating func aSecondLossAsksAgainFromTheSamePlace() {
    connect()
    loseAndComeBack()
    push(Tenant(name: "live"), 12)
    #expect(done() == ["recover 2 e1 5"])
    loseAndComeBack(offset: 14)
    #expect(done() == ["recover 3 e1 5"])
    state.recovered(3, Self.answer(#"{"recovered":true,"epoch":"e1","offset":14}"#))
    for (name, offset) in [("acme", 6), ("missed", 10), ("live", 12), ("other", 14)] {
      push(Tenant(name: name), offset)
    }
    #expect(done() == ["tree 2", "publish", "tree 3", "publish", "tree 4", "publish"])
  }

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
    #expect(done().suffix(2) == ["tree \(isFirst ? 1 : 2)", "publish"])
    #expect(state.heard?.offset == 6)
  }

  /// A connection that ends before the answer takes along what came on it.
  @Test mutating func whatComesBeforeNoAnswerIsMissed() {
    connect()
    loseAndComeBack(offset: 9)
    push(Tenant(name: "live"), 11)
    loseAndComeBack(offset: 5)
    #expect(state.early.isEmpty && state.heard?.isAsking == false && state.counters.recoveries == 1)
    push(Tenant(name: "next"), 12)
    #expect(done() == ["tree 2", "publish"])
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

  // MARK: Narrow subscriptions

  @Test mutating func aSnapshotIsTheState() {
    connect()
    push(Tenant(name: "gone"), 7)
    push(prod, 8)
    push(Tenant(name: "newer"), 30)
    _ = done()
    state.subscribed(
      to: Narrowing(kinds: ["tenant"]),
      Self.answer(
        #"{"epoch":"e1","offset":20,"entities":[{"path":"/tenant/acme","revision":19,"value":{"name":"acme","title":"x"}},"#
          + #"{"path":"/moon/x","revision":2,"value":{}}]}"#))
    #expect(done() == ["deleted /tenant/gone", "tree 3"])
    #expect(state.cache.tree.lines == ["/tenant/acme 19", "/tenant/acme/account/prod 8", "/tenant/newer 30"])
  }

  @Test mutating func keysCoverWhatLiesBelow() {
    let narrowing = Narrowing(keys: [acme.path], kinds: ["service"])
    #expect([acme.path, prod.path, api.path].allSatisfy(narrowing.covers))
    #expect(!narrowing.covers(Tenant.key(name: "beta").path))
    #expect(narrowing.covers(Service(tenant: "beta", account: "a", environment: "e", name: "s").path))
  }

  @Test mutating func whoNarrowedSubscribesAgain() {
    connect(loaded: false)
    let start = Self.answer(#"{"epoch":"e1","offset":6,"entities":[]}"#)
    state.subscribed(to: Narrowing(keys: [acme.path]), start)
    state.subscribed(to: Narrowing(kinds: ["service"]), start)
    state.unsubscribed(from: Narrowing(keys: [acme.path]))
    #expect(state.narrowing == Narrowing(kinds: ["service"]))
    loseAndComeBack(offset: 5)
    #expect(done().last == "recover 2 e1 5 narrowed")
    state.notRecovered(2)
    #expect(done() == ["read again 2  narrowed"])
    // The user closes, and connects again later.
    state.close()
    state.connect(token: "t", ConnectWaiter(number: 1, resume: { _ in }))
    state.opened(state.attempt, NoSocket(), Self.moment())
    #expect(done().last == "read again 4  narrowed")
  }

  @Test mutating func whoHearsOfNothingStaysSo() {
    connect(loaded: false)
    state.narrowing = Narrowing()
    loseAndComeBack()
    #expect(done() == ["recover 2 e1 5"])
    state.recovered(2, Self.answer(#"{"recovered":true,"epoch":"e1","offset":9}"#))
    push(Tenant(name: "new"), 8)
    state.pushedDeletion(acme.path, StoreMark(revision: 9, offset: 9), topic: "tenant:deleted") { _, _ in }
    #expect(done() == [] && state.cache.tree.lines == ["/tenant/acme 6"] && state.heard?.offset == 8)
  }

  // MARK: Tokens and drains

  @Test mutating func aFreshTokenIsFetchedOnce() {
    connect()
    state.askedForToken()
    state.askedForToken()
    #expect(done() == ["renew token 1"])
    state.renewed(1, token: "fresh")
    state.endRenewal(1)
    state.askedForToken()
    #expect(done() == ["renew token 1"])
    state.socketClosed(1, code: 1006, reason: "", Self.moment())
    state.comeBack(1)
    #expect(done() == ["come back 1 50", "open 2 fresh"])
  }

  @Test mutating func aSignInThatExpiredComesBackAfresh() {
    connect()
    state.socketClosed(1, code: 3001, reason: "", Self.moment())
    state.comeBack(1)
    #expect(done() == ["come back 1 50", "open afresh 2 t"])
    state.openFailed(2, ConcordError(.connectionClosed, "no"), Self.moment())
    state.comeBack(2)
    // The old token would be refused, and that is final.
    #expect(done().last == "open afresh 3 t")
    state.socketClosed(3, code: 1006, reason: "", Self.moment())
    state.comeBack(3)
    #expect(done().last == "open afresh 4 t")
    state.renewed(4, token: "fresh")
    state.openFailed(4, ConcordError(.connectionClosed, "no"), Self.moment())
    state.comeBack(4)
    #expect(done().last == "open 5 fresh")
  }

  /// There was no fresh token, and the server takes the last one all the same.
  @Test mutating func aTokenThatWorksIsNotTooOld() {
    connect()
    state.socketClosed(1, code: 3001, reason: "", Self.moment())
    state.comeBack(1)
    state.opened(2, NoSocket(), Self.moment())
    state.socketClosed(2, code: 1006, reason: "", Self.moment())
    state.comeBack(2)
    #expect(done().last == "open 3 t")
  }

  @Test mutating func aDrainEndsWithTheLastReply() {
    connect()
    begin("asked")
    state.drain(seconds: 10, Self.moment())
    for name in ["new", "newer", "too many"] { begin(name) }
    #expect(done() == ["leave 1 10000", "fail too many queueFull"])
    _ = state.take(.text("asked"))
    #expect(done() == ["leave 1 now"])
    state.leave(1, Self.moment())
    #expect(done() == ["close 1000", "come back 1 50"])
    state.socketClosed(1, code: 1000, reason: "", Self.moment())
    state.leave(1, Self.moment(10_000))
    state.comeBack(1)
    state.opened(2, NoSocket(), Self.moment())
    #expect(done() == ["open 2 t", "connected", "send new", "send newer"])
  }

  @Test mutating func aDrainEndsAtItsDeadline() {
    connect()
    begin("asked")
    state.drain(seconds: 1, Self.moment())
    state.leave(1, Self.moment(1000))
    #expect(done() == ["leave 1 1000", "close 1000", "fail asked connectionLost", "come back 1 1050"])
  }

  @Test mutating func withNothingUnderWayADrainEndsAtOnce() {
    connect()
    state.drain(seconds: 10, Self.moment())
    state.drain(seconds: 10, Self.moment())
    #expect(done() == ["leave 1 10000", "leave 1 now"])
  }

  @Test mutating func whatIsForOneConnectionDoesNotWaitForAnother() {
    connect()
    state.drain(seconds: 10, Self.moment())
    begin("now", connection: 1)
    state.leave(1, Self.moment())
    begin("late", connection: 1)
    #expect(done().filter { $0.hasPrefix("fail") } == ["fail now connectionLost", "fail late closed"])
    #expect(state.requests.count == 0)
  }
}
