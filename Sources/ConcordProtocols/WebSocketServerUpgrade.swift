/// The server's half of the opening handshake as values (RFC 6455 §4.2).
public struct WebSocketServerUpgrade: Sendable, Equatable {
  /// The answer to the client's key.
  public var acceptKey: String
  /// The subprotocols that the client offers, in its order of preference.
  public var subprotocols: [String]

  /// Checks a request. A request that does not ask for an upgrade at all is refused with 426.
  /// - Throws: `WebSocketUpgradeError`, whose `response` is what to send.
  public init(_ request: HTTPRequestHead) throws(WebSocketUpgradeError) {
    guard request.method == "GET" else {
      throw WebSocketUpgradeError(
        405, "a WebSocket handshake is a GET request, not \(request.method)", ["Allow": "GET"])
    }
    guard request.version >= .http11 else {
      throw WebSocketUpgradeError(
        505, "a WebSocket handshake needs HTTP/1.1, not HTTP/\(request.version.major).\(request.version.minor)")
    }
    guard request.headers.all("Host").count == 1 else {
      throw WebSocketUpgradeError(400, "exactly one Host header is needed")
    }
    guard request.headers.contains("Upgrade", token: "websocket") else {
      throw WebSocketUpgradeError(
        426, "this address speaks WebSocket: the header 'Upgrade: websocket' is missing", Self.upgradeHeaders)
    }
    guard request.headers.contains("Connection", token: "upgrade") else {
      throw WebSocketUpgradeError(400, "the header 'Connection: Upgrade' is missing")
    }
    let versions = request.headers.all("Sec-WebSocket-Version")
    guard versions == ["13"] else {
      throw WebSocketUpgradeError(
        426, "WebSocket version 13 is needed, not '\(versions.joined(separator: ", "))'",
        HTTPHeaders([.init("Sec-WebSocket-Version", "13")] + Self.upgradeHeaders.fields))
    }
    let keys = request.headers.all("Sec-WebSocket-Key")
    guard keys.count == 1, let key = keys.first, Base64.decode(key)?.count == 16 else {
      throw WebSocketUpgradeError(400, "Sec-WebSocket-Key must be 16 bytes in base64, once")
    }
    acceptKey = WebSocketHandshake.acceptKey(for: key)
    subprotocols = request.headers.all("Sec-WebSocket-Protocol").flatMap { value in
      value.split(separator: ",").map { String($0.trimmingHTTPWhitespace()) }
    }
  }

  /// The 101 response, with more headers such as `Sec-WebSocket-Protocol` or `Set-Cookie` when wanted.
  public func response(headers: HTTPHeaders = HTTPHeaders()) -> HTTPResponse {
    let fixed: [HTTPHeaders.Field] = [
      .init("Upgrade", "websocket"), .init("Connection", "Upgrade"), .init("Sec-WebSocket-Accept", acceptKey),
    ]
    return HTTPResponse(status: 101, headers: HTTPHeaders(fixed + headers.fields))
  }

  private static let upgradeHeaders: HTTPHeaders = ["Upgrade": "websocket", "Connection": "Upgrade"]
}

/// Why a handshake request is refused: a status and a line of text that names what is wrong.
public struct WebSocketUpgradeError: Error, Sendable, Equatable {
  public var response: HTTPResponse

  init(_ status: Int, _ text: String, _ headers: HTTPHeaders = HTTPHeaders()) {
    response = HTTPResponse(status: status, text: text, headers: headers)
  }
}

/// What both sides compute (RFC 6455 §4.2.2, step 5.4).
public enum WebSocketHandshake {
  /// The accept key that answers a client's key.
  public static func acceptKey(for key: String) -> String {
    Base64.encode(SHA1.digest(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
  }
}
