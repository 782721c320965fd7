/// The client's half of the opening handshake as values (RFC 6455 §4.1).
public struct WebSocketClientUpgrade: Sendable, Equatable {
  public let url: WebSocketURL
  /// Headers of the application, such as `Authorization` or `Sec-WebSocket-Protocol`.
  public let headers: HTTPHeaders
  /// The key that was sent, in base64.
  public let key: String
  /// Whether permessage-deflate is offered.
  public let offersCompression: Bool

  /// - Parameter nonce: 16 bytes that nobody can predict, fresh for each connection.
  public init(url: WebSocketURL, headers: HTTPHeaders = HTTPHeaders(), compression: Bool = false, nonce: [UInt8]) {
    self.url = url
    offersCompression = compression
    self.headers = headers
    key = Base64.encode(nonce)
  }

  /// The request to send.
  public var requestBytes: [UInt8] {
    var text = "GET \(url.target) HTTP/1.1\r\nHost: \(url.authority)\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    text += "Sec-WebSocket-Key: \(key)\r\nSec-WebSocket-Version: 13\r\n"
    if offersCompression { text += "Sec-WebSocket-Extensions: \(MessageDeflate.offer)\r\n" }
    for field in headers.fields { text += "\(clean(field.name)): \(clean(field.value))\r\n" }
    return Array((text + "\r\n").utf8)
  }

  /// Checks the server's answer (RFC 6455 §4.1, the numbered list at the end).
  /// - Returns: what was agreed on for compression; nil for none.
  /// - Throws: `WebSocketHandshakeError` that names what is wrong.
  @discardableResult
  public func validate(_ response: HTTPResponseHead) throws(WebSocketHandshakeError) -> MessageDeflate? {
    guard response.status == 101 else {
      throw WebSocketHandshakeError(
        status: response.status,
        reason: "the server answered \(response.status) \(HTTPResponse.reason(response.status))")
    }
    guard response.headers.contains("Upgrade", token: "websocket") else {
      throw WebSocketHandshakeError(reason: "the response has no 'Upgrade: websocket'")
    }
    guard response.headers.contains("Connection", token: "upgrade") else {
      throw WebSocketHandshakeError(reason: "the response has no 'Connection: Upgrade'")
    }
    guard response.headers["Sec-WebSocket-Accept"] == WebSocketHandshake.acceptKey(for: key) else {
      throw WebSocketHandshakeError(reason: "Sec-WebSocket-Accept does not match the key that was sent")
    }
    guard offersCompression || response.headers["Sec-WebSocket-Extensions"] == nil else {
      throw WebSocketHandshakeError(reason: "the server chose an extension that was not offered")
    }
    let deflate = try MessageDeflate.agreed(response.headers)
    let offered = headers.all("Sec-WebSocket-Protocol").flatMap { $0.split(separator: ",") }
    for chosen in response.headers.all("Sec-WebSocket-Protocol")
    where !offered.contains(where: { $0.trimmingHTTPWhitespace() == chosen }) {
      throw WebSocketHandshakeError(reason: "the server chose the subprotocol '\(chosen)', which was not offered")
    }
    return deflate
  }
}

/// Why a client gave up an opening handshake.
public struct WebSocketHandshakeError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The HTTP status, when the server answered with another one than 101.
  public var status: Int?
  public var reason: String

  public init(status: Int? = nil, reason: String) {
    self.status = status
    self.reason = reason
  }

  public var description: String { "WebSocket handshake failed: \(reason)" }
}
