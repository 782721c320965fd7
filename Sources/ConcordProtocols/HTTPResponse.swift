/// A whole response that a server writes.
public struct HTTPResponse: Sendable, Equatable {
  public var status: Int
  public var headers: HTTPHeaders
  public var body: [UInt8]

  public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A response whose body is one line of plain text, as every refusal here is.
  public init(status: Int, text: String, headers: HTTPHeaders = HTTPHeaders()) {
    self.init(status: status, headers: headers, body: Array(text.utf8) + [0x0A])
    self.headers.append("Content-Type", "text/plain; charset=utf-8")
  }

  /// The bytes to send.
  public var bytes: [UInt8] { bytes(to: "GET") }

  /// The bytes that answer a request with this method: HEAD gets everything but the body.
  ///
  /// `Content-Length` is added unless the status forbids a body (RFC 9110 §8.6); where a message ends is nobody else's to
  /// say, so a `Content-Length` or `Transfer-Encoding` among the headers is left out, and so is a field whose name is no
  /// token. CR, LF and NUL in a value become spaces, so that no value can start a header of its own.
  public func bytes(to method: String) -> [UInt8] {
    var text = "HTTP/1.1 \(status) \(Self.reason(status))\r\n"
    for field in headers.fields where field.name.isHTTPToken && !Self.isFraming(field.name) {
      text += "\(field.name): \(clean(field.value))\r\n"
    }
    let bodyAllowed = status >= 200 && status != 204 && status != 304
    if bodyAllowed { text += "Content-Length: \(body.count)\r\n" }
    text += "\r\n"
    return Array(text.utf8) + (bodyAllowed && method != "HEAD" ? body : [])
  }

  private static func isFraming(_ name: String) -> Bool {
    name.equalsIgnoringASCIICase("Content-Length") || name.equalsIgnoringASCIICase("Transfer-Encoding")
  }

  /// The usual phrase for a status code (RFC 9110 §15).
  public static func reason(_ status: Int) -> String { reasons[status] ?? "Status \(status)" }

  private static let reasons: [Int: String] = [
    101: "Switching Protocols", 200: "OK", 201: "Created", 202: "Accepted", 204: "No Content",
    301: "Moved Permanently", 302: "Found", 304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect",
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    408: "Request Timeout", 409: "Conflict", 413: "Content Too Large", 415: "Unsupported Media Type",
    417: "Expectation Failed", 422: "Unprocessable Content",
    426: "Upgrade Required", 429: "Too Many Requests", 431: "Request Header Fields Too Large",
    500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway",
    503: "Service Unavailable", 504: "Gateway Timeout", 505: "HTTP Version Not Supported",
  ]
}

/// A header name or value that cannot end its line.
func clean(_ text: String) -> String {
  guard text.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) else { return text }
  return String(String.UnicodeScalarView(text.unicodeScalars.map { "\r\n\0".unicodeScalars.contains($0) ? " " : $0 }))
}
