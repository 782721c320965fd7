import ConcordProtocols

/// What pages of other servers are told (CORS, Fetch standard §3.2): only those of listed origins are told anything.
struct CrossOrigin: Sendable {
  let origins: OriginRule

  /// Headers that a page may send beside those that it always may.
  private static let headers = "Authorization, Content-Type, Idempotency-Key, If-None-Match"
  /// Headers that a page may read beside those that it always may.
  private static let exposed = "ETag, Location, Retry-After"

  /// Adds what lets the page of a listed origin read the answer, with cookies.
  func adorn(_ response: inout HTTPResponse, to request: HTTPRequestHead) {
    guard !origins.allowed.isEmpty else { return }
    response.headers.append("Vary", "Origin")
    guard let origin = origins.listed(request.headers) else { return }
    response.headers.append("Access-Control-Allow-Origin", origin)
    response.headers.append("Access-Control-Allow-Credentials", "true")
    response.headers.append("Access-Control-Expose-Headers", Self.exposed)
  }

  /// The answer to OPTIONS for a path with these methods, whether a browser asks for a page or a program for itself; to be
  /// adorned.
  func options(_ methods: [String], _ request: HTTPRequestHead) -> HTTPResponse {
    let all = Self.withImplied(methods)
    var response = HTTPResponse(status: 204)
    response.headers.append("Allow", all.joined(separator: ", "))
    guard request.headers["Access-Control-Request-Method"] != nil, origins.listed(request.headers) != nil else {
      return response
    }
    response.headers.append("Access-Control-Allow-Methods", all.joined(separator: ", "))
    response.headers.append("Access-Control-Allow-Headers", Self.headers)
    response.headers.append("Access-Control-Max-Age", "600")
    return response
  }

  /// With those that every path has.
  static func withImplied(_ methods: [String]) -> [String] {
    (methods + (methods.contains("GET") ? ["HEAD"] : []) + ["OPTIONS"]).sorted()
  }
}
