public import ConcordProtocols

/// A received message, lent for the duration of the call that passes it: its bytes may lie in the loop's receive buffer.
public struct WebSocketMessage: ~Escapable {
  public let kind: WebSocketMessageKind
  /// The payload; of a text message, valid UTF-8.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  init(kind: WebSocketMessageKind, bytes: RawSpan) {
    self.kind = kind
    self.bytes = bytes
  }
}

/// A message that is framed once and sent to many: the frame as a server sends it.
public struct PreparedMessage: Sendable {
  public let kind: WebSocketMessageKind
  let frame: [UInt8]
  let payloadBytes: Int

  public init(_ kind: WebSocketMessageKind, _ payload: [UInt8]) {
    self.kind = kind
    frame = WebSocketFrameWriter.frame(WebSocketOpcode(kind), payload: payload)
    payloadBytes = payload.count
  }

  /// The payload inside the frame.
  var payload: ArraySlice<UInt8> { frame.suffix(payloadBytes) }
}
