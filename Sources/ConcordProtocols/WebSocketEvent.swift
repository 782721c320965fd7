/// What a `WebSocketParser` found next.
public enum WebSocketEvent {
  /// Everything given was used; call again with the next bytes.
  case needsInput
  /// A whole message, all fragments joined; text is valid UTF-8.
  case message(WebSocketMessageKind, WebSocketPayload)
  /// A whole message as it was compressed (RFC 7692 §6); what is inside has not been looked at.
  case compressed(WebSocketMessageKind, WebSocketPayload)
  case ping(WebSocketPayload)
  case pong(WebSocketPayload)
  /// The peer's close frame; nothing may follow it. No code was sent when `code` is nil.
  case close(code: UInt16?, reason: String)
  /// The peer broke the protocol or a limit: close with this code. Nothing more is read.
  case failure(WebSocketFailure)
}

/// The bytes of a message or control frame.
public enum WebSocketPayload {
  /// A slice of the buffer that was given to the parser: valid until that buffer changes or the parser is called again.
  case borrowed(UnsafeRawBufferPointer)
  /// Joined from several pieces; the parser gave its buffer away.
  case owned([UInt8])

  /// Lends the bytes for the duration of `body`.
  @inlinable
  public func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    switch self {
    case .borrowed(let bytes): try body(bytes)
    case .owned(let bytes): try bytes.withUnsafeBytes(body)
    }
  }

  /// A copy.
  public var array: [UInt8] { withUnsafeBytes { Array($0) } }
}
