import ConcordCore

/// The client as a value: every method takes one event and leaves what to do in `effects`. No I/O, no clock and no lock
/// in here, so every order of events can be tested.
struct ClientState: Sendable {
  /// The connection's life.
  enum Phase: Sendable {
    case idle
    case connecting
    case open(any ClientSocket)
    case closed(code: UInt16, reason: String)
  }

  private(set) var phase = Phase.idle
  /// Counts the attempts to connect; events of an earlier one are of no interest any more.
  private(set) var attempt = 0
  /// The token of the latest attempt; nil before the first.
  private var token: String??
  private var waiters: [ConnectWaiter] = []

  var requests = RequestTable()
  var cache: EntityCache
  let kinds: EntityKinds
  var loads = 0
  var hello: ServerHello?
  var mismatches: [String] = []
  var counters = ClientCounters()
  var notifications: NotificationList
  /// What is to be done, oldest first.
  var effects: [Effect] = []
  /// True while a thread is doing it.
  var isPerforming = false

  init(
    kinds: EntityKinds = EntityKinds(), cache: EntityCache = EntityCache(),
    notifications: NotificationList = NotificationList()
  ) {
    self.kinds = kinds
    self.cache = cache
    self.notifications = notifications
  }
}

// MARK: Connecting

extension ClientState {
  /// Somebody wants a connection: the one there is, the one being made, or a new one, which replaces that of another
  /// token.
  mutating func connect(token wanted: String?, _ waiter: ConnectWaiter) {
    let isSame = token == .some(wanted)
    switch phase {
    case .open where isSame:
      effects.append(.finish(waiter, nil))
      return
    case .connecting where isSame:
      waiters.append(waiter)
      return
    case .open, .connecting:
      end(.closed(code: 1000, reason: "Replaced"), "Connection replaced: connected with another token")
    case .idle, .closed: break
    }
    if token != nil, !isSame {
      forgetCache()
      notifications.clear()
    }
    token = .some(wanted)
    attempt += 1
    phase = .connecting
    waiters.append(waiter)
    effects.append(.open(attempt: attempt, token: wanted))
  }

  /// Somebody waits for the connection no longer; the attempt goes on.
  mutating func cancelConnect(_ number: UInt64) {
    guard let at = waiters.firstIndex(where: { $0.number == number }) else { return }
    effects.append(.finish(waiters.remove(at: at), RequestFailure.cancelled.error))
  }

  /// An attempt succeeded.
  mutating func opened(_ number: Int, _ socket: any ClientSocket) {
    guard number == attempt, case .connecting = phase else {
      effects.append(.closeSocket(socket, code: 1000, reason: ""))
      return
    }
    phase = .open(socket)
    for waiter in waiters { effects.append(.finish(waiter, nil)) }
    waiters = []
    for message in requests.takeUnsent() { effects.append(.send(socket, message)) }
  }

  /// An attempt failed.
  mutating func openFailed(_ number: Int, _ error: ConcordError) {
    guard number == attempt, case .connecting = phase else { return }
    lose(code: 1006, reason: error.message, error)
  }

  /// The socket of an attempt is closed.
  mutating func socketClosed(_ number: Int, code: UInt16, reason: String) {
    guard number == attempt else { return }
    switch phase {
    case .idle, .closed: return
    case .connecting, .open:
      let why = reason.isEmpty ? "\(code)" : "\(code): \(reason)"
      lose(code: code, reason: reason, ConcordError(.connectionClosed, "Connection closed (\(why))"))
    }
  }

  /// The user closes the client.
  mutating func close() {
    end(.closed(code: 1000, reason: "Connection closed"), "Connection closed")
  }

  /// Ends the connection by this side's wish.
  private mutating func end(_ last: Phase, _ message: String) {
    if case .open(let socket) = phase { effects.append(.closeSocket(socket, code: 1000, reason: "")) }
    phase = last
    attempt += 1
    let error = ConcordError(.connectionClosed, message)
    failAll(RequestFailure(kind: .closed, error: error))
  }

  /// Notes that the connection went away by itself.
  private mutating func lose(code: UInt16, reason: String, _ error: ConcordError) {
    phase = .closed(code: code, reason: reason)
    failAll(RequestFailure(kind: .connectionLost, error: error))
  }

  private mutating func failAll(_ failure: RequestFailure) {
    for waiter in waiters { effects.append(.finish(waiter, failure.error)) }
    waiters = []
    for waiter in requests.takeAll() { effects.append(.fail(waiter, failure)) }
  }

  var connection: ClientStatus.Connection {
    switch phase {
    case .idle: .idle
    case .connecting: .connecting
    case .open: .connected
    case .closed(let code, let reason): .closed(code: code, reason: reason)
    }
  }
}
