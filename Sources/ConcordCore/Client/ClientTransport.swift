/// Opens connections for a client. `ConcordTransport` brings one for Linux; other platforms bring theirs.
public protocol ClientTransport: Sendable {
  /// Opens a WebSocket (RFC 6455 §4.1).
  ///
  /// `receive` is called for each message and once, last, with `.closed`, in order and never at the same time.
  ///
  /// - Parameters:
  ///   - url: `ws://host:port/path?query`
  ///   - headers: sent with the handshake, beside those that the handshake itself needs.
  /// - Throws: `ConcordError` with `UNAUTHENTICATED` when the handshake is refused with the status 401, `FORBIDDEN` with
  ///   403, and `CONNECTION_CLOSED` when nobody listens, or the handshake is refused otherwise or takes too long.
  func openWebSocket(
    _ url: String, headers: [(name: String, value: String)],
    receive: @escaping @Sendable (consuming ClientSocketEvent) -> Void
  ) async throws(ConcordError) -> any ClientSocket

  /// Sends one HTTP request and gives the whole response, whatever its status. Redirects are not followed.
  /// - Throws: `ConcordError` with `INVALID_INPUT` when the request cannot be sent as it is (nothing is repaired: a header
  ///   value with a line break is an error), `TIMEOUT`, `TOO_LARGE` or `INVALID_REPLY` for the response, `CANCELLED`, and
  ///   `CONNECTION_CLOSED` when nobody listens, is not trusted, or hangs up before the response is complete.
  func httpRequest(_ request: ClientHTTPRequest) async throws(ConcordError) -> ClientHTTPResponse
}

/// One open WebSocket of a client.
public protocol ClientSocket: Sendable {
  /// Queues a text message; messages leave in the order of the calls. Without effect on a closed socket.
  func send(_ text: [UInt8])
  /// Starts the close handshake.
  func close(code: UInt16, reason: String)
}

/// What a client's socket tells.
public enum ClientSocketEvent: Sendable {
  /// A text message.
  case text([UInt8])
  /// The end, by whoever: the close code (RFC 6455 §7.4, 1006 when there was none) and reason.
  case closed(code: UInt16, reason: String)
}
