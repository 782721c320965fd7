import ConcordCore
import ConcordTransport
import Synchronization

/// The connections of one event loop, and the events that wait to be delivered to them.
///
/// Invariant (`@unchecked Sendable`): everything but the inbox is touched on the loop's thread only.
final class LoopHub: @unchecked Sendable {
  let loop: EventLoop
  let queue: CallQueue
  let gate: Gate
  let failures: FailureReport
  let ledger: IdempotencyLedger
  let metrics = LoopMetrics()
  let expiries: ExpiryClock
  /// Those that named events may be sent to.
  var packets = PacketRegistry()
  let watch: LoopWatch
  private let rates: RequestRates?
  private let loopLag: Duration?
  private var registry = SubscriptionRegistry()
  private var connections: [ServerConnection] = []
  private var writer = JSONWriter(capacity: 16 * 1024)
  private let inbox = Mutex(Inbox())

  private struct Inbox {
    /// Not yet delivered, in offset order.
    var pushes: [Push] = []
    /// The newest change that came.
    var offset = 0
    /// The newest change that is not among `pushes`.
    var delivered = 0
    /// Connections that want events.
    var listeners = 0
  }

  /// A buffer that grew beyond this for one message is not kept.
  private static let largestBuffer = 256 * 1024

  init(
    _ loop: EventLoop, _ gate: Gate, _ failures: FailureReport, _ ledger: IdempotencyLedger,
    _ rates: RequestRates? = nil, loopLag: Duration? = nil
  ) {
    self.loop = loop
    self.rates = rates
    self.loopLag = loopLag
    watch = LoopWatch(index: loop.index)
    self.gate = gate
    self.failures = failures
    self.ledger = ledger
    queue = CallQueue(loop, watch)
    expiries = ExpiryClock(loop)
  }

  // MARK: From any thread

  /// The log stands at this offset at least: called before the first connection opens.
  func begin(at offset: Int) { inbox.withLock { $0.offset = max($0.offset, offset) } }

  /// The offset of the newest commit that came.
  var newest: Int { inbox.withLock { $0.offset } }

  /// Appends a push, or only its offset when nobody listens; `push` is then not called. The caller sees to it that
  /// calls come in offset order: a lock of its own, for jobs that several threads give to a loop have no common order.
  func append(offset: Int?, _ push: () -> Push) {
    let isFirst = inbox.withLock { inbox in
      if let offset { inbox.offset = offset }
      // Whoever comes while something waits gets all that waits, so then nothing may be left out.
      guard inbox.listeners > 0 || !inbox.pushes.isEmpty else { return false }
      inbox.pushes.append(push())
      return inbox.pushes.count == 1
    }
    if isFirst { loop.execute { self.deliver() } }
  }

  /// Runs `work` with every connection of the loop, on the loop.
  func forEach(_ work: @escaping @Sendable (ServerConnection) -> Void) {
    loop.execute { for connection in self.connections { work(connection) } }
  }

  // MARK: On the loop

  /// Why a request may not start just now, whoever's connection it came by.
  func refusal(of call: Call) -> ConcordError? {
    guard rates != nil || loopLag != nil else { return nil }
    let now = ContinuousClock.now
    if let loopLag, watch.isLate(by: loopLag, at: now) {
      return ConcordError(.overloaded, "the server is behind with its work; try again")
    }
    return rates?.refusal(of: call.route.topic, by: call.principal, at: now)
  }

  /// The sockets of the loop.
  var connectionCount: Int { connections.count }

  /// Adds a connection; of what it is interested in, it gets the events of every change after the offset that is
  /// returned.
  func add(_ connection: ServerConnection) -> Int {
    connection.slot = connections.count
    connections.append(connection)
    registry.add(connection, connection.interests)
    return inbox.withLock { inbox in
      if !connection.interests.isEmpty { inbox.listeners += 1 }
      if inbox.pushes.isEmpty { inbox.delivered = inbox.offset }
      return inbox.delivered
    }
  }

  func remove(_ connection: ServerConnection) {
    let last = connections.removeLast()
    if last !== connection {
      connections[connection.slot] = last
      last.slot = connection.slot
    }
    registry.remove(connection, connection.interests)
    if !connection.interests.isEmpty { inbox.withLock { $0.listeners -= 1 } }
  }

  /// A connection is interested in something else from now on; what waits is delivered by what it was interested in
  /// before.
  ///
  /// - Returns: the offset after which it hears of every change of what it is interested in.
  @discardableResult
  func change(_ interests: Interests, of connection: ServerConnection) -> Int {
    deliver()
    // What was delivered may have ended it.
    if connection.hub === self { replace(interests, of: connection) }
    return inbox.withLock { inbox in
      if inbox.pushes.isEmpty { inbox.delivered = inbox.offset }
      return inbox.delivered
    }
  }

  /// A connection is not interested in an entity any more: while events are handed out, so nothing else is.
  func forget(_ path: EntityPath, of connection: ServerConnection) {
    guard connection.hub === self, connection.interests.paths.contains(path) else { return }
    var rest = connection.interests
    rest.paths.remove(path)
    replace(rest, of: connection)
  }

  private func replace(_ interests: Interests, of connection: ServerConnection) {
    let old = connection.interests
    registry.remove(connection, old)
    connection.interests = interests
    registry.add(connection, interests)
    let more = (interests.isEmpty ? 0 : 1) - (old.isEmpty ? 0 : 1)
    if more != 0 { inbox.withLock { $0.listeners += more } }
  }

  /// Sends what `write` writes; gives the failure when a value had no form in JSON, and then nothing is sent. Nothing
  /// written is nothing sent.
  @discardableResult
  func send(to socket: WebSocketConnection, _ write: (inout JSONWriter) -> Void) -> JSONError? {
    writer.reset()
    write(&writer)
    if let failure = writer.failure { return failure }
    if writer.count > 0 { socket.send(text: writer.bytes) }
    if writer.count > Self.largestBuffer { writer = JSONWriter(capacity: 16 * 1024) }
    return nil
  }

  /// Hands out everything that waits.
  func deliver() {
    let pushes = inbox.withLock { inbox in
      let pushes = inbox.pushes
      inbox.pushes = []
      inbox.delivered = inbox.offset
      return pushes
    }
    for push in pushes { for part in push.parts { deliver(part, of: push) } }
  }

  private func deliver(_ part: PushPart, of push: Push) {
    // From the end: a connection that is closed here leaves its place to one that was served.
    var place = registry.everythingCount - 1
    var frames = FrameOfDialect(part)
    while place >= 0 {
      if let connection = registry.everything(at: place) { connection.take(part, of: push, &frames) }
      place -= 1
    }
    for connection in registry.narrow(part.group, part.path) { connection.take(part, of: push, &frames) }
  }
}

/// The frame of an event in the dialect that was asked for last: connections that speak the same come one after the other.
struct FrameOfDialect {
  private let part: PushPart
  private var last: (kind: ServerDefinition.Dialect, message: PreparedMessage?)?

  init(_ part: PushPart) { self.part = part }

  mutating func message(in dialect: any Dialect) -> PreparedMessage? {
    if let last, last.kind == dialect.kind { return last.message }
    let message = part.message(in: dialect)
    last = (dialect.kind, message)
    return message
  }
}
