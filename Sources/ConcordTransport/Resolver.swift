import CUV
import Glibc

/// A socket address as the system gave it.
struct ResolvedAddress: Sendable {
  var storage = sockaddr_storage()
}

/// Looks a host up with the system's resolver, on libuv's thread pool. Calls `done` on the loop.
func resolve(
  _ host: String, _ port: Int, on loop: EventLoop, _ done: @escaping (Result<[ResolvedAddress], TransportError>) -> Void
) {
  guard loop.beginRequest() else {
    return done(.failure(TransportError(.closed, "the event loop was shut down")))
  }
  let lookup = Lookup(loop, host, done)
  let request = UnsafeMutablePointer<uv_getaddrinfo_t>.allocate(capacity: 1)
  request.pointee.data = Unmanaged.passRetained(lookup).toOpaque()
  var hints = addrinfo()
  hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
  let status = uv_getaddrinfo(
    loop.uv.loop, request,
    { request, status, first in
      guard let request, let data = request.pointee.data else { return }
      finish(Unmanaged<Lookup>.fromOpaque(data).takeRetainedValue(), status, first)
      request.deallocate()
    }, host, String(port), &hints)
  if status < 0 {
    // libuv did not take the request, so its callback will not release these.
    Unmanaged.passUnretained(lookup).release()
    request.deallocate()
    finish(lookup, status, nil)
  }
}

private final class Lookup {
  let loop: EventLoop
  let host: String
  let done: (Result<[ResolvedAddress], TransportError>) -> Void

  init(_ loop: EventLoop, _ host: String, _ done: @escaping (Result<[ResolvedAddress], TransportError>) -> Void) {
    self.loop = loop
    self.host = host
    self.done = done
  }
}

private func finish(_ lookup: Lookup, _ status: Int32, _ first: UnsafeMutablePointer<addrinfo>?) {
  lookup.loop.endRequest()
  defer { uv_freeaddrinfo(first) }
  guard status == 0 else {
    return lookup.done(.failure(TransportError(status, "cannot look up '\(lookup.host)'")))
  }
  var addresses: [ResolvedAddress] = []
  var next = first
  while let entry = next?.pointee {
    if let source = entry.ai_addr, Int(entry.ai_addrlen) <= MemoryLayout<sockaddr_storage>.size {
      var address = ResolvedAddress()
      // `ai_addrlen` bytes are there and fit, as just checked.
      withUnsafeMutableBytes(of: &address.storage) {
        $0.copyMemory(from: UnsafeRawBufferPointer(start: source, count: Int(entry.ai_addrlen)))
      }
      addresses.append(address)
    }
    next = entry.ai_next
  }
  lookup.done(.success(addresses))
}

extension SocketStream {
  /// Connects; calls `done` once on the loop with a libuv status, also when the stream is closed before.
  func connect(to address: ResolvedAddress, _ done: @escaping (Int32) -> Void) {
    final class Pending {
      let done: (Int32) -> Void
      init(_ done: @escaping (Int32) -> Void) { self.done = done }
    }
    let pending = Pending(done)
    let request = UnsafeMutablePointer<uv_connect_t>.allocate(capacity: 1)
    request.pointee.data = Unmanaged.passRetained(pending).toOpaque()
    var storage = address.storage
    let status = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        uv_tcp_connect(request, tcp, $0) { request, status in
          // Balances `passRetained` and `allocate`; libuv calls this exactly once.
          guard let request, let data = request.pointee.data else { return }
          request.deallocate()
          Unmanaged<Pending>.fromOpaque(data).takeRetainedValue().done(status)
        }
      }
    }
    if status < 0 {
      Unmanaged.passUnretained(pending).release()
      request.deallocate()
      done(status)
    }
  }
}
