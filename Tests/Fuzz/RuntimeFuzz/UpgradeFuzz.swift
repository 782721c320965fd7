import ConcordProtocols
import ConcordTransport
public import FuzzTarget

/// The head of an HTTP request or response, the opening handshake on it (RFC 6455 §4), and the compression that it agrees on.
///
/// The first byte of an input picks request or response, the second how the rest is cut. However it is cut, the same is read;
/// what the server answers is one response, whatever the request said, and a client reads its answer about compression.
public struct UpgradeFuzz: FuzzTarget {
  private static let limit = 4096

  public init() {}

  public func breach(_ bytes: [UInt8]) -> String? {
    guard bytes.count > 2 else { return nil }
    let isRequest = bytes[0] & 1 == 0
    let text = Array(bytes[2...])
    do throws(Breach) {
      let whole = try read([text], requests: isRequest)
      let cut = try read(pieces(of: text, seed: UInt64(bytes[1])), requests: isRequest)
      try hold(whole == cut, "whole \(whole), in pieces \(cut)")
      let single = try read(text.map { [$0] }, requests: isRequest)
      try hold(whole == single, "whole \(whole), byte by byte \(single)")
      switch whole {
      case .request(let head, let used):
        try hold(isRequest && used <= min(text.count, Self.limit), "a head of \(used) bytes")
        try check(head)
      case .response(let head, let used):
        try hold(!isRequest && used <= min(text.count, Self.limit), "a head of \(used) bytes")
        check(head)
      case .needsInput: try hold(text.count <= Self.limit, "\(text.count) bytes are held")
      case .tooLong: break
      case .malformed: break
      }
      return nil
    } catch {
      return error.what
    }
  }

  // MARK: Reading

  private enum Read: Equatable {
    /// Which of several faults is told depends on the cut.
    case needsInput, tooLong, malformed
    case request(HTTPRequestHead, used: Int)
    case response(HTTPResponseHead, used: Int)
  }

  private func read(_ pieces: [[UInt8]], requests: Bool, limit: Int = limit) throws(Breach) -> Read {
    let reader = HTTPHeadReader(requests: requests, maxBytes: limit)
    var before = 0
    for piece in pieces {
      switch piece.withUnsafeBytes({ reader.read($0) }) {
      case .needsInput: before += piece.count
      case .tooLong: return .tooLong
      case .malformed(let reason):
        try hold(!reason.isEmpty, "malformed without a reason")
        return .malformed
      case .request(let head, let used):
        try hold(used <= piece.count, "\(used) bytes are of the head, of \(piece.count)")
        return .request(head, used: before + used)
      case .response(let head, let used):
        try hold(used <= piece.count, "\(used) bytes are of the head, of \(piece.count)")
        return .response(head, used: before + used)
      }
    }
    return .needsInput
  }

  // MARK: What holds for each

  private func check(_ head: HTTPRequestHead) throws(Breach) {
    _ = (head.path, head.query)
    for field in head.headers.fields {
      let isOneLine = !(field.name + field.value).utf8.contains { $0 == 0x0D || $0 == 0x0A || $0 == 0 }
      try hold(isOneLine, "the header '\(field.name)' holds the end of a line")
    }
    let deflate = MessageDeflate.accept(head.headers)
    if let deflate { try check(deflate.deflate, deflate.response) }
    let upgrade: WebSocketServerUpgrade
    do throws(WebSocketUpgradeError) {
      upgrade = try WebSocketServerUpgrade(head)
    } catch {
      return try checkAnswer(error.response)
    }
    var headers = HTTPHeaders()
    if let deflate { headers.append("Sec-WebSocket-Extensions", deflate.response) }
    // What a client offers and a server repeats.
    if let chosen = upgrade.subprotocols.first { headers.append("Sec-WebSocket-Protocol", chosen) }
    try checkAnswer(upgrade.response(headers: headers))
  }

  /// One response with its own headers, whatever they repeat of the request.
  private func checkAnswer(_ response: HTTPResponse) throws(Breach) {
    let bytes = response.bytes
    guard case .response(let head, let used) = try read([bytes], requests: false, limit: 64 * 1024) else {
      throw Breach("the answer cannot be read: \(String(decoding: bytes, as: UTF8.self))")
    }
    try hold(head.status == response.status, "\(response.status) was answered, \(head.status) read")
    let expected = response.headers.fields.map(\.name) + (response.status == 101 ? [] : ["Content-Length"])
    try hold(
      head.headers.fields.map(\.name) == expected, "headers were answered that nobody set: \(head.headers.fields)")
    let body = response.status == 101 ? 0 : response.body.count
    try hold(bytes.count - used == body, "\(bytes.count - used) bytes follow the head, not \(body)")
  }

  private func check(_ deflate: MessageDeflate, _ answer: String) throws(Breach) {
    try hold(MessageDeflate.windows.contains(deflate.windowBits), "a window of \(deflate.windowBits) bits")
    do throws(WebSocketHandshakeError) {
      let agreed = try MessageDeflate.agreed(["Sec-WebSocket-Extensions": answer])
      if agreed == nil { throw WebSocketHandshakeError(reason: "nothing was agreed on") }
    } catch {
      throw Breach("the answer '\(answer)': \(error.reason)")
    }
  }

  /// A client takes the answer or says why not.
  private func check(_ head: HTTPResponseHead) {
    guard let url = try? WebSocketURL("ws://localhost/") else { return }
    for compression in [true, false] {
      let upgrade = WebSocketClientUpgrade(
        url: url, compression: compression, nonce: [UInt8](repeating: 7, count: 16))
      _ = try? upgrade.validate(head)
    }
  }

  // MARK: Seeds

  public var words: [String] {
    [
      "\r\n", "\r\n\r\n", "GET / HTTP/1.1\r\n", "HTTP/1.1 101 Switching Protocols\r\n", "Host: a\r\n",
      "Upgrade: websocket\r\n", "Connection: keep-alive, Upgrade\r\n", "Sec-WebSocket-Version: 13\r\n",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n",
      "Sec-WebSocket-Protocol: ", "Sec-WebSocket-Extensions: ", "permessage-deflate", "server_max_window_bits=",
      "client_max_window_bits=", "server_no_context_takeover", "client_no_context_takeover", "Content-Length: ",
      "Transfer-Encoding: chunked\r\n", "; ", "\"",
    ]
  }

  public func seeds() -> [[UInt8]] {
    let upgrade = """
      Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n
      """
    let requests = [
      "GET /api/v1/ws?token=a HTTP/1.1\r\n" + upgrade + "\r\n",
      "GET / HTTP/1.1\r\n" + upgrade + "Sec-WebSocket-Extensions: " + MessageDeflate.offer + "\r\n\r\n",
      "GET / HTTP/1.1\r\n" + upgrade
        + "Sec-WebSocket-Protocol: a, b\r\nSec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=\"10\"\r\n\r\n",
      "POST /tenants HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}", "GET * HTTP/1.0\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nConnection: \0Upgrade\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n folded\r\n\r\n", "CONNECT a:1 HTTP/1.1\r\n\r\n",
    ]
    let responses = [
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + WebSocketHandshake.acceptKey(for: "BwcHBwcHBwcHBwcHBwcHBw==")
        + "\r\nSec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_max_window_bits=9\r\n\r\n",
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", "HTTP/1.0 200\r\n\r\n",
    ]
    return requests.map { [0, 3] + $0.utf8 } + responses.map { [1, 3] + $0.utf8 }
  }
}
