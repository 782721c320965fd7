public import ConcordProtocols

/// What a program sends on a WebSocket, within the output limit.
extension WebSocketConnection {
  /// Queues a text message; the bytes must be UTF-8. They are copied, and leave with everything else that is sent in
  /// this turn of the loop.
  /// - Returns: false when the connection is closing, or was closed now because its output limit is reached.
  @discardableResult
  public func send(text: RawSpan) -> Bool { text.withUnsafeBytes { send(.text, $0) } }

  /// Queues a binary message, likewise.
  @discardableResult
  public func send(binary: RawSpan) -> Bool { binary.withUnsafeBytes { send(.binary, $0) } }

  /// Queues a text message, likewise.
  @discardableResult
  public func send(text: String) -> Bool {
    var text = text
    return text.withUTF8 { send(.text, UnsafeRawBufferPointer($0)) }
  }

  /// Queues a message of either kind from memory that is only read during the call.
  @discardableResult
  public func send(_ kind: WebSocketMessageKind, _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard mayQueue() else { return false }
    if let deflate, isWorthCompressing(bytes.count),
      let compressed = loop.compression.deflate(bytes, windowBits: deflate.windowBits)
    {
      queue(WebSocketOpcode(kind), compressed, isCompressed: true)
    } else {
      queue(WebSocketOpcode(kind), bytes)
    }
    return true
  }

  /// Queues a message that was framed once for many connections.
  @discardableResult
  public func send(_ message: PreparedMessage) -> Bool {
    guard mayQueue() else { return false }
    if role == .server, let deflate, isWorthCompressing(message.payloadBytes) {
      // The one compressed form that is shared has the common window.
      let shared = deflate.windowBits == MessageDeflate().windowBits
      guard shared else { return message.payload.withUnsafeBytes { send(message.kind, $0) } }
      let frame = message.compressedFrame { loop.compression.deflate($0, windowBits: deflate.windowBits) }
      stream.append(frame ?? message.frame)
    } else if role == .server {
      stream.append(message.frame)
    } else {
      message.payload.withUnsafeBytes { queue(WebSocketOpcode(message.kind), $0) }
    }
    return true
  }

  private func isWorthCompressing(_ count: Int) -> Bool { count >= limits.compressionThreshold ?? .max }

  func mayQueue() -> Bool {
    loop.preconditionCurrent()
    guard closing.isOpen else { return false }
    let most = limits.outputBytes + outputAllowance
    if stream.queuedBytes >= most {
      // Much may have been queued in this turn alone: what counts is what the system does not take.
      stream.flushNow()
      if stream.queuedBytes >= most {
        cutSlowReader()
        return false
      }
    }
    return closing.isOpen
  }

  private func cutSlowReader() {
    stream.dropQueued()
    perform(
      closing.failed(WebSocketFailure(code: WebSocketCloseCode.slowReader, reason: "the peer reads too slowly")))
  }

  func queue(_ opcode: WebSocketOpcode, _ payload: UnsafeRawBufferPointer, isCompressed: Bool = false) {
    let mask = role == .client ? loop.randomness.maskKey() : nil
    stream.append(WebSocketFrameWriter.frameBytes(payload: payload.count, masked: mask != nil)) {
      WebSocketFrameWriter.write(opcode, isCompressed: isCompressed, payload: payload, mask: mask, to: $0)
    }
  }
}
