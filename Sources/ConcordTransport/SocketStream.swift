import CUV
import Glibc

/// What stands on a byte stream: an HTTP handshake, then a WebSocket.
protocol StreamConsumer: AnyObject {
  /// Bytes arrived. The memory is the loop's: they may be changed in place, and what is wanted later must be copied.
  func received(_ bytes: UnsafeMutableRawBufferPointer)
  /// Queued output fell to the low-water mark after it had been above.
  func drained()
  /// The stream is over, for the reason given; nothing follows.
  func ended(_ reason: String)
  /// Every `pingInterval` of the loop.
  func sweep()
}

/// A TCP connection as a stream of bytes: the one layer between socket and protocol.
///
/// With TLS, what arrives is decrypted before the consumer gets it, and what a turn has queued is encrypted before it is
/// sent; neither side sees it.
///
/// Writes of one loop turn are collected and leave in one system call. While nothing is queued the stream owns no buffer.
///
/// Invariant (`@unchecked Sendable`): touched on the loop's thread only. `handle` is allocated from `init` to the close
/// callback; until then libuv holds a retained reference in `data`.
final class SocketStream: @unchecked Sendable {
  let loop: EventLoop
  var consumer: (any StreamConsumer)?
  /// Whose socket it is: a server's part on the loop, or nobody's.
  weak var owner: ServerShard?
  /// Called once, when the socket is closed.
  var onClose: (() -> Void)?

  // The place in the loop's registry, and the last ping sweep that came by.
  var slot = 0
  var sweptIn: UInt32 = 0

  private(set) var bytesIn = 0
  /// Bytes that the system took.
  private(set) var bytesOut = 0
  /// The most bytes taken from the socket at once.
  var readBytes = LoopHandles.readBufferBytes
  /// After being above, `drained` is called at this mark or below.
  var lowWater = 0
  var highWater = Int.max

  private let handle = UnsafeMutablePointer<uv_tcp_t>.allocate(capacity: 1)
  var tls: TLSSession?
  // Unchecked, as in other places that each message passes: one thread, and what runs during an access (a frame writer
  // that is given a pointer) cannot reach the variable. The checks were 8 % of a request.
  @exclusivity(unchecked) var output = OutputBuffer()
  @exclusivity(unchecked) private var writing = 0
  private var isFlushScheduled = false
  private var wasAbove = false
  private(set) var isReading = false
  private(set) var state = State.open

  enum State {
    case open
    /// `finish` was called: what is queued is sent, then our side ends; input is thrown away.
    case finishing
    /// Our side has ended; waiting for the peer's end.
    case lingering
    case closed
  }

  init(_ loop: EventLoop) {
    self.loop = loop
    uv_tcp_init(loop.uv.loop, handle)
    handle.pointee.data = Unmanaged.passRetained(self).toOpaque()
    loop.add(self)
  }

  var isOpen: Bool { state == .open }
  var isClosed: Bool { state == .closed }

  /// Bytes that were queued and not yet taken by the system, TLS's own answers included.
  var queuedBytes: Int { output.count + writing + (tls?.pendingOutput ?? 0) }

  /// Whether the system has taken less than it was given.
  var isHeldUp: Bool { writing > 0 }

  /// Whether what is sent and received is encrypted.
  var isSecure: Bool { tls != nil }

  /// Whether the peer said that nothing follows: the end of a plain stream, or that of TLS inside it.
  var peerEnded = false

  /// The socket, for `uv_accept` and `uv_tcp_connect`.
  var tcp: UnsafeMutablePointer<uv_tcp_t> { handle }

  /// Why TLS came to nothing.
  var tlsFailure: TransportError?

  // MARK: Reading

  /// Starts or continues to read. Sets the options that need a connected socket.
  func startReading() {
    guard state != .closed, !isReading else { return }
    isReading = true
    let status = uv_read_start(
      asStream(handle),
      { handle, _, buffer in
        guard let stream = SocketStream.of(handle), let buffer else { return }
        buffer.pointee = stream.loop.uv.readBuffer(atMost: stream.readBytes)
      },
      { handle, count, buffer in
        guard let stream = SocketStream.of(handle), let buffer else { return }
        stream.read(count, buffer.pointee.base)
      })
    if status < 0 { return end(String(cString: uv_strerror(status))) }
    // What came before reading was stopped may still be there in encrypted form.
    if tls != nil { loop.execute { self.decrypt() } }
  }

  func stopReading() {
    guard isReading else { return }
    isReading = false
    uv_read_stop(asStream(handle))
  }

  private func read(_ count: Int, _ base: UnsafeMutablePointer<CChar>?) {
    if count > 0 {
      bytesIn += count
      let bytes = UnsafeMutableRawBufferPointer(start: base, count: count)
      if let tls {
        tls.receive(UnsafeRawBufferPointer(bytes))
        decrypt()
      } else if state == .open {
        consumer?.received(bytes)
      }
    } else if count < 0 {
      peerEnded = peerEnded || (Int32(count) == UV_EOF.rawValue && tls == nil)
      let reason =
        Int32(count) == UV_EOF.rawValue ? "the peer ended the stream" : String(cString: uv_strerror(Int32(count)))
      end(reason)
    }
  }

  // MARK: Writing

  /// Queues `count` bytes that `write` fills in; they leave at the end of the loop's turn.
  func append(_ count: Int, _ write: (UnsafeMutableRawPointer) -> Void) {
    guard state == .open, count > 0 else { return }
    output.append(count, &loop.buffers, write)
    noteQueued()
    flushLater()
  }

  /// More was queued: `drained` is owed once it is above the mark.
  func noteQueued() { if queuedBytes > highWater { wasAbove = true } }

  func flushLater() {
    guard !isFlushScheduled else { return }
    isFlushScheduled = true
    loop.flushAtEndOfTurn(self)
  }

  /// Queues bytes.
  func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { source in
      append(source.count) { destination in
        if let base = source.baseAddress { destination.copyMemory(from: base, byteCount: source.count) }
      }
    }
  }

  /// Throws away what was queued and not yet handed to the system. What is being written goes on, so frames stay whole.
  func dropQueued() {
    loop.buffers.release(output)
    output = OutputBuffer()
  }

  /// The loop's call at the end of a turn.
  func flush() {
    isFlushScheduled = false
    flushNow()
  }

  /// Gives the system what is queued, at once what it takes, and the rest as it can. Only one such rest is under way.
  func flushNow() {
    guard state != .closed, writing == 0 else { return }
    let whole = takeOutgoing()
    guard whole.count > 0, let base = whole.base else { return finishIfFlushed() }
    var fd: Int32 = -1
    uv_fileno(asHandle(handle), &fd)
    let got = Glibc.send(fd, base, whole.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
    let sent = got < 0 ? -errno : Int32(got)
    // What libuv, too, tries again once the socket takes something.
    if sent < 0, ![-EAGAIN, -EINTR, -ENOBUFS].contains(sent) {
      loop.buffers.release(whole)
      return end(String(cString: uv_strerror(sent)))
    }
    bytesOut += max(0, Int(sent))
    if Int(sent) == whole.count {
      loop.buffers.release(whole)
      flushed()
    } else {
      writing = whole.count - max(0, Int(sent))
      WriteRequest(self, whole, from: whole.count - writing).start(asStream(handle))
      // TLS makes it longer: who asks may see it above the mark, and waits to be told.
      noteQueued()
      tellIfDrained()
    }
  }

  /// A write request ended.
  func wrote(_ buffer: OutputBuffer, _ status: Int32) {
    loop.buffers.release(buffer)
    let count = writing
    writing = 0
    guard state != .closed else { return }
    guard status == 0 else { return end(String(cString: uv_strerror(status))) }
    bytesOut += count
    if output.count > 0 || tls?.pendingOutput ?? 0 > 0 { flushNow() } else { flushed() }
  }

  private func flushed() {
    tellIfDrained()
    finishIfFlushed()
  }

  /// Also while something is under way: a peer a little slower than what is sent to it would else never be told apart from
  /// one that reads nothing.
  private func tellIfDrained() {
    guard wasAbove, queuedBytes <= lowWater else { return }
    wasAbove = false
    if state == .open { consumer?.drained() }
  }

  // MARK: The end

  /// Sends what is queued, then ends our side. Input is read over until the peer ends its own, so that the last bytes
  /// are not lost to a reset; the caller sets a deadline for that.
  func finish() {
    guard state == .open else { return }
    state = .finishing
    startReading()
    if output.count == 0 { finishIfFlushed() }
  }

  private func finishIfFlushed() {
    guard state == .finishing, writing == 0, output.count == 0 else { return }
    if let tls, tls.end() { return flushNow() }
    state = .lingering
    let request = UnsafeMutablePointer<uv_shutdown_t>.allocate(capacity: 1)
    let status = uv_shutdown(request, asStream(handle)) { request, _ in request?.deallocate() }
    if status < 0 { request.deallocate() }
  }

  /// Closes the socket at once; the consumer is told.
  func abort(reason: String) { end(reason) }

  func end(_ reason: String) {
    guard state != .closed else { return }
    state = .closed
    dropQueued()
    loop.remove(self)
    let last = consumer
    consumer = nil
    uv_close(asHandle(handle)) { handle in
      // Balances `passRetained` in `init`: libuv is done with the memory.
      guard let handle, let data = handle.pointee.data else { return }
      let stream = Unmanaged<SocketStream>.fromOpaque(data).takeRetainedValue()
      stream.handle.deallocate()
    }
    last?.ended(reason)
    onClose?()
    onClose = nil
  }

  func sweep() { if state == .open { consumer?.sweep() } }

  // MARK: Options and addresses

  /// Small writes leave at once, and data that nobody acknowledges for so long ends the connection even while reading
  /// is paused and no pong can be seen.
  func setOptions(userTimeout: Duration) {
    uv_tcp_nodelay(handle, 1)
    var fd: Int32 = -1
    guard uv_fileno(asHandle(handle), &fd) == 0 else { return }
    var milliseconds = UInt32(clamping: Int64(userTimeout / .milliseconds(1)))
    setsockopt(fd, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &milliseconds, socklen_t(MemoryLayout<UInt32>.size))
  }

  /// The address of the other end.
  var peer: SocketAddress? {
    guard state != .closed else { return nil }
    return SocketAddress { uv_tcp_getpeername(handle, $0, $1) }
  }

  private static func of(_ handle: UnsafeMutablePointer<uv_handle_t>?) -> SocketStream? {
    handle?.pointee.data.map { Unmanaged<SocketStream>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func of(_ handle: UnsafeMutablePointer<uv_stream_t>?) -> SocketStream? {
    handle?.pointee.data.map { Unmanaged<SocketStream>.fromOpaque($0).takeUnretainedValue() }
  }
}
