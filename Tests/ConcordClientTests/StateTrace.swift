import ConcordCore
import SampleContracts

@testable import ConcordClient

/// A socket that does nothing.
struct DeafSocket: ClientSocket {
  func send(_ text: [UInt8]) {}
  func close(code: UInt16, reason: String) {}
}

/// A state machine that is driven without a socket, a clock or chance.
struct StateTrace {
  static let start = ContinuousClock.now
  static let moment = Moment(now: start, random: 0.5)

  var state = ClientState(kinds: EntityKinds(SamplePackage.entities))

  /// What is to be done, as lines; it counts as done then.
  mutating func done() -> [String] {
    defer { state.effects = [] }
    return state.effects.compactMap(Self.text)
  }

  private static func text(_ effect: Effect) -> String? {
    switch effect {
    case .open(let attempt, let token): "open \(attempt) \(token ?? "-")"
    case .openAfresh(let attempt, let token): "open afresh \(attempt) \(token ?? "-")"
    case .recover(let attempt, let heard, _): "recover \(attempt) \(heard.epoch) \(heard.offset)"
    case .readAgain(let attempt, let kinds, _): "read again \(attempt) \(kinds.sorted().joined(separator: " "))"
    case .publish: "publish"
    case .publishTree(let tree): "tree \(tree.count)"
    case .publishDeleted(let paths, _, _): "deleted \(paths.map(\.description).joined(separator: " "))"
    case .publishChange(let topic, let entity): "\(topic) \(entity.path)"
    case .fail(let waiter, let failure): "fail \(waiter.topic) \(failure.kind)"
    case .resume: "resume"
    case .leave(_, let time): "leave \(time == nil ? "now" : "later")"
    case .diagnose(let diagnostic): "diagnose \(diagnostic.kind)"
    case .renewToken, .comeBack, .tell, .closeSocket, .send, .finish, .notify, .wake: nil
    }
  }

  /// Asks for a connection as somebody.
  mutating func ask(as token: String) { state.connect(token: token, ConnectWaiter(number: 0, resume: { _ in })) }

  /// The connection that is being made is there, and its server greets.
  mutating func open(_ epoch: String = "e1", offset: Int) {
    state.opened(state.attempt, DeafSocket(), Self.moment)
    state.greeted(ServerHello(epoch: epoch, offset: offset), digests: [])
  }

  /// Connected as `t` to the epoch `e1`, tenants loaded, and `acme` heard of at 6.
  static func loaded() -> StateTrace {
    var trace = StateTrace()
    trace.ask(as: "t")
    trace.open(offset: 5)
    trace.state.wanted = ["tenant"]
    trace.state.loaded(["tenant"], since: trace.state.loadStart, seen: [])
    trace.push(acme, 6)
    _ = trace.done()
    return trace
  }

  mutating func close(code: UInt16) { state.socketClosed(state.attempt, code: code, reason: "", Self.moment) }

  mutating func push(_ entity: some Entity, _ offset: Int, _ action: String = "created") {
    state.pushed(
      .init(entity: entity, announce: { _ in }), StoreMark(revision: offset, offset: offset),
      topic: "\(entity.path.entity):\(action)")
  }

  mutating func pushDeletion(_ path: EntityPath, _ offset: Int) {
    state.pushedDeletion(path, StoreMark(revision: offset, offset: offset), topic: "\(path.entity):deleted") { _, _ in }
  }

  /// A request, which is sent if there is a connection.
  mutating func begin(_ topic: String, isOwnChange: Bool = false, session: Int? = nil) {
    let waiter = RequestWaiter(
      topic: topic, read: { _, _ in Answer(resume: {}) }, fail: { _ in }, isOwnChange: isOwnChange)
    _ = state.begin(.text(topic), [], waiter, deadline: Self.start + .seconds(30), session: session)
  }
}
