/// Why a request is refused as it was sent: a status, and a sentence that names what is wrong.
public struct HTTPRefusal: Error, Sendable, Equatable, CustomStringConvertible {
  public var status: Int
  public var reason: String

  public init(_ status: Int, _ reason: String) {
    self.status = status
    self.reason = reason
  }

  public var description: String { reason }
}

extension HTTPRequestHead {
  /// Checks version, `Host` and target (RFC 9112 §2.3, §3.2), and gives the head with its target in origin form: what
  /// came as `http://host/path` is `/path`, and its host has to be that of `Host`.
  /// - Throws: `HTTPRefusal` with 400, 501 for `CONNECT`, 505 for another version than HTTP/1.
  public func checked() throws(HTTPRefusal) -> HTTPRequestHead {
    guard version.major == 1 else {
      throw HTTPRefusal(505, "HTTP/1.1 is spoken here, not HTTP/\(version.major).\(version.minor)")
    }
    let hosts = headers.all("Host")
    guard hosts.count == 1 || (hosts.isEmpty && version < .http11) else {
      throw HTTPRefusal(400, "exactly one Host header is needed, there are \(hosts.count)")
    }
    if let host = hosts.first {
      guard !host.isEmpty, host.utf8.allSatisfy({ Self.hostBytes.contains($0) }) else {
        throw HTTPRefusal(400, "the Host header is no host and port")
      }
    }
    guard method != "CONNECT" else { throw HTTPRefusal(501, "this server opens no tunnels") }
    guard target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }) else {
      throw HTTPRefusal(400, "the request target holds a character that has to be percent-encoded")
    }
    if target.hasPrefix("/") || (target == "*" && method == "OPTIONS") { return self }

    var checked = self
    guard let scheme = ["http://", "https://"].first(where: { target.lowercased().hasPrefix($0) }) else {
      throw HTTPRefusal(400, "the request target is neither a path nor an http URL")
    }
    let rest = target.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard authority.equalsIgnoringASCIICase(hosts.first ?? String(authority)), !authority.isEmpty else {
      throw HTTPRefusal(400, "the request target names another host than the Host header")
    }
    let path = rest[authority.endIndex...]
    checked.target = path.hasPrefix("/") ? String(path) : "/" + path
    return checked
  }

  /// Whether the connection may serve another request after this one (RFC 9112 §9.3). A client of HTTP/1.0 gets one.
  public var keepsAlive: Bool { version >= .http11 && !headers.contains("Connection", token: "close") }

  /// What `Expect` asks for (RFC 9110 §10.1.1): whether the client waits for `100 Continue` before it sends its body.
  /// - Throws: `HTTPRefusal` with 417 for anything else.
  public func waitsForContinue() throws(HTTPRefusal) -> Bool {
    guard version >= .http11 else { return false }
    let expected = headers.all("Expect")
    guard let first = expected.first else { return false }
    guard expected.count == 1, first.equalsIgnoringASCIICase("100-continue") else {
      throw HTTPRefusal(417, "the expectation '\(expected.joined(separator: ", "))' cannot be met")
    }
    return true
  }

  /// What a host name, an address in brackets and a port are made of (RFC 3986 §3.2).
  private static let hostBytes = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%!$&'()*+,;=:[]".utf8)
}
