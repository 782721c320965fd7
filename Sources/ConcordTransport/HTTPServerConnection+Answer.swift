import ConcordProtocols

/// The body's way to the handler, and the answer's way back.
extension HTTPServerConnection {
  func readBody(_ bytes: UnsafeMutableRawBufferPointer, _ used: inout Int) -> Bool {
    switch body.next(UnsafeRawBufferPointer(bytes), from: &used) {
    case .needsInput: return false
    case .bytes(let piece): take(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[piece]))
    case .end: bodyEnded()
    case .failure(let reason):
      abortExchange(reason)
      refuse(400, "not an HTTP/1.1 body: \(reason)")
    }
    return true
  }

  private func take(_ piece: UnsafeRawBufferPointer) {
    bodyBytes += piece.count
    if state == .skipping {
      if bodyBytes > bodyLimit { finish() }
    } else if bodyBytes > bodyLimit {
      let reason = "the body has more than \(bodyLimit) bytes"
      abortExchange(reason)
      refuse(413, reason)
    } else if let handler, let exchange {
      handler.received(piece, on: exchange)
    }
  }

  private func bodyEnded() {
    if state == .skipping { return nextRequest() }
    state = .answering
    if !isClosing { deadline?.clear() }
    if let handler, let exchange { handler.ended(on: exchange) }
  }

  func pauseBody() {
    guard state == .body else { return }
    isBodyPaused = true
    if !isClosing { deadline?.clear() }
    if !isConsuming { stream.stopReading() }
  }

  func resumeBody() {
    guard state == .body, isBodyPaused else { return }
    isBodyPaused = false
    renewBodyDeadline()
    stream.loop.execute { self.consumeHeld() }
  }

  /// The exchange's answer.
  func respond(_ response: HTTPResponse) {
    guard exchange != nil else { return }
    exchange = nil
    handler = nil
    if response.status >= 200 { return answer(response) }
    answer(HTTPResponse(status: 500, text: "the server has no final answer to this request"))
  }

  /// Answers with a line of text and ends the connection.
  func refuse(_ status: Int, _ text: String) { answer(HTTPResponse(status: status, text: text), thenEnds: true) }

  func answer(_ response: HTTPResponse, thenEnds: Bool = false) {
    guard state != .over else { return }
    // An answer was sent already, and what follows it has no end that could be known.
    guard state != .skipping else { return finish() }
    let isLong = state != .answering && body.remaining ?? 0 > limits.maxSkippedBytes
    let ends =
      thenEnds || isDraining || isLong || head?.keepsAlive != true
      || response.headers.contains("Connection", token: "close")
    var response = response
    if ends, !response.headers.contains("Connection", token: "close") { response.headers.append("Connection", "close") }
    stream.append(response.bytes(to: head?.method ?? "GET"))
    served += 1
    if ends {
      finish()
    } else if state == .answering || body.remaining == 0 {
      nextRequest()
    } else {
      state = .skipping
      bodyLimit = bodyBytes + limits.maxSkippedBytes
      renewBodyDeadline()
    }
    consumeHeld()
  }

  private func nextRequest() {
    guard !isDraining else { return finish() }
    state = .head
    head = nil
    setDeadline(limits.idleTimeout)
    progressMark = stream.bytesOut
  }
}
