import ConcordProtocols
import ConcordTransport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ServerHandshakeTests {
  /// What a stranger sends, and what the answer must start with and name.
  static let refused: [(String, String, String)] = [
    ("hello there\r\n\r\n", "HTTP/1.1 400", "not an HTTP/1.1 request"),
    ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}", "HTTP/1.1 400", "not an HTTP/1.1 request"),
    ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 426", "Upgrade"),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", "HTTP/1.1 405", "GET"),
    ("GET / HTTP/1.1\r\nX: " + String(repeating: "x", count: 20_000) + "\r\n\r\n", "HTTP/1.1 431", "16384 bytes"),
    ("GET / HTTP/1.1\r\nHost: a\r\n", "HTTP/1.1 408", "0.3 seconds"),
    ("", "HTTP/1.1 408", "0.3 seconds"),
  ]

  @Test(arguments: refused)
  func whatIsWrongIsAnsweredAndEnds(_ request: String, _ status: String, _ problem: String) async throws {
    try await withServer({ $0.limits.handshakeTimeout = .milliseconds(300) }, accept: { _ in .accept(handler: echo()) })
    {
      server, _ in
      let peer = try RawPeer(port: server.port)
      peer.send(request)
      let answer = text(peer.receiveAll())
      #expect(answer.hasPrefix(status) && answer.contains(problem) && answer.contains("Connection: close"), "\(answer)")
    }
  }

  @Test func aRequestMayArriveByteByByte() async throws {
    try await withServer(accept: { _ in .accept(handler: echo()) }) { server, _ in
      let peer = try RawPeer(port: server.port)
      for byte
        in "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        .utf8
      {
        peer.send([byte])
      }
      #expect(peer.upgrade().hasPrefix("HTTP/1.1 400"))
    }
  }

  @Test func theApplicationDecides() async throws {
    let decide: @Sendable (HTTPRequestHead) -> UpgradeDecision = { request in
      switch request.path {
      case "/no": .refuse(status: 403, body: "origin not allowed")
      case "/health": .respond(HTTPResponse(status: 200, text: "fine"))
      default: .accept(handler: echo(), headers: ["X-Path": request.path])
      }
    }
    try await withServer(accept: decide) { server, _ in
      let refused = try RawPeer(port: server.port)
      #expect(refused.upgrade("/no").hasPrefix("HTTP/1.1 403"))
      #expect(text(refused.receiveAll()) == "origin not allowed\n")
      let health = try RawPeer(port: server.port)
      #expect(health.get("/health?x").body == "fine\n" && health.get("/health").body == "fine\n")
      let accepted = try RawPeer(port: server.port)
      #expect(accepted.upgrade("/yes").contains("X-Path: /yes\r\n"))
    }
  }

  @Test func oneConnectionTooManyIsToldSo() async throws {
    try await withServer({ $0.maxConnections = 2 }, accept: { _ in .accept(handler: echo()) }) { server, _ in
      let peers = try (0..<2).map { _ in try RawPeer(port: server.port) }
      for peer in peers { #expect(peer.upgrade().contains("101")) }
      let late = try RawPeer(port: server.port)
      #expect(text(late.receiveAll()).hasPrefix("HTTP/1.1 503"))
      peers[0].send(.text, "still here")
      #expect(peers[0].receive() == serverFrame(.text, "still here"))
    }
  }
}
