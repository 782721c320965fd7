import CUV
import Glibc

/// The libuv loop and the five handles that every event loop has.
///
/// Invariant: the memory lives from `init` to the callback of the last closed handle; `loop` (unretained in `data`) lives
/// as long, because its thread holds it. All but `wake` is called on the loop's thread.
final class LoopHandles {
  let loop: UnsafeMutablePointer<uv_loop_t>
  private let async = UnsafeMutablePointer<uv_async_t>.allocate(capacity: 1)
  private let check = UnsafeMutablePointer<uv_check_t>.allocate(capacity: 1)
  private let prepare = UnsafeMutablePointer<uv_prepare_t>.allocate(capacity: 1)
  private let idle = UnsafeMutablePointer<uv_idle_t>.allocate(capacity: 1)
  private let timer = UnsafeMutablePointer<uv_timer_t>.allocate(capacity: 1)
  private let readBuffer = UnsafeMutableRawBufferPointer.allocate(byteCount: readBufferBytes, alignment: 16)
  /// Into which every socket with TLS is decrypted, one after the other.
  var plainBuffer: UnsafeMutableRawBufferPointer {
    if let decrypted { return decrypted }
    let made = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
    decrypted = made
    return made
  }
  private var decrypted: UnsafeMutableRawBufferPointer?
  private(set) var isClosed = false

  /// One buffer per loop into which every socket is read; what must be kept is copied by its owner.
  static let readBufferBytes = 256 * 1024

  init() throws(TransportError) {
    loop = UnsafeMutablePointer<uv_loop_t>.allocate(capacity: 1)
    try check(uv_loop_init(loop), "an event loop")
    try check(
      uv_async_init(loop, async) { eventLoop($0?.pointee.data)?.woken() }, "the wake-up handle of an event loop")
    uv_check_init(loop, check)
    uv_prepare_init(loop, prepare)
    uv_idle_init(loop, idle)
    uv_timer_init(loop, timer)
  }

  deinit {
    // The thread has ended: `uv_run` returned with no handle left, so nothing points here any more.
    uv_loop_close(loop)
    loop.deallocate()
    async.deallocate()
    check.deallocate()
    prepare.deallocate()
    idle.deallocate()
    timer.deallocate()
    readBuffer.deallocate()
    decrypted?.deallocate()
  }

  func attach(_ owner: EventLoop) {
    let pointer = Unmanaged.passUnretained(owner).toOpaque()
    loop.pointee.data = pointer
    async.pointee.data = pointer
    check.pointee.data = pointer
    prepare.pointee.data = pointer
    timer.pointee.data = pointer
    uv_check_start(check) { eventLoop($0?.pointee.data)?.endTurn() }
    uv_prepare_start(prepare) { eventLoop($0?.pointee.data)?.beforePoll() }
  }

  func run() { uv_run(loop, UV_RUN_DEFAULT) }

  /// From any thread, while the loop's inbox is locked and open.
  func wake() { uv_async_send(async) }

  /// While idle is on, the loop looks at its sockets without waiting.
  func setIdle(_ on: Bool) {
    if on { uv_idle_start(idle) { _ in } } else { uv_idle_stop(idle) }
  }

  /// Wakes the timers in so many milliseconds, or never.
  func setTimer(milliseconds: UInt64?) {
    guard !isClosed else { return }
    if let milliseconds {
      uv_update_time(loop)
      uv_timer_start(timer, { eventLoop($0?.pointee.data)?.fireTimers() }, milliseconds, 0)
    } else {
      uv_timer_stop(timer)
    }
  }

  /// Closes all five, after which `run` returns.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    uv_close(asHandle(async), nil)
    uv_close(asHandle(check), nil)
    uv_close(asHandle(prepare), nil)
    uv_close(asHandle(idle), nil)
    uv_close(asHandle(timer), nil)
  }

  /// Memory for one read.
  func readBuffer(atMost count: Int) -> uv_buf_t {
    uv_buf_init(readBuffer.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(min(count, readBuffer.count)))
  }

  private func check(_ status: Int32, _ what: String) throws(TransportError) {
    if status < 0 { throw TransportError(status, "could not make \(what)") }
  }
}

/// Every handle type of libuv starts with the fields of `uv_handle_t`; this is the cast that its documentation asks for.
func asHandle<T>(_ handle: UnsafeMutablePointer<T>) -> UnsafeMutablePointer<uv_handle_t> {
  UnsafeMutableRawPointer(handle).assumingMemoryBound(to: uv_handle_t.self)
}

/// The same for the handles that are streams.
func asStream(_ handle: UnsafeMutablePointer<uv_tcp_t>) -> UnsafeMutablePointer<uv_stream_t> {
  UnsafeMutableRawPointer(handle).assumingMemoryBound(to: uv_stream_t.self)
}

private func eventLoop(_ data: UnsafeMutableRawPointer?) -> EventLoop? {
  data.map { Unmanaged<EventLoop>.fromOpaque($0).takeUnretainedValue() }
}

/// libuv writes with `write` and `writev`, so a peer that is gone would end the process. Loops and their users want the
/// error instead. An embedding program's own handler is left alone.
func ignoreBrokenPipes() {
  var action = sigaction()
  guard sigaction(SIGPIPE, nil, &action) == 0, action.__sigaction_handler.sa_handler == nil else { return }
  signal(SIGPIPE, SIG_IGN)
}
