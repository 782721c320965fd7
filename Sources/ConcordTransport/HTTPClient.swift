import ConcordProtocols

/// Sends one HTTP request over a connection of its own.
enum HTTPClient {
  /// - Parameters:
  ///   - timeout: for all of it: lookup, connection, TLS, and the whole response.
  ///   - maxBodyBytes: a longer response is an error.
  /// - Throws: `TransportError` with the request's place in its text: `.timeout`, `.tooLarge`, `.malformed`, `.closed` when
  ///   the response is cut off, or why there was no connection; `CancellationError`.
  static func send(
    _ request: HTTPClientRequest, on loop: EventLoop, timeout: Duration, maxHeadBytes: Int, maxBodyBytes: Int,
    tls: TLSContext?
  ) async throws -> HTTPResponse {
    let attempt = HTTPClientExchange(request, loop, timeout, maxHeadBytes, maxBodyBytes, tls)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        loop.execute { attempt.start { continuation.resume(with: $0) } }
      }
    } onCancel: {
      loop.execute { attempt.finish(.failure(CancellationError())) }
    }
  }
}

/// One request on its way and its response on the way back.
///
/// Invariant (`@unchecked Sendable`): touched on the loop's thread only, once it was made.
private final class HTTPClientExchange: @unchecked Sendable {
  private let request: HTTPClientRequest
  private let loop: EventLoop
  private let timeout: Duration
  private let maxHeadBytes: Int
  private let maxBodyBytes: Int
  private let connector: ClientConnector
  private var stream: SocketStream?
  private var deadline: LoopTimer?
  private var done: ((Result<HTTPResponse, any Error>) -> Void)?
  private var isOver = false
  private var reader: HTTPHeadReader
  /// There from the end of the head on.
  private var response: HTTPResponse?
  private var body = HTTPBodyReader(.exactly(0))

  init(
    _ request: HTTPClientRequest, _ loop: EventLoop, _ timeout: Duration, _ maxHeadBytes: Int, _ maxBodyBytes: Int,
    _ tls: TLSContext?
  ) {
    self.request = request
    self.loop = loop
    self.timeout = timeout
    self.maxHeadBytes = maxHeadBytes
    self.maxBodyBytes = maxBodyBytes
    connector = ClientConnector(loop, host: request.host, port: request.port, tls: tls, place: request.place)
    reader = HTTPHeadReader(requests: false, maxBytes: maxHeadBytes)
  }

  func start(_ done: @escaping (Result<HTTPResponse, any Error>) -> Void) {
    // Cancelled before it began.
    guard !isOver else { return done(.failure(CancellationError())) }
    self.done = done
    deadline = loop.schedule(after: timeout) { [weak self] in
      guard let self else { return }
      fail(.timeout, "no whole response within \(timeout / .seconds(1)) seconds")
    }
    connector.start { [self] result in
      switch result {
      case .failure(let error): finish(.failure(error))
      case .success(let stream):
        self.stream = stream
        stream.consumer = self
        stream.append(request.bytes)
        stream.startReading()
      }
    }
  }

  func finish(_ result: Result<HTTPResponse, any Error>) {
    guard !isOver else { return }
    isOver = true
    deadline?.cancel()
    connector.cancel()
    stream?.abort(reason: "the request is over")
    done?(result)
    done = nil
  }

  private func fail(_ code: TransportError.Code, _ reason: String) {
    finish(.failure(TransportError(code, "\(request.method) \(request.place): \(reason)")))
  }

  private func readHead(_ bytes: UnsafeRawBufferPointer, _ used: inout Int) {
    switch reader.read(UnsafeRawBufferPointer(rebasing: bytes[used...])) {
    case .needsInput: used = bytes.count
    case .request: fail(.malformed, "the server sent a request")
    case .tooLong: fail(.tooLarge, "the response head is longer than \(maxHeadBytes) bytes")
    case .malformed(let reason): fail(.malformed, "the answer is not HTTP/1.1: \(reason)")
    case .response(let head, let count):
      used += count
      guard head.status != 101 else {
        return fail(.malformed, "the server changes to a protocol that nobody asked for")
      }
      guard head.status >= 200 else {
        // An interim response (RFC 9110 §15.2); the final one follows.
        reader = HTTPHeadReader(requests: false, maxBytes: maxHeadBytes)
        return
      }
      do throws(HTTPRefusal) {
        let length = try HTTPBodyLength(of: head, to: request.method)
        if case .exactly(let count) = length, count > maxBodyBytes {
          return fail(.tooLarge, "the response has \(count) bytes, at most \(maxBodyBytes) are taken")
        }
        body = HTTPBodyReader(length)
        response = HTTPResponse(status: head.status, headers: head.headers)
      } catch {
        fail(.malformed, "the response has no clear end: \(error.reason)")
      }
    }
  }

  private func readBody(_ bytes: UnsafeRawBufferPointer, _ used: inout Int) {
    switch body.next(bytes, from: &used) {
    case .needsInput: break
    case .bytes(let piece):
      guard (response?.body.count ?? 0) + piece.count <= maxBodyBytes else {
        return fail(.tooLarge, "the response has more than \(maxBodyBytes) bytes")
      }
      response?.body.append(contentsOf: bytes[piece])
    case .end: if let response { finish(.success(response)) }
    case .failure(let reason): fail(.malformed, "the response is not HTTP/1.1: \(reason)")
    }
  }
}

extension HTTPClientExchange: StreamConsumer {
  func received(_ bytes: UnsafeMutableRawBufferPointer) {
    let bytes = UnsafeRawBufferPointer(bytes)
    var used = 0
    while !isOver, response == nil, used < bytes.count { readHead(bytes, &used) }
    // A body of no bytes ends here as well.
    while !isOver, response != nil {
      let before = used
      readBody(bytes, &used)
      if used == before { break }
    }
  }

  func drained() {}

  func ended(_ reason: String) {
    guard !isOver else { return }
    if let error = stream?.tlsFailure { return fail(.tls, "\(error)") }
    // Without the end that TLS has of its own, anybody on the way may have cut the response.
    if let response, body.endsWithStream, stream?.peerEnded == true { return finish(.success(response)) }
    fail(.closed, response == nil ? "no response: \(reason)" : "the response was cut off: \(reason)")
  }

  func sweep() {}
}
