import CUV
import Glibc

/// Sockets that are bound to one address and port, one for each loop, ready to listen.
///
/// The first is bound without `SO_REUSEPORT`, so that a port which anybody else uses, sharing or not, is an error. Only
/// then it is shared: the option is set on it, and the others are bound with it.
struct BoundSockets {
  let address: SocketAddress
  let descriptors: [Int32]

  /// - Throws: `TransportError` with the address and port in its text.
  init(host: String, port: Int, count: Int) throws(TransportError) {
    let attempt = "cannot listen on \(host):\(port)"
    guard (0...0xFFFF).contains(port) else { throw TransportError(.other, "\(attempt): ports go from 0 to 65535") }
    var storage = try Self.parse(host, port, attempt)
    let first = try Self.bound(&storage, shared: false, attempt)
    var name = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let status = withSockaddr(&name) { getsockname(first, $0, &length) }
    var descriptors = [first]
    do throws(TransportError) {
      guard status == 0 else { throw Self.failure(attempt) }
      try Self.set(first, SO_REUSEPORT, attempt)
      for _ in 1..<max(1, count) { descriptors.append(try Self.bound(&name, shared: true, attempt)) }
    } catch {
      for descriptor in descriptors { close(descriptor) }
      throw error
    }
    self.descriptors = descriptors
    address = SocketAddress(name)
  }

  private static func parse(_ host: String, _ port: Int, _ attempt: String) throws(TransportError) -> sockaddr_storage {
    var storage = sockaddr_storage()
    let host = host == "localhost" ? "127.0.0.1" : host
    let isKnown = withUnsafeMutablePointer(to: &storage) { pointer in
      // The storage is large and aligned enough for either address.
      pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { uv_ip4_addr(host, Int32(port), $0) } == 0
        || pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { uv_ip6_addr(host, Int32(port), $0) } == 0
    }
    guard isKnown else { throw TransportError(.other, "\(attempt): '\(host)' is no IPv4 or IPv6 address") }
    return storage
  }

  private static func bound(
    _ address: inout sockaddr_storage, shared: Bool, _ attempt: String
  ) throws(TransportError) -> Int32 {
    let family = Int32(address.ss_family)
    let descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw failure(attempt) }
    do throws(TransportError) {
      // Connections of an earlier process in TIME_WAIT do not keep the port.
      try set(descriptor, SO_REUSEADDR, attempt)
      if shared { try set(descriptor, SO_REUSEPORT, attempt) }
      let length = family == AF_INET6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
      guard withSockaddr(&address, { bind(descriptor, $0, socklen_t(length)) }) == 0 else { throw failure(attempt) }
      return descriptor
    } catch {
      close(descriptor)
      throw error
    }
  }

  private static func set(_ descriptor: Int32, _ option: Int32, _ attempt: String) throws(TransportError) {
    var on: Int32 = 1
    guard setsockopt(descriptor, SOL_SOCKET, option, &on, socklen_t(MemoryLayout<Int32>.size)) == 0 else {
      throw failure(attempt)
    }
  }

  private static func failure(_ attempt: String) -> TransportError {
    TransportError(uv_translate_sys_error(errno), attempt)
  }
}

/// The cast that the system's socket functions ask for.
private func withSockaddr<R>(_ storage: inout sockaddr_storage, _ body: (UnsafeMutablePointer<sockaddr>) -> R) -> R {
  withUnsafeMutablePointer(to: &storage) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0) }
  }
}
