import ConcordProtocols

/// The opening handshake of an accepted connection: reads one request head and turns the stream into a WebSocket or
/// answers and ends it. Everything a stranger can do wrong ends here, at the cost of this connection alone.
///
/// Invariant (`@unchecked Sendable`): touched on the loop's thread only.
final class ServerHandshake: StreamConsumer, @unchecked Sendable {
  private let stream: SocketStream
  private let limits: ConnectionLimits
  private let accept: (HTTPRequestHead, SocketAddress?) -> UpgradeDecision
  private let opened: (WebSocketConnection) -> Void
  private let reader: HTTPHeadReader
  private var deadline: LoopTimer?
  private var isAnswered = false

  init(
    _ stream: SocketStream, limits: ConnectionLimits,
    accept: @escaping (HTTPRequestHead, SocketAddress?) -> UpgradeDecision,
    opened: @escaping (WebSocketConnection) -> Void
  ) {
    self.stream = stream
    self.limits = limits
    self.accept = accept
    self.opened = opened
    reader = HTTPHeadReader(requests: true, maxBytes: limits.maxHeadBytes)
  }

  func start() {
    stream.consumer = self
    stream.readBytes = limits.inputBytes
    deadline = stream.loop.schedule(after: limits.handshakeTimeout) { [weak self] in
      guard let self else { return }
      let seconds = limits.handshakeTimeout / .seconds(1)
      answer(HTTPResponse(status: 408, text: "no complete request within \(seconds) seconds"))
    }
    stream.startReading()
  }

  func received(_ bytes: UnsafeMutableRawBufferPointer) {
    switch reader.read(UnsafeRawBufferPointer(bytes)) {
    case .needsInput: break
    case .request(let request, let used): decide(request, UnsafeMutableRawBufferPointer(rebasing: bytes[used...]))
    case .response: answer(HTTPResponse(status: 400, text: "a request was expected, not a response"))
    case .tooLong:
      answer(HTTPResponse(status: 431, text: "the request head is longer than \(limits.maxHeadBytes) bytes"))
    case .malformed(let reason): answer(HTTPResponse(status: 400, text: "not an HTTP/1.1 request: \(reason)"))
    }
  }

  private func decide(_ request: HTTPRequestHead, _ rest: UnsafeMutableRawBufferPointer) {
    switch accept(request, stream.peer) {
    case .refuse(let status, let body): answer(HTTPResponse(status: status, text: body))
    case .respond(let response): answer(response)
    case .accept(let handler, var headers, let compression):
      do throws(WebSocketUpgradeError) {
        let upgrade = try WebSocketServerUpgrade(request)
        deadline?.cancel()
        let accepted =
          compression && limits.compressionThreshold != nil ? MessageDeflate.accept(request.headers) : nil
        if let accepted { headers.append("Sec-WebSocket-Extensions", accepted.response) }
        stream.append(upgrade.response(headers: headers).bytes)
        let connection = WebSocketConnection(
          stream, role: .server, handler: handler, limits: limits, deflate: accepted?.deflate)
        opened(connection)
        connection.open(rest)
      } catch {
        answer(error.response)
      }
    }
  }

  /// Sends a response and ends the stream: nothing else is read from it.
  func answer(_ response: HTTPResponse) {
    guard !isAnswered else { return }
    isAnswered = true
    deadline?.cancel()
    var response = response
    if !response.headers.contains("Connection", token: "close") { response.headers.append("Connection", "close") }
    stream.append(response.bytes)
    stream.finish()
    deadline = stream.loop.schedule(after: limits.closeTimeout) { [stream] in
      stream.abort(reason: "the peer did not end the stream")
    }
  }

  func drained() {}
  func ended(_ reason: String) { deadline?.cancel() }
  func sweep() {}
}
