import ConcordProtocols
import Testing

struct WebSocketUpgradeTests {
  static let good: HTTPHeaders = [
    "Host": "example.com", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
  ]

  /// RFC 6455 §1.3 and §4.2.2.
  @Test func theExampleOfTheStandard() throws {
    let upgrade = try WebSocketServerUpgrade(HTTPRequestHead(method: "GET", target: "/chat", headers: Self.good))
    #expect(upgrade.acceptKey == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    let text = String(decoding: upgrade.response(headers: ["Sec-WebSocket-Protocol": "v1"]).bytes, as: UTF8.self)
    #expect(
      text == "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: v1\r\n\r\n")
  }

  @Test func namesAndTokensAreComparedWithoutCaseAndListsAreRead() throws {
    let headers: HTTPHeaders = [
      "host": "a", "UPGRADE": "h2c, WebSocket", "connection": "keep-alive,  upgrade", "sec-websocket-version": "13",
      "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Protocol": "one, two",
    ]
    let upgrade = try WebSocketServerUpgrade(HTTPRequestHead(method: "GET", target: "/", headers: headers))
    #expect(upgrade.subprotocols == ["one", "two"])
  }

  /// What is changed in a good request, the status that must come, and what its text must name.
  static let refused: [(String, String?, Int, String)] = [
    ("Host", nil, 400, "Host"), ("Upgrade", nil, 426, "Upgrade"), ("Upgrade", "h2c", 426, "Upgrade"),
    ("Connection", nil, 400, "Connection"), ("Connection", "keep-alive", 400, "Connection"),
    ("Sec-WebSocket-Version", nil, 426, "version 13"), ("Sec-WebSocket-Version", "8", 426, "version 13"),
    ("Sec-WebSocket-Key", nil, 400, "Sec-WebSocket-Key"), ("Sec-WebSocket-Key", "short", 400, "16 bytes"),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZ===", 400, "16 bytes"),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25j", 400, "16 bytes"),
  ]

  @Test(arguments: refused)
  func whatIsMissingOrWrongIsNamed(_ name: String, _ value: String?, _ status: Int, _ text: String) {
    var headers = Self.good
    headers.fields.removeAll { $0.name == name }
    if let value { headers.append(name, value) }
    #expect { try WebSocketServerUpgrade(HTTPRequestHead(method: "GET", target: "/", headers: headers)) } throws: {
      error in
      guard let response = (error as? WebSocketUpgradeError)?.response else { return false }
      return response.status == status && String(decoding: response.body, as: UTF8.self).contains(text)
        && (status != 426 || response.headers["Upgrade"] == "websocket")
    }
  }

  @Test func methodAndVersion() {
    for (head, status) in [
      (HTTPRequestHead(method: "POST", target: "/", headers: Self.good), 405),
      (HTTPRequestHead(method: "GET", target: "/", version: HTTPVersion(1, 0), headers: Self.good), 505),
    ] {
      #expect { try WebSocketServerUpgrade(head) } throws: { ($0 as? WebSocketUpgradeError)?.response.status == status }
    }
  }

  @Test func theClientsRequest() throws {
    let nonce = Array("the sample nonce".utf8)
    let upgrade = WebSocketClientUpgrade(
      url: try WebSocketURL("ws://example.com:8080/chat?x=1"), headers: ["Authorization": "Bearer a\r\nX: b"],
      nonce: nonce)
    #expect(upgrade.key == "dGhlIHNhbXBsZSBub25jZQ==")
    #expect(
      String(decoding: upgrade.requestBytes, as: UTF8.self)
        == "GET /chat?x=1 HTTP/1.1\r\nHost: example.com:8080\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nAuthorization: Bearer a  X: b\r\n\r\n"
    )
  }

  static let answer: HTTPHeaders = [
    "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
  ]

  @Test(
    arguments: [
      (101, nil, nil, nil), (404, nil, nil, "404 Not Found"), (101, "Upgrade", "h2c", "Upgrade"),
      (101, "Connection", "close", "Connection"), (101, "Sec-WebSocket-Accept", "wrong", "Sec-WebSocket-Accept"),
      (101, "Sec-WebSocket-Extensions", "permessage-deflate", "extension"),
      (101, "Sec-WebSocket-Protocol", "other", "subprotocol"),
    ] as [(Int, String?, String?, String?)])
  func theServersAnswer(_ status: Int, _ name: String?, _ value: String?, _ problem: String?) throws {
    let upgrade = WebSocketClientUpgrade(url: try WebSocketURL("ws://a"), nonce: Array("the sample nonce".utf8))
    var headers = Self.answer
    headers.fields.removeAll { $0.name == name }
    if let name, let value { headers.append(name, value) }
    let response = HTTPResponseHead(status: status, headers: headers)
    guard let problem else {
      try upgrade.validate(response)
      return
    }
    #expect { try upgrade.validate(response) } throws: { "\($0)".contains(problem) }
  }
}

struct WebSocketURLTests {
  @Test(arguments: [
    ("ws://localhost", "localhost", 80, "/", "localhost"),
    ("WS://a.b:81/x/y?z=1", "a.b", 81, "/x/y?z=1", "a.b:81"),
    ("wss://a?q", "a", 443, "/?q", "a"),
    ("ws://[::1]:9/", "::1", 9, "/", "[::1]:9"),
  ])
  func good(_ text: String, _ host: String, _ port: Int, _ target: String, _ authority: String) throws {
    let url = try WebSocketURL(text)
    #expect(url.host == host && url.port == port && url.target == target && url.authority == authority)
  }

  @Test(arguments: [
    ("localhost:80", "ws://"), ("http://a", "http"), ("ws://", "host"), ("ws://a:0", "port"), ("ws://a:99999", "port"),
    ("ws://a/#b", "fragment"), ("ws://u@a", "user"), ("ws://a/ b", "space"), ("ws://[::1", "bracket"),
    ("ws://[::1]x", "port"),
  ])
  func bad(_ text: String, _ problem: String) {
    #expect { try WebSocketURL(text) } throws: { "\($0)".contains(problem) && "\($0)".contains(text) }
  }
}

struct HTTPResponseTests {
  @Test func bodyAndLength() {
    let text = String(decoding: HTTPResponse(status: 404, text: "no such thing").bytes, as: UTF8.self)
    #expect(text.hasPrefix("HTTP/1.1 404 Not Found\r\n") && text.hasSuffix("Content-Length: 14\r\n\r\nno such thing\n"))
  }

  @Test func aValueCannotStartAHeader() {
    let response = HTTPResponse(status: 204, headers: ["X": "a\r\nSet-Cookie: b"])
    #expect(String(decoding: response.bytes, as: UTF8.self) == "HTTP/1.1 204 No Content\r\nX: a  Set-Cookie: b\r\n\r\n")
  }

  @Test func pathAndQuery() {
    #expect(HTTPRequestHead(method: "GET", target: "/a/b?c=d?e").path == "/a/b")
    #expect(HTTPRequestHead(method: "GET", target: "/a/b?c=d?e").query == "c=d?e")
    #expect(HTTPRequestHead(method: "GET", target: "/").query == nil)
  }
}
