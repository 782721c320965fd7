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
  private let handler: any WebSocketHandler
  private let reader: HTTPHeadReader
  private var upgrade: WebSocketClientUpgrade?
  private let connector: ClientConnector
  private var stream: SocketStream?
  private var deadline: LoopTimer?
  private var done: ((Result<WebSocketConnection, any Error>) -> Void)?
  private var isOver = false

  init(
    _ url: WebSocketURL, _ headers: HTTPHeaders, _ loop: EventLoop, _ limits: ConnectionLimits,
    _ tls: TLSContext?, _ handler: any WebSocketHandler
  ) {
    self.url = url
    connector = ClientConnector(loop, host: url.host, port: url.port, tls: tls, place: "\(url)")
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
    deadline = loop.schedule(after: limits.handshakeTimeout) { [weak self] in
      guard let self else { return }
      fail(TransportError(.timeout, "\(url): no connection within \(limits.handshakeTimeout / .seconds(1)) seconds"))
    }
    connector.start { [self] result in
      switch result {
      case .failure(let error): fail(error)
      case .success(let stream): sendRequest(stream)
      }
    }
  }

  private func sendRequest(_ stream: SocketStream) {
    self.stream = stream
    stream.consumer = self
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
    connector.cancel()
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
