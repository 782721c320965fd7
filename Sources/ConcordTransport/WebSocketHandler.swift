public import ConcordProtocols

/// What an application does with a connection. Every call comes on the connection's loop; between `opened` and `closed`,
/// each exactly once and in this order, come the others. The connection holds the handler until `closed`.
public protocol WebSocketHandler: AnyObject {
  /// The handshake is done: messages may be sent.
  func opened(_ connection: WebSocketConnection)

  /// A message, in the order of arrival. `message` cannot outlive the call.
  func received(_ message: borrowing WebSocketMessage, on connection: WebSocketConnection)

  /// The connection is over, or is only ending: nothing more is received or can be sent.
  /// - Parameter code: of the close frame; 1005 when it had none, 1006 when there was no close frame.
  func closed(_ connection: WebSocketConnection, code: UInt16, reason: String)

  /// The output that was above half of its limit fell below a quarter of it.
  func drained(_ connection: WebSocketConnection)
}

extension WebSocketHandler {
  public func drained(_ connection: WebSocketConnection) {}
}

/// Identifies a connection among all of a group's loops.
public typealias ConnectionID = UInt64

/// What a server does with a request for its address.
public enum UpgradeDecision {
  /// Become a WebSocket, if the request is a valid handshake (RFC 6455 §4.2); otherwise it is refused with the right
  /// status. The headers, such as `Sec-WebSocket-Protocol` or `Set-Cookie`, are added to the 101 response. With
  /// `compression` an offer of permessage-deflate is taken, if the limits allow it: inflating costs more than receiving,
  /// so not for strangers.
  case accept(handler: any WebSocketHandler, headers: HTTPHeaders = HTTPHeaders(), compression: Bool = true)
  /// Answer with a status and one line of plain text.
  case refuse(status: Int, body: String)
  /// Answer with a response of one's own.
  case respond(HTTPResponse)
}

/// Limits of the connections of a client or server; every one has a default.
public struct ConnectionLimits: Sendable, Equatable {
  /// Longest message in bytes, as received and inflated; a longer one is answered with close code 1009.
  public var maxMessageBytes = 64 * 1024
  /// Most bytes that may wait to be sent. A connection that is at the limit when a message is sent on it is closed with
  /// 3008. A single message may be longer than this.
  public var outputBytes = 1024 * 1024
  /// Most bytes taken from a socket at once, and so the most that is held undelivered while reading is paused.
  public var inputBytes = 64 * 1024
  /// Messages of so many bytes or more are sent compressed where both ends can (RFC 7692); nil: permessage-deflate is
  /// neither offered nor taken.
  public var compressionThreshold: Int? = 1024
  /// Longest request or response head of a handshake in bytes.
  public var maxHeadBytes = 16 * 1024
  /// Time for the whole opening handshake.
  public var handshakeTimeout = Duration.seconds(10)
  /// Time for the peer to answer a close frame and to end the stream.
  public var closeTimeout = Duration.seconds(5)

  public init() {}
}
