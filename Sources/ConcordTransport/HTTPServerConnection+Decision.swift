import ConcordProtocols

/// From a head to who answers it.
extension HTTPServerConnection {
  func decide(_ request: HTTPRequestHead) {
    head = request
    bodyBytes = 0
    do throws(HTTPRefusal) {
      let request = try request.checked()
      head = request
      body = HTTPBodyReader(try HTTPBodyLength(of: request))
      _ = try request.waitsForContinue()
      state = .deciding
      decision = accept(request, stream.peer)
    } catch {
      refuse(error.status, error.reason)
    }
  }

  func carryOut(
    _ decision: UpgradeDecision, _ bytes: UnsafeMutableRawBufferPointer, _ used: inout Int
  ) {
    guard let head else { return }
    switch decision {
    case .refuse(let status, let text): refuse(status, text)
    case .respond(let response): answer(response, thenEnds: waitsForContinue)
    case .handle(let handler, let limit): hand(head, to: handler, limit)
    case .later(let start):
      start { [weak self, loop = stream.loop, served] decision in
        let decided = Decided(decision)
        loop.execute { [weak self] in
          guard let self, self.state == .deciding, self.served == served, self.decision == nil else { return }
          self.decision = decided.decision
          self.consumeHeld()
        }
      }
    case .accept(let handler, let headers, let compression):
      let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[used...])
      used = bytes.count
      upgrade(head, handler, headers, compression, rest)
    }
  }

  private func upgrade(
    _ request: HTTPRequestHead, _ handler: any WebSocketHandler, _ headers: HTTPHeaders, _ compression: Bool,
    _ rest: UnsafeMutableRawBufferPointer
  ) {
    var headers = headers
    do throws(WebSocketUpgradeError) {
      let upgrade = try WebSocketServerUpgrade(request)
      // Its bytes would be read as frames.
      guard body.remaining == 0 else { return refuse(400, "a WebSocket handshake has no body") }
      state = .over
      deadline?.cancel()
      let accepted = compression && limits.compressionThreshold != nil ? MessageDeflate.accept(request.headers) : nil
      if let accepted { headers.append("Sec-WebSocket-Extensions", accepted.response) }
      stream.append(upgrade.response(headers: headers).bytes)
      let connection = WebSocketConnection(
        stream, role: .server, handler: handler, limits: limits, deflate: accepted?.deflate)
      opened(connection)
      connection.open(rest)
    } catch {
      answer(error.response, thenEnds: true)
    }
  }

  private func hand(_ head: HTTPRequestHead, to handler: any HTTPRequestHandler, _ limit: Int) {
    if let length = body.remaining, length > limit {
      return refuse(413, "the body has \(length) bytes, at most \(limit) are taken")
    }
    if waitsForContinue, body.remaining != 0 { stream.append(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
    self.handler = handler
    exchange = HTTPExchange(head, self)
    bodyLimit = limit
    isBodyPaused = false
    state = .body
    renewBodyDeadline()
  }

  private var waitsForContinue: Bool {
    guard let head, body.remaining != 0 else { return false }
    return (try? head.waitsForContinue()) ?? false
  }
}

/// A decision on its way to its loop.
///
/// Invariant (`@unchecked Sendable`): given up by whoever decided (`sending`), read on the loop only.
private final class Decided: @unchecked Sendable {
  let decision: UpgradeDecision
  init(_ decision: sending UpgradeDecision) { self.decision = decision }
}
