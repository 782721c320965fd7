import ConcordCore
import ConcordProtocols
import ConcordTransport
import Testing

/// Single requests of a client.
@Suite(.timeLimit(.minutes(1)))
struct HTTPClientTests {
  private static let folder = "\(#filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" })/Certificates"

  @Test func aRequestIsAnsweredWhole() async throws {
    try await withServer(accept: { _ in .handle(mirror(), bodyBytes: 8 << 20) }) { server, group in
      let client = TransportClient(group: group)
      let long = String(repeating: "Grüße ", count: 200_000)
      for (method, body) in [("GET", ""), ("POST", "hello"), ("PUT", long)] {
        let response = try await client.httpRequest(
          ClientHTTPRequest(
            method, "http://localhost:\(server.port)/x?y", headers: [("X-Name", "z")], body: Array(body.utf8)))
        #expect(response.status == 200 && text(response.body) == "\(method) /x: \(body)\n")
        #expect(response["content-type"] == "text/plain; charset=utf-8")
      }
      let head = try await client.httpRequest(ClientHTTPRequest("HEAD", "http://127.0.0.1:\(server.port)"))
      #expect(head.body == [] && head["Content-Length"] == "9")
    }
  }

  @Test func tlsIsSpokenAndChecked() async throws {
    let tls = try TLSContext.server(
      certificates: "\(Self.folder)/localhost.pem", key: "\(Self.folder)/localhost.key")
    let secure = Log<Bool>()
    let accept: @Sendable (HTTPRequestHead) -> UpgradeDecision = { _ in
      .handle(
        TestRequestHandler { exchange, body in
          secure.append(exchange.isSecure && exchange.peer?.isLoopback == true)
          exchange.respond(HTTPResponse(status: 200, body: body))
        }, bodyBytes: 4 << 20)
    }
    try await withServer({ $0.tls = tls }, accept: accept) { server, group in
      let client = TransportClient(group: group, authorities: "\(Self.folder)/authority.pem")
      let body = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0) }
      let response = try await client.httpRequest(
        ClientHTTPRequest("POST", "https://localhost:\(server.port)/", body: body))
      #expect(response.body == body && secure.values == [true])
      let strict = TransportClient(group: group)
      let error = await failure(of: ClientHTTPRequest("GET", "https://localhost:\(server.port)/"), strict)
      #expect(error?.code == .connectionClosed && error?.message.contains("unable to get local issuer") == true)
    }
  }

  /// What a server says, and the body, or what the error names.
  static let answers: [(String, String?, ErrorCode?, String)] = [
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more", "hello", nil, ""),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\nT: v\r\n\r\n", "hello", nil,
      ""
    ),
    ("HTTP/1.0 200 OK\r\n\r\nhello", "hello", nil, ""),
    (
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nX: y\r\n\r\nHTTP/1.1 200 OK\r\n\r\nhello", "hello", nil,
      ""
    ),
    ("HTTP/1.1 204 No Content\r\n\r\n", "", nil, ""),
    ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "", nil, ""),
    ("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello", nil, .connectionClosed, "cut off"),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", nil, .connectionClosed, "cut off"),
    ("HTTP/1.1 200 OK\r\nConte", nil, .connectionClosed, "no response"),
    ("", nil, .connectionClosed, "no response"),
    ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", nil, .invalidReply, "nobody asked"),
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", nil, .invalidReply, "content-length"
    ),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", nil, .invalidReply, "its size"),
    ("SSH-2.0-OpenSSH_9.6\r\n", nil, .invalidReply, "not HTTP/1.1"),
    ("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", nil, .tooLarge, "1001 bytes"),
    ("HTTP/1.1 200 OK\r\n\r\n\(String(repeating: "x", count: 1001))", nil, .tooLarge, "1000 bytes"),
    ("HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 20_000))\r\n\r\n", nil, .tooLarge, "16384 bytes"),
  ]

  @Test(arguments: answers)
  func responsesEndWhereTheySay(_ answer: String, _ body: String?, _ code: ErrorCode?, _ problem: String) async throws {
    try await withLoops { group in
      let server = try RawServer(answer: answer)
      let request = ClientHTTPRequest("GET", "http://127.0.0.1:\(server.port)/x?secret=1", maxResponseBytes: 1000)
      let client = TransportClient(group: group)
      if let body {
        #expect(text(try await client.httpRequest(request).body) == body)
      } else {
        let error = await failure(of: request, client)
        #expect(error?.code == code && error?.message.contains(problem) == true, "\(error as Any)")
        #expect(error?.message.contains("http://127.0.0.1:\(server.port)/x") == true)
        #expect(error?.message.contains("secret") == false)
      }
      #expect(
        server.received == "GET /x?secret=1 HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nConnection: close\r\n\r\n")
    }
  }

  @Test func whoDoesNotAnswerIsWaitedForOnlySoLong() async throws {
    try await withLoops { group in
      let client = TransportClient(group: group)
      for answer in ["", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell"] {
        let server = try RawServer(answer: answer, thenWaits: true)
        let url = "http://127.0.0.1:\(server.port)/"
        let error = await failure(of: ClientHTTPRequest("GET", url, timeout: .milliseconds(200)), client)
        #expect(error?.code == .timeout && error?.message == "GET \(url): no whole response within 0.2 seconds")
      }
      let silent = try RawServer(answer: "", thenWaits: true)
      let task = Task { await failure(of: ClientHTTPRequest("GET", "http://127.0.0.1:\(silent.port)/"), client) }
      try await eventually("asked") { !silent.received.isEmpty }
      task.cancel()
      #expect(await task.value?.code == .cancelled)
      #expect(await failure(of: ClientHTTPRequest("GET", "http://127.0.0.1:1/"), client)?.code == .connectionClosed)
    }
  }

  /// Requests that would be something else on the wire.
  static let unsendable: [(ClientHTTPRequest, String)] = [
    (ClientHTTPRequest("GET", "http://a/", headers: [("X", "y\r\nSet-Cookie: z")]), "'X' holds a line break"),
    (ClientHTTPRequest("GET", "http://a/", headers: [("X", "y\nz")]), "'X'"),
    (ClientHTTPRequest("GET", "http://a/", headers: [("X", "\u{0}")]), "'X'"),
    (ClientHTTPRequest("GET", "http://a/", headers: [("X: y\r\nZ", "a")]), "not a header's name"),
    (ClientHTTPRequest("GET", "http://a/", headers: [("", "a")]), "not a header's name"),
    (ClientHTTPRequest("GET", "http://a/", headers: [("host", "b")]), "client's own"),
    (ClientHTTPRequest("GET", "http://a/", headers: [("Content-Length", "7")]), "client's own"),
    (ClientHTTPRequest("GET / HTTP/1.1\r\nX: y", "http://a/"), "method"),
    (ClientHTTPRequest("GET", "http://a/ HTTP/1.1\r\nX: y"), "space"),
    (ClientHTTPRequest("GET", "http://a/é"), "percent-encoded"),
    (ClientHTTPRequest("GET", "ftp://a/"), "http or https"),
    (ClientHTTPRequest("GET", "http://u:p@a/"), "user names"),
  ]

  @Test(arguments: unsendable.indices)
  func nothingIsRepaired(_ index: Int) async throws {
    let (request, problem) = Self.unsendable[index]
    try await withLoops { group in
      let error = await failure(of: request, TransportClient(group: group))
      #expect(error?.code == .invalidInput && error?.message.contains(problem) == true, "\(error as Any)")
    }
  }
}

private func failure(of request: ClientHTTPRequest, _ client: TransportClient) async -> ConcordError? {
  do throws(ConcordError) {
    _ = try await client.httpRequest(request)
    return nil
  } catch {
    return error
  }
}
