import ConcordCore
import ConcordTransport

/// Calls of operations over a socket.
extension ServerConnection: Caller {
  func call(_ topic: String, _ correlation: Correlation, _ payload: InboundPayload, _ frame: RawSpan) {
    guard let route = route(topic, correlation) else { return }
    call(route, correlation, payload, frame)
  }

  private func route(_ topic: String, _ correlation: Correlation) -> Route? {
    if let route = namespace.routes[topic] { return route }
    // Strangers are not told which topics there are.
    turnDown(topic, correlation, principal.name == nil ? Self.stranger : namespace.routes.unknown(topic))
    return nil
  }

  func call(_ route: Route, _ correlation: Correlation, _ payload: InboundPayload, _ frame: RawSpan) {
    if let refusal = refusal(of: route) { return turnDown(route.topic, correlation, refusal) }
    switch payload {
    case .none: route.start(correlation, emptyObject.span.bytes, for: self)
    case .frame(let range): route.start(correlation, frame.extracting(range), for: self)
    case .made(let bytes): route.start(correlation, bytes.span.bytes, for: self)
    }
  }

  /// A request whose form comes over HTTP: its answer is given here, too.
  func expectUpload(_ topic: String, _ correlation: Correlation) {
    guard let route = route(topic, correlation), let hub else { return }
    if let refusal = refusal(ofUpload: route) { return turnDown(topic, correlation, refusal) }
    guard let name = principal.name else { return turnDown(topic, correlation, Self.stranger) }
    let key = RequestKey(upload: correlation.messageID, to: topic, of: name)
    let upload = AnnouncedUpload(key, context(correlation, route, bytes: 0), route, correlation, for: self, hub)
    load.add(upload)
    upload.expect()
    adjustReading()
  }

  private func turnDown(_ topic: String, _ correlation: Correlation, _ error: ConcordError) {
    runtime.audit?.refused(topic, correlation, self, error.code)
    refuse(error, correlation, topic)
  }

  static let stranger = ConcordError(.unauthenticated, "sign in, then connect again")

  /// Why the connection may not call an operation by a message.
  func refusal(of route: Route) -> ConcordError? {
    if let refusal = refusal(ofAny: route) { return refusal }
    return route.file.map { file in
      ConcordError(
        .wrongType,
        "\(route.topic) takes the file '\(file)', which a message cannot carry; send it to \(route.http!)", field: file)
    }
  }

  private func refusal(ofUpload route: Route) -> ConcordError? {
    if let refusal = refusal(ofAny: route) { return refusal }
    if route.file != nil, route.http?.takesIdempotencyKey == true { return nil }
    return ConcordError(.wrongType, "type: \(route.topic) takes no file; send it as a 'request'", field: "type")
  }

  private func refusal(ofAny route: Route) -> ConcordError? {
    if identity.isAnonymous, !route.isOpen { return Self.stranger }
    return route.roles.isEmpty ? nil : route.refusal(of: principal)
  }

  func context(_ correlation: Correlation, _ route: Route, bytes: Int) -> RequestContext {
    RequestContext(
      origin, messageID: correlation.messageID, topic: route.topic, kind: route.kind,
      ownership: route.owner?.ownership(of: principal), remark: runtime.audit?.remark(on: correlation, bytes: bytes))
  }

  /// Made for the first request, and again after somebody else, or the same with other roles, is behind the connection.
  private var origin: RequestOrigin {
    if let known = requestOrigin { return known }
    let made = RequestOrigin(
      connection: id, principal: principal, session: identity.session, peer: peer, entities: runtime.entities,
      publisher: runtime.broadcaster)
    requestOrigin = made
    return made
  }

  func requestKey(_ correlation: Correlation, _ route: Route) -> RequestKey? {
    guard let request = correlation.requestID, let socket else { return nil }
    // A packet's number counts within its connection.
    let isCounted = if case .packet = request { true } else { false }
    let account = isCounted ? nil : principal.name.map { RequestKey.Owner.principal($0) }
    let owner = account ?? requestOwner(socket)
    return RequestKey(owner: owner, namespace: namespace.number, topic: route.topic, id: request)
  }

  /// Whose the requests are that are forgotten with the connection.
  func requestOwner(_ socket: WebSocketConnection) -> RequestKey.Owner {
    principal.name == nil ? .stranger(socket.id) : .connection(socket.id)
  }

  /// The call starts in this turn of the loop, or at once when it is the last that may run: mostly all are done then.
  func enqueue(_ call: Call) {
    guard let hub else { return }
    load.add(call)
    hub.queue.append(call)
    if isAtLimit { hub.queue.run() }
    adjustReading()
  }

  /// False for a call that cannot start: its connection is gone or going, or it is held until the replies before it were
  /// read.
  func mayStart(_ call: Call) -> Bool {
    guard let socket, socket.isOpen else { return false }
    if load.held.isEmpty, !isOutputFull(socket) { return true }
    load.hold(call)
    return false
  }

  func keep(_ call: Call) -> Bool {
    guard socket != nil else { return false }
    load.keep(call)
    return true
  }

  func release(_ call: Call) {
    if !feed.own.isEmpty { deliverOwn() }
    load.release(call)
    adjustReading()
  }

  /// The peer has read: what was held back starts.
  func startHeld() {
    for call in load.takeHeld() { hub?.queue.append(call) }
    adjustReading()
  }

  /// Somebody else is behind the connection, or the same with other roles: what did not start was asked by who it was.
  func turnDownHeld() {
    let error = ConcordError(.conflict, "roles or attributes changed before the request began; send it again")
    for call in load.takeHeld() { call.turnDown(error) }
  }

  private var isAtLimit: Bool { load.count >= limits.inFlight || load.bytes >= limits.inputBytes }

  func isOutputFull(_ socket: WebSocketConnection) -> Bool { socket.queuedBytes > limits.queueBytes / 2 }

  /// Reads the socket as long as nothing is at its limit. What is sent counts too: who sends requests and does not read
  /// the replies is slowed down before it is cut.
  func adjustReading() {
    guard let socket else { return }
    let isFull = isAtLimit || isOutputFull(socket) || feed.isAtLimit || packets?.isAtLimit == true
    guard isFull != load.isPaused else { return }
    load.isPaused = isFull
    if isFull { socket.pauseReading() } else { socket.resumeReading() }
  }

  // MARK: Answers

  func answer(_ reply: Reply, _ output: (inout JSONWriter) -> Void) -> JSONError? {
    guard let socket, let hub else { return nil }
    let failure = hub.send(to: socket) { dialect.reply(reply, to: &$0, output: output) }
    if failure == nil { answered(reply.correlation) }
    return failure
  }

  func refuse(_ error: ConcordError, _ correlation: Correlation?, _ topic: String?) {
    guard let socket, let hub else { return }
    hub.send(to: socket) { dialect.refuse(error, correlation, topic: topic, to: &$0) }
    answered(correlation)
    adjustReading()
  }
}

extension Route {
  /// Why a principal may not call the operation at all.
  func refusal(of principal: Principal) -> ConcordError? {
    if principal.hasOne(of: roles) { return nil }
    return ConcordError(.forbidden, "\(topic) is for those with a role of: \(roles.joined(separator: ", "))")
  }
}

/// What a request without a payload carries.
private let emptyObject = Array("{}".utf8)
