import ConcordCore

/// The client as a value: every method takes one event and leaves what to do in `effects`. No I/O, no clock and no lock
/// in here, so every order of events can be tested.
struct ClientState: Sendable {
  /// The connection's life.
  enum Phase: Sendable {
    case idle
    case connecting
    case open(any ClientSocket)
    /// The connection was lost; the attempt to make it anew begins at this time.
    case waiting(attempt: Int, until: ContinuousClock.Instant)
    case closed(code: UInt16, reason: String)
  }

  private(set) var phase = Phase.idle { didSet { effects.append(.tell(connection)) } }
  /// Counts the attempts to connect; events of an earlier one are of no interest any more.
  private(set) var attempt = 0
  /// The token of the latest attempt; nil before the first.
  private var token: String??
  var waiters: [ConnectWaiter] = []
  /// Counts the ends that the user wished: a request of before is not repeated after one.
  private(set) var session = 0
  /// The first session of this user.
  private(set) var firstSession = 0
  private let reconnect: ReconnectPolicy
  /// When this side's latest connection was made; nil when there is none to come back to.
  private var since: ContinuousClock.Instant?
  /// Attempts to come back since a connection last stood for a while.
  private var reconnects = 0

  var requests = RequestTable()
  /// Own changes that were sent and that no caller waits for any more: what they changed is told by their replies alone.
  var givenUp = BoundedMap<MessageID, RequestWaiter>(limit: 1000)
  let offline: OfflineRequests
  /// How many requests may wait for the connection.
  let offlineQueue: Int
  var cache: EntityCache
  let kinds: EntityKinds
  var loads = 0
  /// The kinds that were loaded with this token, to be read again after a lost connection.
  var wanted: Set<String> = []
  /// Those of them that were read to the end.
  var settled: Set<String> = []
  /// What the client hears of; nil: everything.
  var narrowing: Narrowing?
  /// How far the server's log was heard; nil as long as no server has said where it stands.
  var heard: HeardLog?
  /// Entities whose state was read before its event came, and whether the bus knew an older one.
  var readAhead = BoundedMap<EntityPath, Bool>(limit: 10_000)
  /// Events that came before the answer to what was missed, and wait for it.
  var early: [EarlyEvent] = []
  /// True from a reading that was begun until one has ended well: to ask for what was missed would not do.
  var mustRead = false
  /// Counts the readings: a load that began before one of them does not stand for it.
  var readings = 0
  /// An own change has no reply, so nobody will tell this client whether it happened; where in the log is not known, so what
  /// was missed would not tell either.
  var isUnsure = false
  /// The tree changed while its events were held back.
  var isTreeHeld = false
  /// The attempt whose server has greeted.
  var greeted: Int?
  /// True from a lost connection until the new one knows how it goes on.
  var isBehind = false
  /// Set while the server goes away: what it was asked ends, what is new waits for the next.
  var isDraining = false
  /// The attempt for which a token is being fetched.
  var renewing: Int?
  /// The server ended a connection because the token is too old, and there is no other yet.
  private var isTokenOld = false
  /// From a lost connection until the kinds were read again.
  var catchUp: CatchUp?
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
    notifications: NotificationList = NotificationList(), options: ClientOptions = ClientOptions()
  ) {
    reconnect = options.reconnect
    offline = options.offline
    offlineQueue = options.offlineQueue
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
    case .waiting where isSame:
      waiters.append(waiter)
      begin(wanted)
      return
    case .open, .connecting, .waiting:
      end(.closed(code: 1000, reason: "Replaced"), "Connection replaced: connected with another token")
    case .idle, .closed:
      // A connection that ended by itself did not end its session, and what waits to be repeated is of that one.
      if token != nil, !isSame { session += 1 }
    }
    if token != nil, !isSame { forgetUser() }
    token = .some(wanted)
    waiters.append(waiter)
    begin(wanted)
  }

  /// What is known belongs to another user.
  private mutating func forgetUser() {
    firstSession = session
    catchUp = nil
    heard = nil
    wanted = []
    narrowing = nil
    isBehind = false
    mustRead = false
    isUnsure = false
    isTokenOld = false
    forgetCache()
    notifications.clear()
  }

  /// The time to come back has come, for the attempt that was lost with this number.
  mutating func comeBack(_ number: Int) {
    guard number == attempt, case .waiting = phase else { return }
    begin(token ?? nil)
  }

  private mutating func begin(_ token: String?) {
    attempt += 1
    early = []
    phase = .connecting
    isDraining = false
    effects.append(isTokenOld ? .openAfresh(attempt: attempt, token: token) : .open(attempt: attempt, token: token))
  }

  /// There is a fresh token for the connection with this number.
  mutating func renewed(_ number: Int, token: String) {
    guard number == attempt else { return }
    self.token = .some(token)
    isTokenOld = false
  }

  /// Somebody waits for the connection no longer; the attempt goes on.
  mutating func cancelConnect(_ number: UInt64) {
    guard let at = waiters.firstIndex(where: { $0.number == number }) else { return }
    effects.append(.finish(waiters.remove(at: at), RequestFailure.cancelled.error))
  }

  /// An attempt succeeded.
  mutating func opened(_ number: Int, _ socket: any ClientSocket, _ moment: Moment) {
    guard number == attempt, case .connecting = phase else {
      effects.append(.closeSocket(socket, code: 1000, reason: ""))
      return
    }
    phase = .open(socket)
    isTokenOld = false
    since = moment.now
    for waiter in waiters { effects.append(.finish(waiter, nil)) }
    waiters = []
    for message in requests.takeUnsent() { effects.append(.send(socket, message)) }
    followOn()
  }

  /// An attempt failed.
  mutating func openFailed(_ number: Int, _ error: ConcordError, _ moment: Moment) {
    guard number == attempt, case .connecting = phase else { return }
    // A server that refuses this user will do so again.
    let isRefused = error.code == .unauthenticated || error.code == .forbidden
    lose(code: 1006, reason: error.message, error, isFinal: isRefused, moment)
  }

  /// The socket of an attempt is closed.
  mutating func socketClosed(_ number: Int, code: UInt16, reason: String, _ moment: Moment) {
    guard number == attempt else { return }
    switch phase {
    case .idle, .closed, .waiting: return
    case .connecting, .open:
      if code == CloseCodes.signInExpired { isTokenOld = true }
      let why = reason.isEmpty ? "\(code)" : "\(code): \(reason)"
      lose(
        code: code, reason: reason, ConcordError(.connectionClosed, "Connection closed (\(why))"),
        isFinal: !CloseCodes.invitesReconnect(code), moment)
    }
  }

  /// The user closes the client.
  mutating func close() {
    end(.closed(code: 1000, reason: "Connection closed"), "Connection closed")
  }

  /// Ends the connection by this side's wish.
  private mutating func end(_ last: Phase, _ message: String) {
    if case .open(let socket) = phase { effects.append(.closeSocket(socket, code: 1000, reason: "")) }
    stopComingBack()
    phase = last
    attempt += 1
    session += 1
    let error = ConcordError(.connectionClosed, message)
    failAll(RequestFailure(kind: .closed, error: error))
  }

  /// The connection is over for good. The tree stays, and with it how far it goes: the same user goes on from there.
  private mutating func stopComingBack() {
    if since != nil { fallBehind() }
    since = nil
    reconnects = 0
  }

  /// Notes that the connection went away by itself, or did not come about.
  ///
  /// - Parameter isFinal: coming back makes no sense.
  private mutating func lose(
    code: UInt16, reason: String, _ error: ConcordError, isFinal: Bool, _ moment: Moment
  ) {
    let failure = RequestFailure(kind: .connectionLost, error: error)
    guard !isFinal, let until = nextAttempt(moment) else {
      stopComingBack()
      phase = .closed(code: code, reason: reason)
      failAll(failure)
      return
    }
    fallBehind()
    phase = .waiting(attempt: reconnects, until: until)
    failWaiters(failure)
    failSent(failure)
    effects.append(.comeBack(attempt: attempt, at: until))
  }

  /// The server goes away: once it has answered what it was asked, or when the time is over, this side leaves.
  mutating func drain(seconds: Int, _ moment: Moment) {
    guard case .open = phase, since != nil, !isDraining, reconnect.maxAttempts != 0 else { return }
    isDraining = true
    effects.append(.leave(attempt: attempt, at: moment.now + .seconds(max(0, min(seconds, 3600)))))
    leaveIfDone()
  }

  /// The last reply came from a server that goes away.
  mutating func leaveIfDone() {
    if isDraining, requests.sentCount == 0, givenUp.isEmpty { effects.append(.leave(attempt: attempt, at: nil)) }
  }

  /// Leaves a server that goes away, for the next connection.
  mutating func leave(_ number: Int, _ moment: Moment) {
    guard number == attempt, isDraining, case .open(let socket) = phase else { return }
    guard let until = nextAttempt(moment) else {
      isDraining = false
      return
    }
    isDraining = false
    fallBehind()
    effects.append(.closeSocket(socket, code: 1000, reason: ""))
    phase = .waiting(attempt: reconnects, until: until)
    let failure = RequestFailure(
      kind: .connectionLost, error: ConcordError(.connectionClosed, "Connection closed (the server goes away)"))
    failSent(failure)
    effects.append(.comeBack(attempt: attempt, at: until))
  }

  /// When to try again; nil when there was no connection to come back to, or enough attempts were made.
  private mutating func nextAttempt(_ moment: Moment) -> ContinuousClock.Instant? {
    guard let since else { return nil }
    if case .open = phase, since.duration(to: moment.now) >= reconnect.cap { reconnects = 0 }
    guard let delay = reconnect.delay(before: reconnects + 1, random: moment.random) else { return nil }
    reconnects += 1
    return moment.now + delay
  }
}
