/// The parts of a URL that a client connects with: those of `ws:` and `http:` differ in the scheme alone (RFC 3986 §3).
struct ServerURL: Sendable, Hashable {
  let isSecure: Bool
  /// A name or an address; IPv6 without brackets.
  let host: String
  let port: Int
  /// Path and query as they go into the request line.
  let target: String

  /// Why a text is no such URL.
  struct Problem: Error {
    let reason: String
  }

  /// - Parameters:
  ///   - plain: the scheme without TLS, whose port is 80.
  ///   - secure: the scheme with TLS, whose port is 443.
  init(_ text: String, plain: String, secure: String) throws(Problem) {
    func wrong(_ reason: String) -> Problem { Problem(reason: reason) }
    guard let scheme = text.utf8SplitScheme() else { throw wrong("it must start with \(plain):// or \(secure)://") }
    guard scheme.name == plain || scheme.name == secure else {
      throw wrong("the scheme is '\(scheme.name)', not \(plain) or \(secure)")
    }
    isSecure = scheme.name == secure
    guard !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) else {
      throw wrong("it holds a space or a control character")
    }
    guard !scheme.rest.contains("#") else { throw wrong("a fragment is not allowed") }

    let authority = scheme.rest.prefix { $0 != "/" && $0 != "?" }
    let rest = scheme.rest[authority.endIndex...]
    target = rest.isEmpty ? "/" : rest.first == "?" ? "/" + rest : String(rest)
    guard !authority.contains("@") else { throw wrong("user names are not allowed; send an Authorization header") }

    let portText: Substring?
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { throw wrong("the IPv6 address has no closing bracket") }
      host = String(authority[authority.index(after: authority.startIndex)..<end])
      let after = authority[authority.index(after: end)...]
      guard after.isEmpty || after.first == ":" else { throw wrong("only a port may follow the IPv6 address") }
      portText = after.isEmpty ? nil : after.dropFirst()
    } else if let colon = authority.lastIndex(of: ":") {
      host = String(authority[..<colon])
      portText = authority[authority.index(after: colon)...]
    } else {
      host = String(authority)
      portText = nil
    }
    guard !host.isEmpty else { throw wrong("the host is missing") }
    if let portText {
      guard let number = UInt16(portText), number > 0 else { throw wrong("the port '\(portText)' is not 1 to 65535") }
      port = Int(number)
    } else {
      port = isSecure ? 443 : 80
    }
  }

  /// The `Host` header: the port is left out when it is the scheme's own.
  var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
  }
}

extension String {
  /// The scheme in lower case, and what follows `://`.
  fileprivate func utf8SplitScheme() -> (name: String, rest: Substring)? {
    guard let colon = firstIndex(of: ":"), self[colon...].hasPrefix("://") else { return nil }
    return (self[..<colon].lowercased(), self[colon...].dropFirst(3))
  }
}
