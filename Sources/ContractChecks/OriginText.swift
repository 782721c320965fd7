/// Origins as browsers send them (RFC 6454 §6.2): compared letter by letter, so they must be written alike.
enum OriginText {
  private static let ports = ["http": "80", "https": "443"]

  /// Why a text is no origin that a browser sends, and the way out; nil when it is one.
  static func fault(of text: String) -> (message: String, suggestion: String?)? {
    if text == "*" {
      return ("'*' would let every page act in the name of its visitors", "name the pages, as in https://admin.example")
    }
    if text == "null" { return ("'null' is sent by pages of any kind and says nothing of where they are from", nil) }
    guard let colon = text.firstRange(of: "://"), isScheme(text[..<colon.lowerBound]) else {
      return ("'\(text)' is no origin: it has no scheme", "write it as https://admin.example")
    }
    let rest = text[colon.upperBound...]
    if let slash = rest.firstIndex(where: { "/?#".contains($0) }) {
      return ("an origin has no path", "write \(text[..<slash])")
    }
    if rest.contains("@") { return ("an origin has no user", nil) }
    if text != text.lowercased() { return ("browsers send origins in small letters", "write \(text.lowercased())") }
    let scheme = String(text[..<colon.lowerBound])
    let (host, port) = split(rest)
    guard isHost(host) else { return ("'\(host)' is no host", "international names are written as xn--…") }
    guard let port else { return nil }
    guard let number = Int(port), (1...65535).contains(number), !port.hasPrefix("0") else {
      return ("'\(port)' is no port", "a port is 1 to 65535")
    }
    if let usual = ports[scheme], port == usual {
      return ("browsers leave the port \(port) of \(scheme) out", "write \(scheme)://\(host)")
    }
    return nil
  }

  /// RFC 3986 §3.1, in small letters.
  private static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.unicodeScalars.first, first.isASCII, first.properties.isAlphabetic else { return false }
    return text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || "0123456789+-.".unicodeScalars.contains($0))
    }
  }

  /// Host and what follows its colon; the colons of an address in brackets are its own.
  private static func split(_ text: Substring) -> (host: Substring, port: Substring?) {
    let start = text.lastIndex(of: "]") ?? text.startIndex
    guard let colon = text[start...].firstIndex(of: ":") else { return (text, nil) }
    return (text[..<colon], text[text.index(after: colon)...])
  }

  private static func isHost(_ text: Substring) -> Bool {
    if text.hasPrefix("["), text.hasSuffix("]") {
      let address = text.dropFirst().dropLast()
      return address.contains(":") && address.allSatisfy { "0123456789abcdef:.".contains($0) }
    }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 253
      && labels.allSatisfy { label in
        !label.isEmpty && label.utf8.count <= 63 && !label.hasPrefix("-") && !label.hasSuffix("-")
          && label.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-_".contains($0) }
      }
  }
}
