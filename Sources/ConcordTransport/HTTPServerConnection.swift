import ConcordProtocols

/// An accepted connection as long as it speaks HTTP/1.1: serves one request after the other, until it becomes a WebSocket
/// or ends. Everything a stranger can do wrong ends here, at the cost of this connection alone.
///
/// What came behind the request that is being served waits, at most one read of it; then the socket is not read.
///
/// Invariant (`@unchecked Sendable`): touched on the loop's thread only.
final class HTTPServerConnection: @unchecked Sendable {
  enum State {
    /// Between two requests, or in a head.
    case head
    /// The decision on a request is awaited.
    case deciding
    /// A handler gets the body.
    case body
    /// A handler has the whole request; its answer is owed.
    case answering
    /// The answer was sent; the rest of the body is read over.
    case skipping
    /// Upgraded, ending or ended: nothing is read here any more.
    case over
  }

  let stream: SocketStream
  let limits: ConnectionLimits
  let accept: (HTTPRequestHead, SocketAddress?) -> UpgradeDecision
  let opened: (WebSocketConnection) -> Void
  var state = State.head
  var deadline: ConnectionDeadline?

  // The request that is being served. `reader` is there from the first byte of a head to its last.
  var reader: HTTPHeadReader?
  var head: HTTPRequestHead?
  var decision: UpgradeDecision?
  var body = HTTPBodyReader(.exactly(0))
  var bodyLimit = 0
  var bodyBytes = 0
  var isBodyPaused = false
  var handler: (any HTTPRequestHandler)?
  var exchange: HTTPExchange?

  var served = 0
  /// Of the body or the output, when the deadline was set.
  var progressMark = 0
  var held: [UInt8] = []
  var isConsuming = false
  var isDraining = false
  var isClosing = false

  init(
    _ stream: SocketStream, limits: ConnectionLimits,
    accept: @escaping (HTTPRequestHead, SocketAddress?) -> UpgradeDecision,
    opened: @escaping (WebSocketConnection) -> Void
  ) {
    self.stream = stream
    self.limits = limits
    self.accept = accept
    self.opened = opened
    deadline = ConnectionDeadline(stream.loop) { [weak self] in self?.deadlinePassed() }
  }

  func start() {
    stream.consumer = self
    stream.readBytes = limits.inputBytes
    stream.highWater = limits.outputBytes / 2
    stream.lowWater = limits.outputBytes / 4
    deadline?.set(after: limits.handshakeTimeout)
    stream.startReading()
  }

  // MARK: Input

  /// Takes what it can, and holds the rest.
  private func consume(_ bytes: UnsafeMutableRawBufferPointer) {
    isConsuming = true
    var used = 0
    while step(bytes, &used) {}
    isConsuming = false
    guard state != .over else { return }
    held = used < bytes.count ? Array(bytes[used...]) : []
    if wantsInput { stream.startReading() } else { stream.stopReading() }
  }

  func consumeHeld() {
    guard !isConsuming, state != .over else { return }
    var waiting = held
    held = []
    waiting.withUnsafeMutableBytes { consume($0) }
  }

  private var wantsInput: Bool {
    switch state {
    case .head, .answering: held.isEmpty
    case .body: !isBodyPaused
    case .skipping: true
    case .deciding, .over: false
    }
  }

  /// Does the next thing that can be done with the bytes; false when there is none.
  private func step(_ bytes: UnsafeMutableRawBufferPointer, _ used: inout Int) -> Bool {
    switch state {
    case .head:
      guard used < bytes.count, stream.queuedBytes <= stream.highWater else { return false }
      return readHead(bytes, &used)
    case .deciding:
      guard let decision else { return false }
      self.decision = nil
      carryOut(decision, bytes, &used)
      return state != .deciding || self.decision != nil
    case .body:
      return !isBodyPaused && readBody(bytes, &used)
    case .skipping: return readBody(bytes, &used)
    case .answering, .over: return false
    }
  }

  private func readHead(_ bytes: UnsafeMutableRawBufferPointer, _ used: inout Int) -> Bool {
    if reader == nil {
      reader = HTTPHeadReader(requests: true, maxBytes: limits.maxHeadBytes)
      if served > 0 { setDeadline(limits.handshakeTimeout) }
    }
    guard let reader else { return false }
    switch reader.read(UnsafeRawBufferPointer(rebasing: bytes[used...])) {
    case .needsInput:
      used = bytes.count
      return false
    case .request(let request, let count):
      used += count
      self.reader = nil
      decide(request)
      return true
    case .response: refuse(400, "a request was expected, not a response")
    case .tooLong: refuse(431, "the request head is longer than \(limits.maxHeadBytes) bytes")
    case .malformed(let reason): refuse(400, "not an HTTP/1.1 request: \(reason)")
    }
    return false
  }

  // MARK: The end

  /// No further request after the one that is being served; a connection without one ends.
  func drain() {
    guard state != .over else { return }
    isDraining = true
    if state == .head, reader == nil, served > 0 { finish() }
  }

  /// As `drain`; what is being served has the close timeout to be answered.
  func close() {
    guard state != .over, !isClosing else { return }
    isDraining = true
    isClosing = true
    if state == .head || state == .skipping {
      let owesNothing = stream.queuedBytes == 0
      finish()
      if owesNothing { stream.abort(reason: "the server was closed") }
    } else {
      deadline?.set(after: limits.closeTimeout)
    }
  }

  /// Ends our side; what still comes is thrown away.
  func finish() {
    state = .over
    held = []
    reader = nil
    stream.finish()
    stream.flushNow()
    guard !stream.isClosed else { return }
    progressMark = stream.bytesOut
    deadline?.set(after: lingers)
  }

  /// A long answer may take long if the peer takes it at all; after it, the peer has to end its side. Before TLS stands it
  /// can take nothing.
  private var lingers: Duration {
    guard stream.canSend else { return limits.handshakeTimeout }
    return stream.queuedBytes > 0 && !isClosing ? limits.idleTimeout : limits.closeTimeout
  }

  func abortExchange(_ reason: String) {
    guard let handler, let exchange else { return }
    self.handler = nil
    self.exchange = nil
    exchange.end()
    handler.aborted(on: exchange, reason)
  }

  // MARK: Deadlines

  /// While the server closes, its own deadline stands.
  func setDeadline(_ delay: Duration) { if !isClosing { deadline?.set(after: delay) } }

  func renewBodyDeadline() {
    progressMark = bodyBytes
    setDeadline(limits.bodyTimeout)
  }

  private var isTakingOutput: Bool { stream.bytesOut - progressMark >= limits.bodyProgressBytes }

  private func deadlinePassed() {
    // An answer would wait for a peer that has not spoken yet.
    guard stream.canSend else { return stream.abort(reason: "no TLS in time") }
    switch state {
    case .over:
      guard stream.queuedBytes > 0, isTakingOutput else {
        return stream.abort(reason: "the peer did not end the stream")
      }
      progressMark = stream.bytesOut
      deadline?.set(after: lingers)
    case _ where isClosing: stream.abort(reason: "the server was closed")
    case .head where reader == nil && served > 0:
      guard stream.queuedBytes > 0, isTakingOutput else { return finish() }
      progressMark = stream.bytesOut
      deadline?.set(after: limits.idleTimeout)
    case .head: refuse(408, "no complete request within \(limits.handshakeTimeout / .seconds(1)) seconds")
    case .deciding: refuse(503, "no decision on this request within \(limits.handshakeTimeout / .seconds(1)) seconds")
    case .body, .skipping:
      if bodyBytes - progressMark >= limits.bodyProgressBytes { return renewBodyDeadline() }
      let reason =
        "the body came slower than \(limits.bodyProgressBytes) bytes in \(limits.bodyTimeout / .seconds(1)) seconds"
      abortExchange(reason)
      refuse(408, reason)
    case .answering: break
    }
  }
}

extension HTTPServerConnection: StreamConsumer {
  func received(_ bytes: UnsafeMutableRawBufferPointer) {
    if held.isEmpty { return consume(bytes) }
    held.append(contentsOf: bytes)
    consumeHeld()
  }

  func drained() { consumeHeld() }

  func ended(_ reason: String) {
    deadline?.cancel()
    state = .over
    held = []
    abortExchange(reason)
  }

  func sweep() {}
}
