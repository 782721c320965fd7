/// A cookie that an answer sets (RFC 6265 §4.1). Its value reads `****` wherever it is printed; `header` has it in clear.
public struct Cookie: Sendable, Equatable {
  /// When a browser sends a cookie with a request that another site causes (RFC 6265bis §4.1.2.7).
  public enum SameSite: String, Sendable {
    /// Never.
    case strict = "Strict"
    /// Only when the user goes to the site, such as by a link; not with what a page loads or posts.
    case lax = "Lax"
    /// Always; such a cookie has to be secure.
    case none = "None"
  }

  public let name: String
  public let value: String
  /// The paths that it is sent to begin so.
  public let path: String
  /// How long a browser keeps it, in seconds; nil: until the browser is closed, 0: it is deleted.
  public let maxAge: Int?
  /// True when scripts of a page cannot read it.
  public let httpOnly: Bool
  /// True when it travels over TLS only.
  public let secure: Bool
  public let sameSite: SameSite

  /// A cookie; nil when it would break the header or no browser would keep it: a name that is no token (RFC 9110 §5.6.2), a
  /// value or path with other than their characters (RFC 6265 §4.1.1), `SameSite=None` or a name that begins with
  /// `__Secure-` without `secure`, and one with `__Host-` without `secure` or with a path other than `/` (RFC 6265bis §4.1.3).
  public init?(
    _ name: String, _ value: String, path: String = "/", maxAge: Int? = nil, httpOnly: Bool = true, secure: Bool = true,
    sameSite: SameSite = .lax
  ) {
    guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte), value.utf8.allSatisfy(isCookieOctet),
      path.hasPrefix("/"), path.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f && $0 != UInt8(ascii: ";") }),
      secure || sameSite != .none && !name.hasPrefix("__Secure-") && !name.hasPrefix("__Host-"),
      path == "/" || !name.hasPrefix("__Host-")
    else { return nil }
    self.name = name
    self.value = value
    self.path = path
    self.maxAge = maxAge
    self.httpOnly = httpOnly
    self.secure = secure
    self.sameSite = sameSite
  }

  /// The value of `Set-Cookie` that sets it.
  public var header: String {
    var text = "\(name)=\(value); Path=\(path)"
    if let maxAge { text += "; Max-Age=\(max(0, maxAge))" }
    if httpOnly { text += "; HttpOnly" }
    if secure { text += "; Secure" }
    return text + "; SameSite=\(sameSite.rawValue)"
  }

  /// The value of the first cookie with a name in the value of a request's `Cookie` (RFC 6265 §4.2.1); nil when it has none.
  /// Quotes around it are no part of it.
  public static func value(of name: String, in header: String) -> String? {
    for pair in header.utf8.split(separator: UInt8(ascii: ";")) {
      let pair = trimmed(pair)
      guard let equals = pair.firstIndex(of: UInt8(ascii: "=")), pair[..<equals].elementsEqual(name.utf8) else {
        continue
      }
      var value = pair[pair.index(after: equals)...]
      let quote = UInt8(ascii: "\"")
      if value.count >= 2, value.first == quote, value.last == quote { value = value.dropFirst().dropLast() }
      return value.allSatisfy(isCookieOctet) ? String(Substring(value)) : nil
    }
    return nil
  }

  private static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
    func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    var text = text.drop(while: isSpace)
    while let last = text.last, isSpace(last) { text.removeLast() }
    return text
  }
}

extension Cookie: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `session=****`.
  public var description: String { "\(name)=****" }
  /// `session=****`.
  public var debugDescription: String { description }
  /// A mirror without the value.
  public var customMirror: Mirror { Mirror(self, children: ["name": name, "path": path], displayStyle: .struct) }
}

/// RFC 9110 §5.6.2.
private func isTokenByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "a")...UInt8(ascii: "z"):
    true
  default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
  }
}

/// RFC 6265 §4.1.1: printable ASCII without quotes, commas, semicolons and backslashes.
private func isCookieOctet(_ byte: UInt8) -> Bool {
  byte > 0x20 && byte < 0x7f && !"\",;\\".utf8.contains(byte)
}
