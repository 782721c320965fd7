import ConcordCore
import SampleContracts
import Testing

@testable import ConcordClient

/// How a connection goes on where the last one ended: events in, effects out; no socket, no clock.
@Suite struct StreamTests {
  struct NoSocket: ClientSocket {
    func send(_ text: [UInt8]) {}
    func close(code: UInt16, reason: String) {}
  }

  static let start = ContinuousClock.now
  static func moment(_ milliseconds: Int = 0) -> Moment {
    Moment(now: start + .milliseconds(milliseconds), random: 0.5)
  }

  var state = ClientState(kinds: EntityKinds(SamplePackage.entities), options: Self.options)

  static var options: ClientOptions {
    var options = ClientOptions()
    options.reconnect.base = .milliseconds(100)
    options.offlineQueue = 2
    return options
  }

  static func text(_ effect: Effect) -> String? {
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

  mutating func done() -> [String] {
    defer { state.effects = [] }
    return state.effects.compactMap(Self.text)
  }

  mutating func push(_ entity: some Entity, _ offset: Int, _ action: String = "created") {
    state.pushed(
      .init(entity: entity, announce: { _ in }), StoreMark(revision: offset, offset: offset),
      topic: "\(entity.path.entity):\(action)")
  }

  mutating func begin(_ name: String, connection: Int? = nil) {
    let waiter = RequestWaiter(topic: name, read: { _, _ in Answer(resume: {}) }, fail: { _ in })
    _ = state.begin(
      .text(name), Array(name.utf8), waiter, deadline: Self.start + .seconds(30), connection: connection)
  }

  /// Connected to the epoch `e1`, tenants loaded, and `acme` heard of at 6.
  mutating func connect(loaded: Bool = true) {
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

  mutating func loseAndComeBack(_ epoch: String? = "e1", offset: Int = 9) {
    state.socketClosed(state.attempt, code: 1006, reason: "", Self.moment())
    state.comeBack(state.attempt)
    state.opened(state.attempt, NoSocket(), Self.moment())
    _ = done()
    if let epoch { state.greeted(ServerHello(epoch: epoch, offset: offset), digests: []) }
  }

  static func answer(_ json: String) -> StreamStart {
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
    // Asked for all the same: only the server knows whether the user may still read what it read.
    #expect(done() == ["recover 2 e1 5"] && state.counters.recoveries == 0)
    state.recovered(2, Self.answer(#"{"recovered":true,"epoch":"e1","offset":5}"#))
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
