import CUV

/// TLS on a stream: what arrives is decrypted before the consumer gets it, and what a turn has queued is encrypted before it
/// is sent.
extension SocketStream {
  /// Speaks TLS from now on; to be called before the first byte. A client's side begins.
  func secure(_ session: TLSSession, isClient: Bool) {
    tls = session
    if isClient { session.startHandshake() }
    flushLater()
  }

  /// Gives the consumer what TLS can decrypt, as long as it reads. What comes after `finish` is read over.
  func decrypt() {
    guard let tls else { return }
    let buffer = loop.uv.plainBuffer
    decrypting: while isReading, state != .closed {
      switch tls.read(into: buffer) {
      case .bytes(let count):
        if state == .open { consumer?.received(UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])) }
      case .needsInput: break decrypting
      case .ended:
        peerEnded = true
        return end("the peer ended the stream")
      case .failed(let error): return fail(error)
      }
    }
    guard state != .closed else { return }
    if isHeldUp, tls.pendingOutput > Self.mostAnswerBytes { return end("the peer takes none of TLS's answers") }
    if tls.pendingOutput > 0 { noteQueued() }
    if tls.pendingOutput > 0 || (tls.isEstablished && output.count > 0) { flushLater() }
  }

  /// Most bytes of TLS's own answers that wait behind what the peer does not take. Each request for new keys has one (RFC
  /// 8446 §4.6.3), without the layers above hearing of it.
  private static let mostAnswerBytes = 64 * 1024

  /// Whether bytes can be sent: TLS, where there is any, stands.
  var canSend: Bool { tls?.isEstablished ?? true }

  /// Ends the stream for a failure of TLS; the peer is told why if the system takes it at once.
  private func fail(_ error: TransportError) {
    tlsFailure = error
    dropQueued()
    flushNow()
    end(error.description)
  }

  /// What can be given to the system now: what is queued, or its encrypted form.
  func takeOutgoing() -> OutputBuffer {
    guard let tls else {
      let plain = output
      output = OutputBuffer()
      return plain
    }
    if tls.isEstablished, output.count > 0, tlsFailure == nil {
      let plain = output
      output = OutputBuffer()
      if let error = tls.write(plain.bytes) {
        tlsFailure = error
        loop.execute { self.end(error.description) }
      }
      loop.buffers.release(plain)
    }
    var encrypted = OutputBuffer()
    let pending = tls.pendingOutput
    if pending > 0 {
      encrypted.append(pending, &loop.buffers) {
        tls.takeOutput(UnsafeMutableRawBufferPointer(start: $0, count: pending))
      }
    }
    return encrypted
  }
}
