import ConcordCore
import ConcordProtocols
import ConcordTransport

/// One client: its frames become requests, replies and events become frames.
///
/// Invariant (`@unchecked Sendable`): touched on its loop's thread only, but for the constants.
final class ServerConnection: WebSocketHandler, @unchecked Sendable {
  private let runtime: Runtime
  private let principal: Principal
  /// The hub of the loop, and the socket on it, between `opened` and `closed`.
  private(set) var hub: LoopHub?
  private(set) var socket: WebSocketConnection?
  /// The place in the hub.
  var slot = 0

  /// Requests whose handlers wait for something.
  private var calls: [Call] = []
  /// Requests that start when the peer has read more of what was sent to it.
  private var held: [Call] = []
  private var inFlight = 0
  private var inputBytes = 0
  private var isPaused = false
  private var rate: MessageRate?

  init(_ principal: Principal, _ runtime: Runtime) {
    self.principal = principal
    self.runtime = runtime
    rate = runtime.options.limits.rate.map { MessageRate($0, at: .now) }
    grants = runtime.audiences.grants(of: principal)
  }

  var id: ConcordCore.ConnectionID? { socket.map { .init($0.id) } }

  /// Whether events reach it: who may read nothing is told nothing.
  var listens: Bool { principal.name != nil }

  /// What it hears of kinds of entities that are not for everybody.
  let grants: Grants

  // MARK: The socket's calls

  func opened(_ socket: WebSocketConnection) {
    let hub = runtime.hubs[socket.loop.index]
    self.socket = socket
    self.hub = hub
    var hello = runtime.hello
    hello.offset = hub.add(self)
    hub.send(to: socket) { writer in
      MessageDialect.write(MessageHead(id: .make(), kind: .event, topic: ReservedTopics.hello), to: &writer) {
        $0.value(hello)
      }
    }
  }

  func received(_ message: borrowing WebSocketMessage, on socket: WebSocketConnection) {
    guard message.kind == .text else {
      return refuse(ConcordError(.malformed, "a binary frame is no message; send JSON in text frames"), nil, nil)
    }
    let bytes = message.bytes
    do throws(MessageDialect.Malformed) {
      let head = try MessageDialect.readHead(bytes)
      guard let route = route(head) else { return }
      if let payload = head.payload {
        route.start(head.id, bytes.extracting(payload), on: self)
      } else {
        route.start(head.id, emptyObject.span.bytes, on: self)
      }
    } catch {
      refuse(error.error, error.id, error.topic)
    }
  }

  func drained(_ connection: WebSocketConnection) {
    let waiting = held
    held = []
    for call in waiting { hub?.queue.append(call) }
    adjustReading()
  }

  func closed(_ connection: WebSocketConnection, code: UInt16, reason: String) {
    hub?.remove(self)
    hub = nil
    socket = nil
    let abandoned = calls
    calls = []
    held = []
    for call in abandoned { call.abandon() }
  }

  /// Ends what still runs.
  func cancelCalls() { for call in calls { call.cancel() } }

  // MARK: Requests

  /// The route of a request; when there is none, or the request may not be made now, the sender is told.
  private func route(_ head: MessageHead) -> (any Route)? {
    let error: ConcordError
    let found = runtime.routes[head.topic]
    if rate?.admits(at: .now) == false {
      let most = runtime.options.limits.rate ?? 0
      error = ConcordError(.overloaded, "more than \(most) messages in a second; send fewer")
    } else if head.kind != .request {
      error = ConcordError(.wrongType, "type: a client sends 'request', not '\(head.kind.rawValue)'", field: "type")
    } else if principal.name == nil, found?.isOpen != true {
      // Strangers are not told which topics there are.
      error = ConcordError(.unauthenticated, "sign in, then connect again")
    } else if runtime.gate.isClosed {
      error = ConcordError(.draining, "the server is going away; connect again for another")
    } else if let route = found {
      if !principal.hasOne(of: route.roles) {
        let roles = route.roles.joined(separator: ", ")
        error = ConcordError(.forbidden, "\(route.topic) is for those with a role of: \(roles)")
      } else if let file = route.http?.files.first {
        error = ConcordError(
          .wrongType, "\(route.topic) takes the file '\(file)', which a message cannot carry", field: file)
      } else {
        return route
      }
    } else {
      error = runtime.routes.unknown(head.topic)
    }
    refuse(error, head.id, head.topic)
    return nil
  }

  func context(_ id: MessageID, _ route: any Route) -> RequestContext {
    RequestContext(
      connection: self.id, messageID: id, topic: route.topic, kind: route.kind, principal: principal,
      ownership: route.owner?.ownership(of: principal), entities: runtime.entities, publisher: runtime.broadcaster)
  }

  /// The call starts in this turn of the loop, or at once when it is the last that may run: mostly all are done then.
  func enqueue(_ call: Call) {
    guard let hub else { return }
    inFlight += 1
    inputBytes += call.bytes
    hub.queue.append(call)
    if isAtLimit { hub.queue.run() }
    adjustReading()
  }

  /// False for a call that cannot start: its connection is gone, or it is held until the replies before it were read.
  func mayStart(_ call: Call) -> Bool {
    guard let socket else { return false }
    if held.isEmpty, !isOutputFull(socket) { return true }
    held.append(call)
    return false
  }

  /// A handler waits: it must be found when the connection ends. False when that happened already.
  func keep(_ call: Call) -> Bool {
    guard socket != nil else { return false }
    calls.append(call)
    return true
  }

  /// A request was answered.
  func release(_ call: Call) {
    inFlight -= 1
    inputBytes -= call.bytes
    if call.hasWaited, let index = calls.firstIndex(where: { $0 === call }) {
      calls.swapAt(index, calls.count - 1)
      calls.removeLast()
    }
    adjustReading()
  }

  private var isAtLimit: Bool {
    inFlight >= runtime.options.limits.inFlight || inputBytes >= runtime.options.limits.inputBytes
  }

  private func isOutputFull(_ socket: WebSocketConnection) -> Bool {
    socket.queuedBytes > runtime.options.limits.queueBytes / 2
  }

  /// Reads the socket as long as nothing is at its limit. What is sent counts too: who sends requests and does not read
  /// the replies is slowed down before it is cut.
  private func adjustReading() {
    guard let socket else { return }
    let isFull = isAtLimit || isOutputFull(socket)
    guard isFull != isPaused else { return }
    isPaused = isFull
    if isFull { socket.pauseReading() } else { socket.resumeReading() }
  }

  // MARK: Replies

  /// Sends the reply to a request.
  func reply<Output: JSONCodable>(_ output: Output, _ id: MessageID, _ route: any Route, _ mark: StoreMark?) {
    guard let socket, let hub else { return }
    let head = MessageHead(id: id, kind: .success, topic: route.topic, mark: mark ?? StoreMark())
    let failure = hub.send(to: socket) { writer in
      MessageDialect.write(head, to: &writer) { $0.value(output) }
    }
    if let failure { refuse(declared(failure, id, route), id, route.topic) }
  }

  /// Sends an error. Without an id the sender cannot be told which frame it is about; it gets one of its own.
  func refuse(_ error: ConcordError, _ id: MessageID?, _ topic: String?) {
    guard let socket, let hub else { return }
    let head = MessageHead(id: id ?? .make(), kind: .error, topic: topic ?? "concord:error", error: error)
    hub.send(to: socket) { MessageDialect.write(head, to: &$0) }
    adjustReading()
  }

  /// What of a handler's error travels: what the contract or the table of errors knows. Anything else is the server's
  /// own affair: it goes to the log, and the caller gets the number of the entry.
  func declared(_ error: any Error, _ id: MessageID, _ route: any Route) -> ConcordError {
    if let error = error as? ConcordError, error.code != .internalError,
      ErrorCode.table.contains(error.code) || route.errors.contains(error.code)
    {
      return error
    }
    if let error = error as? any DeclaredError, route.errors.contains(error.code) {
      return ConcordError(error.code, "\(route.topic) was refused: \(error.code)")
    }
    let incident = UUIDv7.next().description
    var entry = LogEntry(.error, "a handler failed: \(String(reflecting: error))")
    entry.incident = incident
    entry.topic = route.topic
    entry.messageID = id
    entry.connection = self.id
    runtime.log.write(entry)
    return ConcordError(
      .internalError, "the server failed; its log knows why under incident \(incident)", content: incident)
  }
}

/// What a request without a payload carries.
private let emptyObject = Array("{}".utf8)
