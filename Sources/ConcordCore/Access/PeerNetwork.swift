#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Whose address on the network something came from, as far as limits go by it: an IPv4 address, or the first 64 bits of one of
/// IPv6. A subscriber has all the addresses that share those (RFC 6177), so counting each for itself would bound nobody.
package struct PeerNetwork: Sendable, Hashable, CustomStringConvertible {
  /// `192.0.2.1`, `2001:db8:0:0::/64`.
  package let description: String

  /// - Parameter host: an address; IPv4 inside of IPv6 (`::ffff:192.0.2.1`) is the IPv4 address. What is none stays as it is.
  package init(_ host: String) {
    var address = in6_addr()
    // A zone such as `%eth0` says by which way, not who.
    guard inet_pton(AF_INET6, String(host.prefix { $0 != "%" }), &address) == 1 else {
      description = host
      return
    }
    let bytes = withUnsafeBytes(of: &address) { Array($0) }
    if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
      description = bytes[12...].map { String($0) }.joined(separator: ".")
    } else {
      let groups = stride(from: 0, to: 8, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
      description = groups.joined(separator: ":") + "::/64"
    }
  }
}
