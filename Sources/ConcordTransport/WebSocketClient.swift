public import ConcordProtocols
import CUV

/// Makes WebSocket connections.
public enum WebSocketClient {
  /// Connects, and does the opening handshake. `handler` gets `opened` before this returns.
  ///
  /// The address is looked up by the system; its addresses are tried one after the other. All of it together takes at
  /// most `limits.handshakeTimeout`. Cancelling the task gives up.
  /// - Parameter tls: for `wss:`; nil: one is made for this connection that believes the system's authorities, which takes
  ///   some ten milliseconds.
  /// - Throws: `WebSocketURLError`, `TransportError` (lookup, connection, time, TLS), or `WebSocketHandshakeError` when the
  ///   other end does not become a WebSocket.
  public static func connect(
    _ url: String, headers: HTTPHeaders = HTTPHeaders(), on loop: EventLoop,
    limits: ConnectionLimits = ConnectionLimits(), tls: TLSContext? = nil, handler: sending any WebSocketHandler
  ) async throws -> WebSocketConnection {
    let url = try WebSocketURL(url)
    let tls = try url.isSecure ? tls ?? .client() : nil
    let attempt = ClientHandshake(url, headers, loop, limits, tls, handler)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        loop.execute { attempt.start { continuation.resume(with: $0) } }
      }
    } onCancel: {
      loop.execute { attempt.fail(CancellationError()) }
    }
  }
}

/// One attempt to connect: look up, connect, handshake.
///
/// Invariant (`@unchecked Sendable`): touched on the loop's thread only, once it was made.
final class ClientHandshake: @unchecked Sendable {
  private let url: WebSocketURL
  private let headers: HTTPHeaders
  private let loop: EventLoop
  private let limits: ConnectionLimits
  private let tls: TLSContext?
  private let handler: any WebSocketHandler
  private let reader: HTTPHeadReader
  private var upgrade: WebSocketClientUpgrade?
  private var addresses: ArraySlice<ResolvedAddress> = []
  private var stream: SocketStream?
  private var deadline: LoopTimer?
  private var done: ((Result<WebSocketConnection, any Error>) -> Void)?
  private var isOver = false
  /// Why the last address did not answer, for when it was the last.
  private var lastFailure: TransportError?

  init(
    _ url: WebSocketURL, _ headers: HTTPHeaders, _ loop: EventLoop, _ limits: ConnectionLimits,
    _ tls: TLSContext?, _ handler: any WebSocketHandler
  ) {
    self.url = url
    self.tls = tls
    self.headers = headers
    self.loop = loop
    self.limits = limits
    self.handler = handler
    reader = HTTPHeadReader(requests: false, maxBytes: limits.maxHeadBytes)
  }

  func start(_ done: @escaping (Result<WebSocketConnection, any Error>) -> Void) {
    // Cancelled before it began.
    guard !isOver else { return done(.failure(CancellationError())) }
    self.done = done
    guard !loop.isStopping else { return fail(TransportError(.closed, "\(url): the event loop was shut down")) }
    deadline = loop.schedule(after: limits.handshakeTimeout) { [weak self] in
      guard let self else { return }
      fail(TransportError(.timeout, "\(url): no connection within \(limits.handshakeTimeout / .seconds(1)) seconds"))
    }
    resolve(url.host, url.port, on: loop) { [self] result in
      guard !isOver else { return }
      switch result {
      case .failure(let error): fail(error)
      case .success(let found):
        addresses = found[...]
        connectNext()
      }
    }
  }

  private func connectNext() {
    guard let address = addresses.popFirst() else {
      return fail(lastFailure ?? TransportError(.unknownHost, "\(url): '\(url.host)' has no address"))
    }
    let stream = SocketStream(loop)
    self.stream = stream
    stream.connect(to: address) { [self] status in
      guard !isOver, self.stream === stream else { return }
      if status == 0 { return sendRequest(stream) }
      lastFailure = TransportError(status, "cannot connect to \(url.host):\(url.port)")
      stream.abort(reason: "not connected")
      connectNext()
    }
  }

  private func sendRequest(_ stream: SocketStream) {
    stream.setOptions(userTimeout: loop.pingInterval * 2)
    stream.consumer = self
    if let tls {
      guard let session = tls.session(host: url.host) else {
        return fail(TransportError(.tls, "\(url): OpenSSL takes '\(url.host)' for no host name"))
      }
      stream.secure(session, isClient: true)
    }
    let upgrade = WebSocketClientUpgrade(
      url: url, headers: headers, compression: limits.compressionThreshold != nil,
      nonce: Array(loop.randomness.take(16)))
    self.upgrade = upgrade
    stream.append(upgrade.requestBytes)
    stream.startReading()
  }

  /// Gives up, unless it is over already.
  func fail(_ error: any Error) {
    guard !isOver else { return }
    isOver = true
    deadline?.cancel()
    stream?.abort(reason: "the handshake failed")
    done?(.failure(error))
    done = nil
  }

  private func succeed(_ stream: SocketStream, _ deflate: MessageDeflate?, _ rest: UnsafeMutableRawBufferPointer) {
    isOver = true
    deadline?.cancel()
    let connection = WebSocketConnection(stream, role: .client, handler: handler, limits: limits, deflate: deflate)
    connection.open(rest)
    done?(.success(connection))
    done = nil
  }
}

extension ClientHandshake: StreamConsumer {
  func received(_ bytes: UnsafeMutableRawBufferPointer) {
    guard let stream, let upgrade, !isOver else { return }
    switch reader.read(UnsafeRawBufferPointer(bytes)) {
    case .needsInput: break
    case .response(let response, let used):
      do throws(WebSocketHandshakeError) {
        let deflate = try upgrade.validate(response)
        succeed(stream, deflate, UnsafeMutableRawBufferPointer(rebasing: bytes[used...]))
      } catch {
        fail(error)
      }
    case .request: fail(WebSocketHandshakeError(reason: "the server sent a request"))
    case .tooLong:
      fail(WebSocketHandshakeError(reason: "the response head is longer than \(limits.maxHeadBytes) bytes"))
    case .malformed(let reason): fail(WebSocketHandshakeError(reason: "the answer is not HTTP/1.1: \(reason)"))
    }
  }

  func drained() {}

  func ended(_ reason: String) {
    if let error = stream?.tlsFailure { return fail(TransportError(.tls, "\(url): \(error)")) }
    fail(WebSocketHandshakeError(reason: "the connection ended before the handshake was done: \(reason)"))
  }

  func sweep() {}
}
