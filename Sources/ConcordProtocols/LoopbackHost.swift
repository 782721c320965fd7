extension HTTPRequestHead {
  /// Whether the request names this machine by a name that can be nobody else's: `localhost` and what is below it (RFC 6761
  /// §6.3), 127.0.0.0/8, `[::1]`.
  ///
  /// Who trusts whoever comes from this machine has to ask for this as well. A browser on it sends what any page says, and a
  /// page can have its own name resolve to this machine (DNS rebinding); `Host` then has that name. So it has behind a proxy.
  public var isForLoopback: Bool {
    let hosts = headers.all("Host")
    guard hosts.count == 1, let host = hosts.first?.lowercased() else { return false }
    if host.hasPrefix("[") { return host.prefix { $0 != "]" } == "[::1" }
    let name = host.prefix { $0 != ":" }
    if name == "localhost" || name.hasSuffix(".localhost") { return true }
    let numbers = name.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }
}
