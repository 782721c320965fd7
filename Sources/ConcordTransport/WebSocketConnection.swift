public import ConcordProtocols

/// One WebSocket, on either side. It lives on its loop: everything but the constants is touched there only
/// (`loop.execute` brings work there). Between messages it owns no buffer, no task and no timer.
///
/// Invariant (`@unchecked Sendable`): all mutable state is confined to the loop's thread; public members assert it in
/// debug builds.
public final class WebSocketConnection: @unchecked Sendable {
  public let id: ConnectionID
  public let loop: EventLoop
  public let role: WebSocketRole
  public let limits: ConnectionLimits

  let stream: SocketStream
  let deflate: MessageDeflate?
  private var handler: (any WebSocketHandler)?
  // Unchecked: values that call nothing, on one thread.
  @exclusivity(unchecked) private var parser: WebSocketParser
  @exclusivity(unchecked) var closing: WebSocketCloseState
  private var isPaused = false
  private var isParsing = false
  private var isResuming = false
  /// Received while reading was paused and not yet looked at: what was left of one read.
  private var unread: [UInt8] = []
  private var awaitsPong = false
  private var closeDeadline: LoopTimer?

  init(
    _ stream: SocketStream, role: WebSocketRole, handler: any WebSocketHandler, limits: ConnectionLimits,
    deflate: MessageDeflate? = nil
  ) {
    self.deflate = deflate
    id = stream.loop.nextConnectionID()
    loop = stream.loop
    self.role = role
    self.limits = limits
    self.stream = stream
    self.handler = handler
    parser = WebSocketParser(
      role: role, limits: WebSocketLimits(maxMessageBytes: limits.maxMessageBytes), compression: deflate != nil)
    closing = WebSocketCloseState(role: role)
    stream.readBytes = limits.inputBytes
    stream.highWater = limits.outputBytes / 2
    stream.lowWater = limits.outputBytes / 4
  }

  /// Takes over the stream from the handshake. `rest` is what arrived behind the handshake.
  func open(_ rest: UnsafeMutableRawBufferPointer) {
    stream.consumer = self
    handler?.opened(self)
    parse(rest)
  }

  // MARK: State

  /// Whether messages can be sent.
  public var isOpen: Bool {
    loop.preconditionCurrent()
    return closing.isOpen
  }

  /// So many bytes may wait to be sent beyond the output limit: for whoever has sent one long message that the peer could not
  /// have read yet.
  public var outputAllowance = 0

  /// Bytes that wait to be sent.
  public var queuedBytes: Int {
    loop.preconditionCurrent()
    return stream.queuedBytes
  }

  /// Bytes received since the connection was made, handshake and frame headers included.
  public var bytesIn: Int {
    loop.preconditionCurrent()
    return stream.bytesIn
  }

  /// Bytes that the system took for sending, likewise.
  public var bytesOut: Int {
    loop.preconditionCurrent()
    return stream.bytesOut
  }

  /// The address of the other end; nil when the socket is closed.
  public var peer: SocketAddress? {
    loop.preconditionCurrent()
    return stream.peer
  }

  // MARK: Reading

  /// Stops taking bytes from the socket. What was already received stays, bounded by `limits.inputBytes`, and is
  /// delivered after `resumeReading`. Pings and deadlines go on.
  public func pauseReading() {
    loop.preconditionCurrent()
    isPaused = true
    stream.stopReading()
  }

  /// Delivers what waited, in order and not before this call returns, then reads on.
  public func resumeReading() {
    loop.preconditionCurrent()
    guard isPaused else { return }
    isPaused = false
    awaitsPong = false
    guard !isParsing, !isResuming else { return }
    isResuming = true
    loop.execute { self.readOn() }
  }

  private func readOn() {
    isResuming = false
    guard !isPaused, !stream.isClosed else { return }
    var waiting = unread
    unread = []
    waiting.withUnsafeMutableBytes { parse($0) }
    if !isPaused { stream.startReading() }
  }

  /// Delivers the events in `bytes` until they end, reading is paused, or the connection is.
  private func parse(_ bytes: UnsafeMutableRawBufferPointer) {
    var used = 0
    isParsing = true
    parsing: while !parser.isFinished, stream.isOpen {
      if isPaused {
        unread = Array(bytes[used...])
        break
      }
      let event = parser.next(bytes, from: &used)
      switch event {
      case .needsInput: break parsing
      case .message(let kind, let payload): deliver(kind, payload)
      case .compressed(let kind, let payload): payload.withUnsafeBytes { inflate(kind, $0) }
      case .ping(let payload): if closing.isOpen { pong(payload) }
      case .pong: break
      case .close(let code, let reason): perform(closing.peerClosed(code: code, reason: reason))
      case .failure(let failure): perform(closing.failed(failure))
      }
    }
    isParsing = false
    // Paused and resumed within one message: `pauseReading` stopped the socket.
    if !isPaused, !isResuming { stream.startReading() }
  }

  private func deliver(_ kind: WebSocketMessageKind, _ payload: WebSocketPayload) {
    guard closing.isOpen, let handler else { return }
    payload.withUnsafeBytes { handler.received(WebSocketMessage(kind: kind, bytes: $0.bytes), on: self) }
  }

  private func inflate(_ kind: WebSocketMessageKind, _ payload: UnsafeRawBufferPointer) {
    guard closing.isOpen, let handler else { return }
    switch loop.compression.inflate(payload, limit: limits.maxMessageBytes) {
    case .failure(let failure): fail(failure)
    case .bytes(let bytes):
      var utf8 = UTF8Validator()
      guard kind == .binary || (utf8.accept(bytes) && utf8.isComplete) else {
        return fail(WebSocketFailure(code: WebSocketCloseCode.invalidPayload, reason: "the text is not UTF-8"))
      }
      handler.received(WebSocketMessage(kind: kind, bytes: bytes.bytes), on: self)
    }
  }

  /// The peer broke a rule that the parser cannot see.
  private func fail(_ failure: WebSocketFailure) {
    perform(closing.failed(failure))
    parser.stop()
  }

  private func pong(_ payload: WebSocketPayload) {
    // Pongs count as output: a peer that sends pings and reads nothing is a slow reader too.
    guard mayQueue() else { return }
    payload.withUnsafeBytes { queue(.pong, $0) }
  }

  // MARK: Closing

  /// Starts the closing handshake. Nothing can be sent after; `closed` is called when the peer has answered, or after
  /// `limits.closeTimeout`. The reason is cut to 123 bytes. A code that may not be sent (RFC 6455 §7.4) becomes 1000.
  public func close(code: UInt16 = WebSocketCloseCode.normal, reason: String = "") {
    loop.preconditionCurrent()
    perform(
      closing.closeLocally(code: WebSocketCloseCode.maySend(code) ? code : WebSocketCloseCode.normal, reason: reason))
  }

  /// Closes the socket at once, without a close frame; `closed` is called with 1006 before this returns.
  public func abort() {
    loop.preconditionCurrent()
    stream.abort(reason: "the connection was aborted")
  }

  func perform(_ steps: WebSocketCloseState.Steps) {
    if let frame = steps.send {
      WebSocketFrameWriter.closePayload(code: frame.code, reason: frame.reason).withUnsafeBytes { queue(.close, $0) }
      // The peer's answer must be seen even when the application had paused.
      resumeReading()
    }
    let needsDeadline = steps.send != nil || steps.stream == .finish || steps.stream == .awaitEnd
    if steps.stream == .finish { stream.finish() }
    if let report = steps.report { tell(report) }
    if needsDeadline, closeDeadline == nil, !stream.isClosed {
      closeDeadline = loop.schedule(after: limits.closeTimeout) { [weak self] in
        guard let self else { return }
        perform(closing.timedOut())
      }
    }
    if steps.stream == .abort { stream.abort(reason: "the connection is over") }
  }

  private func tell(_ report: WebSocketCloseState.Report) {
    let told = handler
    handler = nil
    told?.closed(self, code: report.code, reason: report.reason)
  }
}

extension WebSocketConnection: StreamConsumer {
  func received(_ bytes: UnsafeMutableRawBufferPointer) {
    awaitsPong = false
    parse(bytes)
  }

  func drained() { handler?.drained(self) }

  func ended(_ reason: String) {
    unread = []
    closeDeadline?.cancel()
    perform(closing.streamEnded(reason: reason))
  }

  /// A peer that was silent since the last ping is cut off. While reading is paused its pongs cannot be seen: it is
  /// still pinged, and the system notices when nobody acknowledges that (`SocketStream.setOptions`).
  func sweep() {
    guard closing.isOpen else { return }
    if awaitsPong, !isPaused { return stream.abort(reason: "the peer answered no ping") }
    awaitsPong = true
    queue(.ping, UnsafeRawBufferPointer(start: nil, count: 0))
  }
}
