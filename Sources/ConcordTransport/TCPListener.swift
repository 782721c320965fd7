import CUV
import Glibc

/// A listening socket on one loop.
///
/// When the process has no descriptor left, libuv accepts with a spare one and closes at once, so a full process turns
/// connections away instead of spinning.
///
/// Invariant (`@unchecked Sendable`): touched on the loop's thread only; `handle` is allocated until the close callback,
/// and libuv holds a retained reference until then.
final class TCPListener: @unchecked Sendable {
  private let loop: EventLoop
  private let handle = UnsafeMutablePointer<uv_tcp_t>.allocate(capacity: 1)
  private let accepted: (SocketStream) -> Void
  private var isClosed = false

  /// Takes the bound descriptor and starts to listen. Gives each connection to `accepted`, not yet reading.
  /// - Throws: `TransportError` when the system refuses, for which `address` names the place.
  init(
    _ loop: EventLoop, _ descriptor: Int32, backlog: Int, address: SocketAddress,
    accepted: @escaping (SocketStream) -> Void
  ) throws(TransportError) {
    self.loop = loop
    self.accepted = accepted
    uv_tcp_init(loop.uv.loop, handle)
    handle.pointee.data = Unmanaged.passRetained(self).toOpaque()
    loop.add(self)
    var status = uv_tcp_open(handle, descriptor)
    if status != 0 {
      Glibc.close(descriptor)
    } else {
      status = uv_listen(asStream(handle), Int32(clamping: backlog)) { server, status in
        guard status == 0, let data = server?.pointee.data else { return }
        Unmanaged<TCPListener>.fromOpaque(data).takeUnretainedValue().accept()
      }
    }
    if status != 0 {
      close()
      throw TransportError(status, "cannot listen on \(address)")
    }
  }

  private func accept() {
    let stream = SocketStream(loop)
    guard uv_accept(asStream(handle), asStream(stream.tcp)) == 0 else {
      return stream.abort(reason: "the connection was gone before it was accepted")
    }
    accepted(stream)
  }

  func close() {
    guard !isClosed else { return }
    isClosed = true
    loop.remove(self)
    uv_close(asHandle(handle)) { handle in
      // Balances `passRetained` in `init`.
      guard let handle, let data = handle.pointee.data else { return }
      let listener = Unmanaged<TCPListener>.fromOpaque(data).takeRetainedValue()
      listener.handle.deallocate()
    }
  }
}
