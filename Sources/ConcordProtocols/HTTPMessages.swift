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
