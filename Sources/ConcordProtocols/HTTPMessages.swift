/// The request line and header fields of an HTTP/1.1 request (RFC 9112 §3).
public struct HTTPRequestHead: Sendable, Equatable {
  /// The method as sent, such as `GET`.
  public var method: String
  /// The request target as sent, such as `/api/v1/ws?token=abc`.
  public var target: String
  /// Major and minor version: (1, 1) is the one that WebSocket needs.
  public var version: HTTPVersion
  public var headers: HTTPHeaders

  public init(method: String, target: String, version: HTTPVersion = .http11, headers: HTTPHeaders = HTTPHeaders()) {
    self.method = method
    self.target = target
    self.version = version
    self.headers = headers
  }

  /// The target up to the query.
  public var path: String { String(target.prefix { $0 != "?" }) }

  /// The target after the first `?`, still percent-encoded; nil when there is none.
  public var query: String? {
    target.firstIndex(of: "?").map { String(target[target.index(after: $0)...]) }
  }
}

/// An HTTP version number.
public struct HTTPVersion: Sendable, Equatable, Comparable {
  public var major: Int
  public var minor: Int

  public init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  public static let http11 = HTTPVersion(1, 1)

  public static func < (a: HTTPVersion, b: HTTPVersion) -> Bool { (a.major, a.minor) < (b.major, b.minor) }
}

/// The status line and header fields of a response.
public struct HTTPResponseHead: Sendable, Equatable {
  public var status: Int
  public var headers: HTTPHeaders

  public init(status: Int, headers: HTTPHeaders = HTTPHeaders()) {
    self.status = status
    self.headers = headers
  }
}

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

  /// The bytes to send. `Content-Length` is added unless the status forbids a body (RFC 9110 §8.6), and CR or LF in a
  /// header value become spaces, so that no value can start a header of its own.
  public var bytes: [UInt8] {
    var text = "HTTP/1.1 \(status) \(Self.reason(status))\r\n"
    for field in headers.fields { text += "\(clean(field.name)): \(clean(field.value))\r\n" }
    let bodyAllowed = status >= 200 && status != 204 && status != 304
    if bodyAllowed { text += "Content-Length: \(body.count)\r\n" }
    text += "\r\n"
    return Array(text.utf8) + (bodyAllowed ? body : [])
  }

  /// The usual phrase for a status code (RFC 9110 §15).
  public static func reason(_ status: Int) -> String { reasons[status] ?? "Status \(status)" }

  private static let reasons: [Int: String] = [
    101: "Switching Protocols", 200: "OK", 201: "Created", 202: "Accepted", 204: "No Content",
    301: "Moved Permanently", 302: "Found", 304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect",
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    408: "Request Timeout", 409: "Conflict", 413: "Content Too Large", 422: "Unprocessable Content",
    426: "Upgrade Required", 429: "Too Many Requests", 431: "Request Header Fields Too Large",
    500: "Internal Server Error", 501: "Not Implemented", 503: "Service Unavailable", 505: "HTTP Version Not Supported",
  ]
}

/// A header name or value that cannot end its line.
func clean(_ text: String) -> String {
  guard text.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) else { return text }
  return String(String.UnicodeScalarView(text.unicodeScalars.map { "\r\n\0".unicodeScalars.contains($0) ? " " : $0 }))
}
