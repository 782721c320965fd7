import CUV
import Glibc

/// An IP address and a port.
public struct SocketAddress: Sendable, Hashable, CustomStringConvertible {
  /// In its usual text form, IPv6 without brackets.
  public let host: String
  public let port: Int

  /// Whether it is this machine's own: 127.0.0.0/8 or ::1.
  public var isLoopback: Bool { host == "::1" || host.hasPrefix("127.") || host.hasPrefix("::ffff:127.") }

  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// Reads what one of the system's name functions fills in.
  init?(_ fill: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<Int32>) -> Int32) {
    var storage = sockaddr_storage()
    var length = Int32(MemoryLayout<sockaddr_storage>.size)
    let status = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { fill($0, &length) }
    }
    guard status == 0 else { return nil }
    self.init(storage)
  }

  init(_ storage: sockaddr_storage) {
    var storage = storage
    var text = [CChar](repeating: 0, count: 64)
    let isV6 = Int32(storage.ss_family) == AF_INET6
    // The storage is large and aligned enough for every address family; the family says which one it holds.
    port = withUnsafeMutablePointer(to: &storage) { pointer in
      if isV6 {
        return pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
          uv_ip6_name($0, &text, text.count)
          return Int(UInt16(bigEndian: $0.pointee.sin6_port))
        }
      }
      return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        uv_ip4_name($0, &text, text.count)
        return Int(UInt16(bigEndian: $0.pointee.sin_port))
      }
    }
    host = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
