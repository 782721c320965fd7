/// One request of a client that asks once and is done with the connection (RFC 9112 §9.6).
public struct HTTPClientRequest: Sendable, Equatable {
  public let method: String
  public let isSecure: Bool
  /// A name or an address; IPv6 without brackets.
  public let host: String
  public let port: Int
  /// The request as it is sent.
  public let bytes: [UInt8]
  /// `http://host:port/path`, for messages; without the query, which may hold secrets.
  public let place: String

  /// - Parameters:
  ///   - url: `http:` or `https:`, without a user name and fragment.
  ///   - headers: beside `Host`, `Content-Length` and `Connection`, which are made here.
  /// - Throws: `HTTPClientRequestError` when the method or a name is no token (RFC 9110 §5.6.2), a value holds a control
  ///   character, a header is one of those that are made here, or the URL cannot be used. Nothing is repaired.
  public init(method: String, url: String, headers: HTTPHeaders, body: [UInt8]) throws(HTTPClientRequestError) {
    let parts: ServerURL
    do throws(ServerURL.Problem) {
      parts = try ServerURL(url, plain: "http", secure: "https")
    } catch {
      throw HTTPClientRequestError(reason: "'\(url)' is not an HTTP URL: \(error.reason)")
    }
    guard url.utf8.allSatisfy({ $0 < 0x7F }) else {
      throw HTTPClientRequestError(reason: "'\(url)' is not an HTTP URL: what is not ASCII has to be percent-encoded")
    }
    guard method.isHTTPToken, method != "CONNECT" else {
      throw HTTPClientRequestError(reason: "'\(method)' is not a method that can be sent")
    }
    self.method = method
    isSecure = parts.isSecure
    host = parts.host
    port = parts.port
    place = "\(parts.isSecure ? "https" : "http")://\(parts.authority)\(parts.target.prefix { $0 != "?" })"

    var text = "\(method) \(parts.target) HTTP/1.1\r\nHost: \(parts.authority)\r\nConnection: close\r\n"
    for field in headers.fields {
      try Self.check(field)
      text += "\(field.name): \(field.value)\r\n"
    }
    // A method that has a meaning for a body says so even of an empty one (RFC 9110 §8.6).
    if !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method) { text += "Content-Length: \(body.count)\r\n" }
    bytes = Array((text + "\r\n").utf8) + body
  }

  private static let made = ["Host", "Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "Expect", "TE"]

  private static func check(_ field: HTTPHeaders.Field) throws(HTTPClientRequestError) {
    guard field.name.isHTTPToken else {
      throw HTTPClientRequestError(reason: "'\(clean(field.name))' is not a header's name")
    }
    guard !made.contains(where: { $0.equalsIgnoringASCIICase(field.name) }) else {
      throw HTTPClientRequestError(reason: "the header '\(field.name)' is the client's own; leave it out")
    }
    // The value is not repeated: it may be a secret.
    guard field.value.utf8.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else {
      throw HTTPClientRequestError(
        reason: "the value of the header '\(field.name)' holds a line break or control character")
    }
  }
}

/// Why a request cannot be sent.
public struct HTTPClientRequestError: Error, Sendable, Equatable, CustomStringConvertible {
  public var reason: String

  public var description: String { reason }
}
