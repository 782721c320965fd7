import ConcordProtocols
import ConcordTransport
import Testing

/// Requests that two servers could read differently (RFC 9112 §11.2) are refused, and nothing behind them is read.
@Suite(.timeLimit(.minutes(2)))
struct HTTPSmugglingTests {
  /// What is sent, its status, and what the answer names.
  static let refused: [(String, Int, String)] = [
    // Lengths that disagree.
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, ""),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400, ""),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400, ""),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400, ""),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nhello", 400, ""),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello", 400, ""),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nhello", 400, ""),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello", 400, ""),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5 5\r\n\r\nhello", 400, ""),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\nhello", 400, ""),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\nhello", 400, ""),
    // Transfer codings.
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\nhello", 400, "chunked"),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", 400, "chunked"),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400, "once"),
    (
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n", 400,
      "chunked"
    ),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400, "xchunked"),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n", 400, ""),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501, "gzip"),
    ("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "HTTP/1.0"),
    // Lines.
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400, "before the colon"),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n", 400, "before the colon"),
    ("POST / HTTP/1.1\r\nHost: a\r\nX: y\r\n folded: z\r\n\r\n", 400, "folded"),
    ("POST / HTTP/1.1\r\nHost: a\r\nX: y\r\n\tfolded\r\n\r\n", 400, "folded"),
    ("GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400, "folded"),
    ("GET / HTTP/1.1\nHost: a\n\n", 400, "without CR"),
    ("GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n", 400, "without CR"),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: y\rContent-Length: 5\r\n\r\n", 400, "CR"),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n\n", 400, "without CR"),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: a\u{0}b\r\n\r\n", 400, "0x00"),
    ("GET / HTTP/1.1\r\nHost: a\r\nX\u{0}: b\r\n\r\n", 400, "0x00"),
    // The parser of heads reads the value of `Connection` word by word, by other rules than other values.
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: \u{0}\r\n\r\n", 400, "0x00"),
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: a\u{0}b\r\n\r\n", 400, "0x00"),
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\u{0}\r\n\r\n", 400, "0x00"),
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\u{0}, x\r\n\r\n", 400, "0x00"),
    ("GET / HTTP/1.1\r\nHost: a\r\nX(y): b\r\n\r\n", 400, "0x28"),
    ("GET / HTTP/1.1\r\nHost: a\r\nX\u{E9}: b\r\n\r\n", 400, "0xc3"),
    ("GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400, "0x3a"),
    ("GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400, ""),
    ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: \u{B}5\r\n\r\nhello", 400, "0x0b"),
    ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "single spaces"),
    ("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400, "single spaces"),
    ("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400, "single spaces"),
    ("GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", 400, "0x09"),
    ("GET /\r\n\r\n", 400, "method target version"),
    // Hosts, targets, versions.
    ("GET / HTTP/1.1\r\n\r\n", 400, "Host"),
    ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, "Host"),
    ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "Host"),
    ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, "Host"),
    ("GET / HTTP/1.1\r\nHost:\r\n\r\n", 400, "Host"),
    ("GET http://b/x HTTP/1.1\r\nHost: a\r\n\r\n", 400, "another host"),
    ("GET ftp://a/x HTTP/1.1\r\nHost: a\r\n\r\n", 400, "target"),
    ("GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400, "target"),
    ("GET x HTTP/1.1\r\nHost: a\r\n\r\n", 400, ""),
    ("GET /x#y HTTP/1.1\r\nHost: a\r\n\r\n", 400, "percent-encoded"),
    ("GET /\u{E9} HTTP/1.1\r\nHost: a\r\n\r\n", 400, "0xc3"),
    ("CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", 501, "tunnel"),
    ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505, "HTTP/2.0"),
    ("GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505, "HTTP/0.9"),
    ("GET / HTTP/1.1.1\r\nHost: a\r\n\r\n", 400, ""),
    ("get / HTTP/1.1\r\nHost: a\r\n\r\n", 400, ""),
  ]

  @Test(arguments: refused.indices)
  func whatIsNotClearIsRefused(_ index: Int) async throws {
    let (request, status, problem) = Self.refused[index]
    let paths = Log<String>()
    try await withServer(accept: { request in
      paths.append(request.path)
      return .handle(mirror(), bodyBytes: 1 << 20)
    }) { server, _ in
      let peer = try RawPeer(port: server.port)
      peer.send(request + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
      let answer = peer.response()
      #expect(
        answer.status == status && answer.ends && (problem.isEmpty || answer.body.contains(problem)),
        "\(request): \(answer)")
      #expect(peer.receiveAll() == [])
      #expect(paths.values == [])
    }
  }

  /// Bodies that break off: the handler is told, and what stands behind is no request.
  static let broken: [(String, String)] = [
    ("5\r\nhello!\r\n0\r\n\r\n", "longer than its size"), ("5\r\nhelloX\n0\r\n\r\n", "longer than its size"),
    ("5\nhello\r\n0\r\n\r\n", "byte 10"), ("5 \r\nhello\r\n0\r\n\r\n", "byte 32"),
    ("0x5\r\nhello\r\n0\r\n\r\n", "byte 120"),
    ("-5\r\nhello\r\n0\r\n\r\n", "its size"), ("\r\nhello\r\n0\r\n\r\n", "its size"),
    ("10000000000000000\r\nhello\r\n0\r\n\r\n", "15 digits"), ("00000000000000005\r\nhello\r\n0\r\n\r\n", "15 digits"),
    ("5;a\nb\r\nhello\r\n0\r\n\r\n", "byte 10"), ("5;a\rb\r\nhello\r\n0\r\n\r\n", "byte 98"),
    ("5;\(String(repeating: "x", count: 5000))\r\nhello\r\n0\r\n\r\n", "4096 bytes"),
    ("0\r\nX: \(String(repeating: "x", count: 9000))\r\n\r\n", "8192 bytes"),
    ("0\r\nX : y\r\n\r\n", "before the colon"), ("0\r\nX: y\n\r\n", "without CR"), ("0\r\n folded\r\n\r\n", "folded"),
  ]

  @Test(arguments: broken)
  func aBodyThatIsNotClearEndsTheConnection(_ body: String, _ problem: String) async throws {
    let handler = mirror()
    let requests = Count()
    try await withServer(accept: { _ in
      requests.add()
      return .handle(handler, bodyBytes: 1 << 20)
    }) { server, _ in
      let peer = try RawPeer(port: server.port)
      peer.send(
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(body)GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
      )
      let answer = peer.response()
      #expect(answer.status == 400 && answer.ends && answer.body.contains(problem), "\(answer)")
      #expect(peer.receiveAll() == [])
      #expect(requests.value == 1 && handler.seen.ended == 0)
      #expect(handler.seen.aborted.count == 1 && handler.seen.aborted.allSatisfy { $0.contains(problem) })
    }
  }

  @Test func manySmallExtensionsAreTooMuchAsWell() async throws {
    try await withServer(accept: mirrored) { server, _ in
      let peer = try RawPeer(port: server.port)
      peer.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
      peer.send(String(repeating: "1;abcdefghij\r\nx\r\n", count: 500))
      #expect(peer.response().status == 400)
    }
  }

  @Test func whatIsClearIsServed() async throws {
    try await withServer(accept: mirrored) { server, _ in
      let peer = try RawPeer(port: server.port)
      for (request, body) in [
        ("GET http://A:80/x?y HTTP/1.1\r\nhost: a:80\r\n\r\n", "GET /x: \n"),
        ("GET http://a HTTP/1.1\r\nHost: a\r\n\r\n", "GET /: \n"),
        ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS *: \n"),
        ("\r\n\r\nGET /x HTTP/1.1\r\nHost:a\r\nX:\r\nY: \t é ~\t \r\n\r\n", "GET /x: \n"),
        ("POST /x HTTP/1.1\r\nHost: [::1]:80\r\ncontent-length: 02\r\n\r\nab", "POST /x: ab\n"),
        ("POST /x HTTP/1.1\r\nHost: a\r\ntransfer-encoding: Chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n", "POST /x: ab\n"),
      ] {
        peer.send(request)
        #expect(peer.response().body == body)
      }
    }
  }

  @Test func noValueMakesAHeader() async throws {
    let bad = "x\r\nSet-Cookie: stolen=1\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n\n\u{0}y"
    let response = HTTPResponse(
      status: 200,
      headers: [
        "X-One": bad, "X-Two\r\nSet-Cookie": "stolen=2", "Content-Length": "1", "Transfer-Encoding": "chunked",
        "": "empty",
      ], body: Array("hello".utf8))
    try await withServer(accept: { request in
      request.path == "/respond"
        ? .respond(response) : .handle(TestRequestHandler { e, _ in e.respond(response) }, bodyBytes: 0)
    }) { server, _ in
      let peer = try RawPeer(port: server.port)
      for path in ["/respond", "/handle"] {
        let answer = peer.get(path)
        #expect(
          answer.description
            == "HTTP/1.1 200 OK\r\nX-One: x  Set-Cookie: stolen=1  Content-Length: 0    HTTP/1.1 200 OK    y\r\n"
            + "Content-Length: 5\r\n\r\nhello")
      }
    }
  }
}
