/// One HTTP request of a client.
public struct ClientHTTPRequest: Sendable {
  /// Such as `GET`; a token of RFC 9110 §5.6.2.
  public var method: String
  /// `http://host:port/path?query` or `https:`; what is not ASCII is percent-encoded (RFC 3986 §2.1).
  public var url: String
  /// Beside `Host`, `Content-Length` and `Connection`, which the transport makes.
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]
  /// For all of it, from the lookup of the host to the last byte of the response.
  public var timeout: Duration
  /// Most bytes of a response's body; a longer one is an error.
  public var maxResponseBytes: Int

  public init(
    _ method: String = "GET", _ url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
    timeout: Duration = .seconds(30), maxResponseBytes: Int = 16 * 1024 * 1024
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
    self.maxResponseBytes = maxResponseBytes
  }
}

/// A whole HTTP response, whatever its status.
public struct ClientHTTPResponse: Sendable {
  public var status: Int
  /// In the order in which they came, repeated names included.
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]

  public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The value of the first header with this name, in either case.
  public subscript(name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}
