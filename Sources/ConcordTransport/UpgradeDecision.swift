public import ConcordProtocols

/// What a server does with a request for its address. It is asked for every request of a connection.
public enum UpgradeDecision {
  /// Become a WebSocket, if the request is a valid handshake (RFC 6455 §4.2); otherwise it is refused with the right
  /// status and the connection ends. The headers, such as `Sec-WebSocket-Protocol` or `Set-Cookie`, are added to the 101
  /// response. With `compression` an offer of permessage-deflate is taken, if the limits allow it: inflating costs more
  /// than receiving, so not for strangers.
  case accept(handler: any WebSocketHandler, headers: HTTPHeaders = HTTPHeaders(), compression: Bool = true)
  /// Answer with a status and one line of plain text, and end the connection.
  case refuse(status: Int, body: String)
  /// Answer with a response of one's own; the connection goes on if the request allows it. A body is read over.
  case respond(HTTPResponse)
  /// Answer over HTTP, now or later. A body longer than `bodyBytes` is refused with 413: before it is read when
  /// `Content-Length` says so, and before the handler knows of the request.
  case handle(any HTTPRequestHandler, bodyBytes: Int)
  /// Decide later: `decide` may be called from any thread; only the first call counts. Nothing more is read until then,
  /// and `ConnectionLimits.handshakeTimeout` goes on: at its end the request is answered with 503.
  case later((_ decide: @escaping @Sendable (sending UpgradeDecision) -> Void) -> Void)
}
