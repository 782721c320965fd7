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
