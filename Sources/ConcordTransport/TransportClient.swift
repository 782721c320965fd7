public import ConcordCore
import ConcordProtocols
import Synchronization

/// The client transport of Linux: WebSockets and HTTP requests on a group's loops.
public final class TransportClient: ClientTransport {
  private let group: EventLoopGroup
  private let limits: ConnectionLimits
  private let authorities: String?
  /// Made for the first connection with TLS.
  private let tls = Mutex<TLSContext?>(nil)

  /// - Parameters:
  ///   - group: its loops carry the sockets; who made it shuts it down.
  ///   - limits: of each connection. Servers answer with whole pages of entities, so messages may be longer than a
  ///     server's own limit.
  ///   - authorities: a PEM file of the certificate authorities that are believed for `wss:`; nil: those of the system.
  public init(
    group: EventLoopGroup, limits: ConnectionLimits = TransportClient.defaultLimits, authorities: String? = nil
  ) {
    self.group = group
    self.limits = limits
    self.authorities = authorities
  }

  /// Messages of 16 MiB, 16 MiB of waiting output.
  public static var defaultLimits: ConnectionLimits {
    var limits = ConnectionLimits()
    limits.maxMessageBytes = 16 * 1024 * 1024
    limits.outputBytes = 16 * 1024 * 1024
    return limits
  }

  public func openWebSocket(
    _ url: String, headers: [(name: String, value: String)],
    receive: @escaping @Sendable (consuming ClientSocketEvent) -> Void
  ) async throws(ConcordError) -> any ClientSocket {
    var fields = HTTPHeaders()
    for (name, value) in headers { fields.append(name, value) }
    do {
      let connection = try await WebSocketClient.connect(
        url, headers: fields, on: group.next(), limits: limits, tls: try url.hasPrefix("wss:") ? context() : nil,
        handler: ClientSocketHandler(receive))
      return TransportClientSocket(connection)
    } catch {
      throw ConcordError(Self.code(of: error), "\(error)")
    }
  }

  public func httpRequest(_ request: ClientHTTPRequest) async throws(ConcordError) -> ClientHTTPResponse {
    var fields = HTTPHeaders()
    for (name, value) in request.headers { fields.append(name, value) }
    do {
      let checked = try HTTPClientRequest(
        method: request.method, url: request.url, headers: fields, body: request.body)
      let response = try await HTTPClient.send(
        checked, on: group.next(), timeout: request.timeout, maxHeadBytes: limits.maxHeadBytes,
        maxBodyBytes: request.maxResponseBytes, tls: checked.isSecure ? try context() : nil)
      return ClientHTTPResponse(
        status: response.status, headers: response.headers.fields.map { ($0.name, $0.value) }, body: response.body)
    } catch {
      throw ConcordError(Self.code(ofRequest: error), "\(error)")
    }
  }

  private static func code(ofRequest error: any Error) -> ErrorCode {
    switch error {
    case is HTTPClientRequestError: .invalidInput
    case is CancellationError: .cancelled
    case let error as TransportError where error.code == .timeout: .timeout
    case let error as TransportError where error.code == .tooLarge: .tooLarge
    case let error as TransportError where error.code == .malformed: .invalidReply
    default: .connectionClosed
    }
  }

  /// A refusal is told apart from what may pass.
  private static func code(of error: any Error) -> ErrorCode {
    switch (error as? WebSocketHandshakeError)?.status {
    case 401: .unauthenticated
    case 403: .forbidden
    default: .connectionClosed
    }
  }
}

extension TransportClient {
  private func context() throws -> TLSContext {
    try tls.withLock { tls in
      if let tls { return tls }
      let made = try TLSContext.client(authorities: authorities)
      tls = made
      return made
    }
  }
}

/// A socket whose calls hop to its loop, in the order in which they are made.
private struct TransportClientSocket: ClientSocket {
  let connection: WebSocketConnection

  init(_ connection: WebSocketConnection) { self.connection = connection }

  func send(_ text: [UInt8]) {
    connection.loop.execute { [connection] in _ = connection.send(text: text.span.bytes) }
  }

  func close(code: UInt16, reason: String) {
    connection.loop.execute { [connection] in connection.close(code: code, reason: reason) }
  }
}

/// Turns the calls of a connection into events.
private final class ClientSocketHandler: WebSocketHandler {
  private let receive: @Sendable (consuming ClientSocketEvent) -> Void

  init(_ receive: @escaping @Sendable (consuming ClientSocketEvent) -> Void) { self.receive = receive }

  func opened(_ connection: WebSocketConnection) {}

  func received(_ message: borrowing WebSocketMessage, on connection: WebSocketConnection) {
    // A binary message is given as it is: whoever reads JSON checks the UTF-8 anyway.
    receive(.text(message.bytes.withUnsafeBytes { Array($0) }))
  }

  func closed(_ connection: WebSocketConnection, code: UInt16, reason: String) {
    receive(.closed(code: code, reason: reason))
  }
}
