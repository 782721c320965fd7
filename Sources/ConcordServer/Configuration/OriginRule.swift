import ConcordProtocols

/// Which web pages may connect and ask: browsers send cookies with a request whoever wrote the page (RFC 6455 §10.2).
struct OriginRule: Sendable {
  let allowed: Set<String>
  /// Whether the server speaks TLS itself. Then a page that came without is not its own: anybody on the way may have written it.
  let isSecure: Bool

  /// True for the server's own origin and listed ones. A request without an origin is no browser's; it is trusted as
  /// long as it carries no cookies.
  func admits(_ headers: HTTPHeaders) -> Bool {
    guard let origin = headers["Origin"] else { return headers["Cookie"] == nil }
    return allowed.contains(origin) || isOwn(origin, headers)
  }

  /// The same for a request over HTTP. Browsers leave the origin out when a page reads what is its own server's, so what
  /// changes nothing is trusted without one; and no other page can have them send `Authorization`.
  func admits(_ request: HTTPRequestHead) -> Bool {
    let headers = request.headers
    if headers["Origin"] != nil { return admits(headers) }
    return ["GET", "HEAD", "OPTIONS"].contains(request.method) || headers["Cookie"] == nil
      || headers["Authorization"] != nil
  }

  /// The origin of a page of another server that may read the answer.
  func listed(_ headers: HTTPHeaders) -> String? {
    headers["Origin"].flatMap { allowed.contains($0) ? $0 : nil }
  }

  private func isOwn(_ origin: String, _ headers: HTTPHeaders) -> Bool {
    guard let host = headers["Host"], let scheme = origin.firstRange(of: "://") else { return false }
    // Without TLS here there may be some at a proxy.
    let schemes = isSecure ? ["https"] : ["https", "http"]
    guard schemes.contains(origin[..<scheme.lowerBound].lowercased()) else { return false }
    return origin[scheme.upperBound...].lowercased() == host.lowercased()
  }
}
