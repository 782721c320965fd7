import ConcordCore
import SampleContracts
import Testing

@testable import ConcordClient

/// When a client comes back, as tables: no socket, no clock, no chance.
@Suite struct ReconnectTests {
  private struct NoSocket: ClientSocket {
    func send(_ text: [UInt8]) {}
    func close(code: UInt16, reason: String) {}
  }

  private static let start = ContinuousClock.now

  private static func moment(_ milliseconds: Int = 0, random: Double = 0.5) -> Moment {
    Moment(now: start + .milliseconds(milliseconds), random: random)
  }

  private static func state(
    maxAttempts: Int? = nil, _ change: (inout ClientOptions) -> Void = { _ in }
  ) -> ClientState {
    var options = ClientOptions()
    options.reconnect.base = .milliseconds(100)
    options.reconnect.cap = .milliseconds(1000)
    options.reconnect.maxAttempts = maxAttempts
    change(&options)
    return ClientState(kinds: EntityKinds(SamplePackage.entities), options: options)
  }

  private static func connected(
    maxAttempts: Int? = nil, _ change: (inout ClientOptions) -> Void = { _ in }
  ) -> ClientState {
    var state = state(maxAttempts: maxAttempts, change)
    state.connect(token: "t", ConnectWaiter(number: 0, resume: { _ in }))
    state.opened(state.attempt, NoSocket(), moment())
    _ = done(&state)
    return state
  }

  private static func waiter(_ name: String) -> RequestWaiter {
    RequestWaiter(topic: name, read: { _, _ in Answer(resume: {}) }, fail: { _ in })
  }

  private static func ms(_ time: ContinuousClock.Instant) -> Int { Int(((time - start) / .milliseconds(1)).rounded()) }

  private static func text(_ connection: ClientStatus.Connection) -> String {
    if case .waiting(let attempt, let until) = connection { return "waiting \(attempt) \(ms(until))" }
    return "\(connection)"
  }

  private static func done(_ state: inout ClientState) -> [String] {
    defer { state.effects = [] }
    return state.effects.map { effect in
      switch effect {
      case .tell(let connection): text(connection)
      case .comeBack(let attempt, let time): "come back \(attempt) \(ms(time))"
      case .open(let attempt, let token): "open \(attempt) \(token ?? "-")"
      case .closeSocket: "close"
      case .send(_, let message): "send \(String(decoding: message, as: UTF8.self))"
      case .finish(let waiter, let error): "finish \(waiter.number) \(error.map { "\($0.code)" } ?? "ok")"
      case .fail(let waiter, let failure): "fail \(waiter.topic) \(failure.kind) \(failure.error)"
      case .openAfresh(let attempt, let token): "open afresh \(attempt) \(token ?? "-")"
      case .renewToken(let attempt): "renew token \(attempt)"
      case .leave(let attempt, let time): "leave \(attempt) \(time.map { "\(ms($0))" } ?? "now")"
      case .recover(let attempt, let heard, let narrowing):
        "recover \(attempt) \(heard.epoch) \(heard.offset)\(narrowing == nil ? "" : " narrowed")"
      case .readAgain(let attempt, let kinds, _): "read again \(attempt) \(kinds.sorted().joined(separator: " "))"
      case .publishChange(let topic, let entity): "\(topic) \(entity.path)"
      case .publishTree(let tree): "tree \(tree.count)"
      case .publishDeleted(let paths, _, _): "deleted \(paths.map(\.description).joined(separator: " "))"
      case .wake: "wake"
      case .resume: "resume"
      case .publish: "publish"
      case .notify, .diagnose: "else"
      }
    }
  }

  // MARK: Delays

  @Test func fullJitterBelowADoublingBound() {
    var policy = ReconnectPolicy()
    policy.base = .milliseconds(100)
    policy.cap = .seconds(1)
    let longest = (1...7).map { policy.delay(before: $0, random: 1) }
    #expect(longest == [100, 200, 400, 800, 1000, 1000, 1000].map { .milliseconds($0) })
    #expect(policy.delay(before: 4, random: 0) == .zero)
    #expect(policy.delay(before: 4, random: 0.25) == .milliseconds(200))
    #expect(policy.delay(before: .max, random: 1) == .seconds(1))
    policy.maxAttempts = 2
    #expect((1...3).map { policy.delay(before: $0, random: 1) != nil } == [true, true, false])
    policy.maxAttempts = 0
    #expect(policy.delay(before: 1, random: 1) == nil)
  }

  @Test(
    arguments: [
      (1000, false), (1001, true), (1002, false), (1003, false), (1005, true), (1006, true), (1007, false),
      (1008, false), (1009, false), (1010, false), (1011, true), (1012, true), (1013, true), (1014, true),
      (1015, false), (2999, false), (3000, true), (3001, true), (3005, true), (3008, true), (3499, true),
      (3500, false), (3502, false), (3999, false), (4000, true), (4499, true), (4500, false), (4999, false),
    ] as [(UInt16, Bool)])
  func closeCodes(_ code: UInt16, _ comesBack: Bool) {
    var state = Self.connected()
    state.socketClosed(1, code: code, reason: "", Self.moment(10))
    #expect(
      Self.done(&state)
        == (comesBack ? ["waiting 1 60", "come back 1 60"] : ["closed(code: \(code), reason: \"\")"]))
  }

  // MARK: Coming back

  @Test func attemptsUntilOneSucceeds() {
    var state = Self.connected()
    state.socketClosed(1, code: 1006, reason: "", Self.moment())
    #expect(Self.done(&state) == ["waiting 1 50", "come back 1 50"])
    state.comeBack(1)
    #expect(Self.done(&state) == ["connecting", "open 2 t"])
    state.comeBack(1)
    state.openFailed(2, ConcordError(.connectionClosed, "refused"), Self.moment(60, random: 0.25))
    #expect(Self.done(&state) == ["waiting 2 110", "come back 2 110"])
    state.comeBack(2)
    state.opened(3, NoSocket(), Self.moment(120))
    #expect(Self.done(&state) == ["connecting", "open 3 t", "connected"])
  }

  @Test func onlyAConnectionThatStoodBeginsTheCountAnew() {
    for (stood, expected) in [(999, "waiting 2 1099"), (1000, "waiting 1 1050")] {
      var state = Self.connected()
      state.socketClosed(1, code: 1006, reason: "", Self.moment())
      state.comeBack(1)
      state.opened(2, NoSocket(), Self.moment())
      _ = Self.done(&state)
      state.socketClosed(2, code: 1006, reason: "", Self.moment(stood))
      #expect(Self.done(&state).first == expected)
    }
  }

  @Test func theLastAttempt() {
    var state = Self.connected(maxAttempts: 1)
    state.socketClosed(1, code: 1006, reason: "", Self.moment())
    _ = state.begin(.text("a"), [], Self.waiter("a"), deadline: Self.start)
    state.comeBack(1)
    _ = Self.done(&state)
    state.openFailed(2, ConcordError(.connectionClosed, "refused"), Self.moment())
    #expect(
      Self.done(&state) == [
        "closed(code: 1006, reason: \"refused\")", "fail a connectionLost CONNECTION_CLOSED: refused",
      ])
  }

  @Test(arguments: [(.unauthenticated, false), (.forbidden, false), (.connectionClosed, true)] as [(ErrorCode, Bool)])
  func refusedHandshakes(_ code: ErrorCode, _ goesOn: Bool) {
    var state = Self.connected()
    state.socketClosed(1, code: 1006, reason: "", Self.moment())
    state.comeBack(1)
    state.openFailed(2, ConcordError(code, "no"), Self.moment())
    let isWaiting = Self.text(state.connection).hasPrefix("waiting")
    #expect(isWaiting == goesOn)
  }

  @Test func aFirstAttemptThatFailsIsTheCallers() {
    var state = Self.state()
    state.connect(token: nil, ConnectWaiter(number: 1, resume: { _ in }))
    state.openFailed(1, ConcordError(.connectionClosed, "refused"), Self.moment())
    #expect(
      Self.done(&state) == [
        "connecting", "open 1 -", "closed(code: 1006, reason: \"refused\")", "finish 1 CONNECTION_CLOSED",
      ])
  }

  @Test func afterACloseNothingComesBack() {
    var state = Self.connected()
    state.socketClosed(1, code: 1006, reason: "", Self.moment())
    _ = state.begin(.text("a"), [], Self.waiter("a"), deadline: Self.start)
    _ = Self.done(&state)
    state.close()
    #expect(
      Self.done(&state) == [
        "closed(code: 1000, reason: \"Connection closed\")", "fail a closed CONNECTION_CLOSED: Connection closed",
      ])
    state.comeBack(1)
    state.comeBack(2)
    #expect(Self.done(&state) == [])
  }

  @Test func connectWhileWaitingTriesAtOnce() {
    var state = Self.connected()
    state.socketClosed(1, code: 1006, reason: "", Self.moment())
    _ = Self.done(&state)
    state.connect(token: "t", ConnectWaiter(number: 7, resume: { _ in }))
    state.comeBack(1)
    state.openFailed(2, ConcordError(.connectionClosed, "refused"), Self.moment())
    #expect(
      Self.done(&state) == ["connecting", "open 2 t", "waiting 2 100", "finish 7 CONNECTION_CLOSED", "come back 2 100"])
  }

  @Test func anotherTokenWhileWaitingForgetsWhatWasLoaded() {
    var state = Self.connected()
    state.wanted = ["tenant"]
    state.change([.put(acme, revision: 1)])
    state.socketClosed(1, code: 1006, reason: "", Self.moment())
    _ = state.begin(.text("a"), [], Self.waiter("a"), deadline: Self.start)
    _ = Self.done(&state)
    state.connect(token: "other", ConnectWaiter(number: 7, resume: { _ in }))
    state.comeBack(1)
    state.opened(3, NoSocket(), Self.moment())
    #expect(
      Self.done(&state) == [
        "closed(code: 1000, reason: \"Replaced\")",
        "fail a closed CONNECTION_CLOSED: Connection replaced: connected with another token", "tree 0", "connecting",
        "open 3 other", "connected", "finish 7 ok",
      ])
  }

  // MARK: Requests

  @Test func whatWasSentFailsAndWhatWaitsIsSentOnce() {
    var state = Self.connected()
    _ = state.begin(.text("sent"), [], Self.waiter("sent"), deadline: Self.start)
    _ = Self.done(&state)
    state.socketClosed(1, code: 1006, reason: "", Self.moment())
    for id in ["b", "a"] { _ = state.begin(.text(id), Array(id.utf8), Self.waiter(id), deadline: Self.start) }
    #expect(
      Self.done(&state) == [
        "waiting 1 50", "fail sent connectionLost CONNECTION_CLOSED: Connection closed (1006)", "come back 1 50",
      ])
    state.comeBack(1)
    state.openFailed(2, ConcordError(.connectionClosed, "refused"), Self.moment())
    state.comeBack(2)
    _ = Self.done(&state)
    state.opened(3, NoSocket(), Self.moment())
    #expect(Self.done(&state) == ["connected", "send b", "send a"])
    state.socketClosed(3, code: 1006, reason: "", Self.moment())
    #expect(
      Self.done(&state).filter { $0.hasPrefix("fail") }
        == ["b", "a"].map {
          "fail \($0) connectionLost CONNECTION_CLOSED: Connection closed (1006)"
        })
    #expect(state.requests.count == 0)
  }

  @Test func theQueueIsBounded() {
    var state = Self.connected { $0.offlineQueue = 2 }
    state.socketClosed(1, code: 1006, reason: "", Self.moment())
    _ = Self.done(&state)
    for id in ["a", "b", "c"] { _ = state.begin(.text(id), [], Self.waiter(id), deadline: Self.start + .seconds(1)) }
    _ = state.begin(.text("d"), [], Self.waiter("d"), deadline: Self.start + .seconds(1), isRepeat: true)
    let full = "OFFLINE_QUEUE_FULL: 2 requests wait for the connection already (ClientOptions.offlineQueue)"
    #expect(Self.done(&state) == ["wake", "fail c queueFull \(full)"])
    state.cancel(.text("a"))
    state.cancel(.text("d"))
    _ = Self.done(&state)
    _ = state.begin(.text("e"), [], Self.waiter("e"), deadline: Self.start + .seconds(1))
    #expect(Self.done(&state) == [])
    state.expire(at: Self.start + .seconds(1), scheduled: Self.start + .seconds(1))
    #expect(
      Self.done(&state) == ["b", "e"].map { "fail \($0) deadline TIMEOUT: Not connected before the deadline" })
  }

  @Test func refusingInsteadOfWaiting() {
    var state = Self.connected { $0.offline = .refuse }
    state.socketClosed(1, code: 1006, reason: "", Self.moment())
    _ = Self.done(&state)
    _ = state.begin(.text("a"), [], Self.waiter("a"), deadline: Self.start)
    #expect(Self.done(&state).first?.hasPrefix("fail a notConnected CONNECTION_CLOSED") == true)
    _ = state.begin(.text("b"), [], Self.waiter("b"), deadline: Self.start, isRepeat: true)
    #expect(Self.done(&state) == ["wake"])
  }

  @Test func nothingIsRepeatedAfterACloseOrForAnotherUser() {
    var state = Self.connected()
    let session = state.session
    state.close()
    state.connect(token: "other", ConnectWaiter(number: 1, resume: { _ in }))
    state.opened(state.attempt, NoSocket(), Self.moment())
    _ = Self.done(&state)
    let socket = state.begin(
      .text("a"), [], Self.waiter("a"), deadline: Self.start, isRepeat: true, session: session)
    #expect(socket == nil && Self.done(&state) == ["fail a closed CONNECTION_CLOSED: Connection closed"])
  }

  // MARK: Reading again

  private static func read(_ state: inout ClientState, _ entities: (any Entity, Int)...) {
    state.answered(Answer(changes: entities.map { .put($0.0, revision: $0.1) }, isRead: true, resume: {}))
  }

  /// Loaded `stays`, `gone` with an account, and `changed`; then the connection was lost and came back.
  private static func lost() -> ClientState {
    var state = connected()
    state.greeted(ServerHello(epoch: "e1"), digests: [])
    state.wanted = ["tenant", "account"]
    for name in ["stays", "gone", "changed"] { state.change([.put(Tenant(name: name), revision: 1)]) }
    state.change([.put(Account(tenant: "gone", name: "prod", provider: .aws), revision: 2)])
    state.socketClosed(1, code: 1006, reason: "", moment())
    state.comeBack(1)
    _ = done(&state)
    return state
  }

  @Test func theDifferencesAreTold() {
    var state = Self.lost()
    state.opened(2, NoSocket(), Self.moment())
    #expect(Self.done(&state) == ["connected", "read again 2 account tenant"])
    let start = state.loadStart
    // An event that comes before the page is told once.
    state.pushed(.init(entity: Tenant(name: "pushed"), announce: { _ in }), StoreMark(revision: 9))
    Self.read(
      &state, (Tenant(name: "changed", title: "new"), 7), (Tenant(name: "new"), 8), (Tenant(name: "pushed"), 9),
      (Tenant(name: "stays"), 1))
    state.loaded(
      ["tenant"], since: start, seen: Set(["changed", "new", "pushed", "stays"].map { Tenant.key(name: $0).path }))
    state.caughtUp(2, kinds: ["tenant", "account"])
    state.endLoad()
    #expect(
      Self.done(&state) == [
        "publish", "tenant:updated /tenant/changed", "tenant:created /tenant/new", "resume",
        "deleted /tenant/gone/account/prod /tenant/gone", "tree 4",
      ])
    Self.read(&state, (Tenant(name: "later"), 10))
    #expect(Self.done(&state) == ["tree 5", "resume"])
  }

  @Test func anotherEpochTellsTheSameDifferences() {
    var state = Self.lost()
    // The greeting may be read before the connection counts as open.
    state.greeted(ServerHello(epoch: "e2"), digests: [])
    #expect(Self.done(&state) == [])
    state.opened(2, NoSocket(), Self.moment())
    Self.read(&state, (Tenant(name: "changed", title: "new"), 1), (Tenant(name: "new"), 2), (Tenant(name: "stays"), 3))
    state.caughtUp(2, kinds: ["tenant", "account"])
    state.endLoad()
    #expect(
      Self.done(&state) == [
        "connected", "read again 2 account tenant", "tenant:updated /tenant/changed", "tenant:created /tenant/new",
        "resume", "deleted /tenant/gone/account/prod /tenant/gone", "tree 3",
      ])
  }

  @Test func aSecondLossTellsTheRest() {
    var state = Self.lost()
    state.opened(2, NoSocket(), Self.moment())
    Self.read(&state, (Tenant(name: "new"), 8))
    state.socketClosed(2, code: 1006, reason: "", Self.moment())
    // What the lost connection's reading still says is not the end of it.
    state.caughtUp(2, kinds: ["tenant", "account"])
    state.comeBack(2)
    state.opened(3, NoSocket(), Self.moment())
    state.endLoad()
    _ = Self.done(&state)
    state.greeted(ServerHello(epoch: "e2"), digests: [])
    Self.read(&state, (Tenant(name: "new"), 1), (Tenant(name: "stays"), 2), (Tenant(name: "changed"), 3))
    state.caughtUp(3, kinds: ["tenant", "account"])
    state.endLoad()
    #expect(Self.done(&state) == ["resume", "deleted /tenant/gone/account/prod /tenant/gone", "tree 3"])
  }

  @Test func aKindThatNeverStoodStillIsNotToldAsGone() {
    var state = Self.lost()
    state.greeted(ServerHello(epoch: "e2"), digests: [])
    state.opened(2, NoSocket(), Self.moment())
    _ = Self.done(&state)
    state.caughtUp(2, kinds: ["account"])
    #expect(Self.done(&state) == ["deleted /tenant/gone/account/prod"])
  }
}
