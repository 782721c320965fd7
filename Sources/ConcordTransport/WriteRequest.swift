import CUV

/// What the socket did not take at once: owns its buffer until libuv is done with it.
final class WriteRequest {
  private let stream: SocketStream
  private let buffer: OutputBuffer
  private let start: Int
  private let request = UnsafeMutablePointer<uv_write_t>.allocate(capacity: 1)

  init(_ stream: SocketStream, _ buffer: OutputBuffer, from start: Int) {
    self.stream = stream
    self.buffer = buffer
    self.start = start
  }

  deinit { request.deallocate() }

  func start(_ handle: UnsafeMutablePointer<uv_stream_t>) {
    guard let base = buffer.base else { return }
    request.pointee.data = Unmanaged.passRetained(self).toOpaque()
    var rest = uv_buf_init(
      (base + start).assumingMemoryBound(to: CChar.self), UInt32(clamping: buffer.count - start))
    let status = uv_write(request, handle, &rest, 1) { request, status in
      // Balances `passRetained`; libuv calls this exactly once, also when the socket is closed.
      guard let data = request?.pointee.data else { return }
      let write = Unmanaged<WriteRequest>.fromOpaque(data).takeRetainedValue()
      write.stream.wrote(write.buffer, status)
    }
    if status < 0 {
      Unmanaged.passUnretained(self).release()
      stream.wrote(buffer, status)
    }
  }
}
