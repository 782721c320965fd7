/// Limits of the connections of a client or server; every one has a default.
public struct ConnectionLimits: Sendable, Equatable {
  /// Longest message in bytes, as received and inflated; a longer one is answered with close code 1009.
  public var maxMessageBytes = 64 * 1024
  /// Most bytes that may wait to be sent. A WebSocket that is at the limit when a message is sent on it is closed with
  /// 3008. A single message or response may be longer than this; above half of it the next request of a connection waits.
  public var outputBytes = 1024 * 1024
  /// Most bytes taken from a socket at once, and so the most that is held undelivered while reading is paused, or of
  /// requests that wait for the answer to the one before.
  public var inputBytes = 64 * 1024
  /// Messages of so many bytes or more are sent compressed where both ends can (RFC 7692); nil: permessage-deflate is
  /// neither offered nor taken.
  public var compressionThreshold: Int? = 1024
  /// Longest head of a request or response in bytes.
  public var maxHeadBytes = 16 * 1024
  /// Time for a whole head, from the connection's start or, for later requests, from the head's first byte: TLS handshake
  /// and a decision that is made later included. For a client, the whole opening handshake.
  public var handshakeTimeout = Duration.seconds(10)
  /// Time in which `bodyProgressBytes` more of a request's body must arrive, or its rest; after that the time begins anew.
  /// While a handler has paused the body, nothing is counted.
  public var bodyTimeout = Duration.seconds(20)
  /// See `bodyTimeout`. A long body may take as long as it likes if it does not come slower than this. So may an answer of
  /// which the peer takes so much in each `idleTimeout`.
  public var bodyProgressBytes = 16 * 1024
  /// Most bytes of a body that are read over when the answer was sent before it was complete; with more to come the
  /// connection ends after the answer.
  public var maxSkippedBytes = 64 * 1024
  /// Time that a connection may wait for its next request.
  public var idleTimeout = Duration.seconds(60)
  /// Time for the peer to answer a close frame and to end the stream.
  public var closeTimeout = Duration.seconds(5)

  public init() {}
}
