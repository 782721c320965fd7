import ConcordProtocols

/// Which web pages may connect: browsers send cookies with a handshake whoever wrote the page (RFC 6455 §10.2).
struct OriginRule: Sendable {
  let allowed: Set<String>

  /// True for the server's own origin and listed ones. A request without an origin is no browser's; it is trusted as
  /// long as it carries no cookies.
  func admits(_ headers: HTTPHeaders) -> Bool {
    guard let origin = headers["Origin"] else { return headers["Cookie"] == nil }
    if allowed.contains(origin) { return true }
    guard let host = headers["Host"], let scheme = origin.firstRange(of: "://") else { return false }
    return origin[scheme.upperBound...].lowercased() == host.lowercased()
  }
}
