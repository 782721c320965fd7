import CUV
import Glibc
import Synchronization

/// One libuv loop on a thread of its own, and the executor of everything that lives on it.
///
/// As a `TaskExecutor` it keeps `async` handlers on the thread of their connection; actors that want to live here use
/// `serialExecutor`. Jobs run after the sockets of a turn were read and before its writes leave; a turn runs only the
/// jobs that were there at its start, so jobs that enqueue jobs cannot starve the sockets. A job is never dropped: one
/// that comes after the loop was shut down still runs, one at a time with all others of this loop.
///
/// Invariant (`@unchecked Sendable`): everything but `inbox`, `owner` and the constants is touched on the loop's thread
/// only; `preconditionCurrent` asserts it in debug builds.
public final class EventLoop: TaskExecutor, @unchecked Sendable {
  /// Position in its group.
  public let index: Int
  /// How often connections are pinged; a peer that answered nothing since the last ping is then cut off.
  public let pingInterval: Duration
  /// The executor for actors that live on this loop. A second object on purpose: one object for both kinds of executor
  /// costs three enqueues per event instead of one.
  public let serialExecutor: LoopSerialExecutor

  let uv: LoopHandles
  var timers = TimerHeap()
  // Unchecked: taking and giving back a block calls nothing that comes back here.
  @exclusivity(unchecked) var buffers = BufferPool()
  let compression = LoopCompression()
  var randomness = RandomPool()
  private(set) var streams = StreamRegistry()
  private var listeners: [ObjectIdentifier: TCPListener] = [:]
  private var jobs: [LoopJob] = []
  private var running: [LoopJob] = []
  private var flushing: [SocketStream] = []
  private var lastConnection: UInt64 = 0
  private var pendingRequests = 0
  private(set) var isStopping = false
  private var whenStopped: [@Sendable () -> Void] = []

  private let owner = Atomic<UInt>(0)
  private let inbox = Mutex(Inbox())

  private struct Inbox {
    enum Phase {
      /// `uv_async_send` may be called.
      case open
      /// The libuv handles are closing; the thread looks here once more before it ends.
      case closing
      /// No thread: the next job starts one.
      case ended
    }
    var phase = Phase.open
    var jobs: [LoopJob] = []
  }

  /// Starts the thread.
  /// - Throws: `TransportError` when the system has no file descriptors or memory left for a loop.
  public init(index: Int = 0, pingInterval: Duration = .seconds(20)) throws(TransportError) {
    self.index = index
    self.pingInterval = pingInterval
    uv = try LoopHandles()
    serialExecutor = LoopSerialExecutor()
    serialExecutor.attach(self)
    uv.attach(self)
    startThread { $0.run() }
  }

  deinit { buffers.removeAll() }

  // MARK: From any thread

  /// Whether the caller runs on this loop's thread.
  public var isCurrent: Bool { owner.load(ordering: .relaxed) == UInt(pthread_self()) }

  /// Traps in debug builds when called from another thread.
  @inline(__always)
  func preconditionCurrent() { assert(isCurrent, "loop-confined state touched from another thread") }

  /// Runs `work` on the loop, after everything that this thread gave to the loop before.
  public func execute(_ work: @escaping @Sendable () -> Void) { push(.work(work)) }

  public func enqueue(_ job: consuming ExecutorJob) { push(.task(UnownedJob(job))) }

  func push(_ job: LoopJob) {
    if isCurrent {
      jobs.append(job)
      return
    }
    let startsThread = inbox.withLock { inbox in
      inbox.jobs.append(job)
      switch inbox.phase {
      case .open:
        if inbox.jobs.count == 1 { uv.wake() }
        return false
      case .closing: return false
      case .ended:
        inbox.phase = .closing
        return true
      }
    }
    if startsThread { startThread { $0.runLateJobs() } }
  }

  /// Ends every connection of the loop at once, runs all jobs that were given to it, and ends its thread. Timers that
  /// have not fired are dropped. Returns when the thread is about to end.
  public func shutdown() async {
    await withCheckedContinuation { done in
      execute { self.stop { done.resume() } }
    }
  }

  // MARK: The thread

  private func startThread(_ body: @escaping @Sendable (EventLoop) -> Void) {
    final class Start {
      let loop: EventLoop
      let body: @Sendable (EventLoop) -> Void
      init(_ loop: EventLoop, _ body: @escaping @Sendable (EventLoop) -> Void) {
        self.loop = loop
        self.body = body
      }
    }
    var thread = pthread_t()
    let start = Unmanaged.passRetained(Start(self, body))
    let failure = pthread_create(
      &thread, nil,
      { argument in
        // Balances `passRetained`; the loop lives as long as its thread.
        guard let argument else { return nil }
        let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        start.body(start.loop)
        return nil
      }, start.toOpaque())
    precondition(failure == 0, "the system refused a thread for an event loop (error \(failure))")
    pthread_detach(thread)
  }

  private func run() {
    owner.store(UInt(pthread_self()), ordering: .relaxed)
    ignoreBrokenPipes()
    startPinging()
    uv.run()
    runLateJobs()
  }

  /// What is left when libuv has ended: jobs that came while it closed, or later. Runs until none is left.
  private func runLateJobs() {
    owner.store(UInt(pthread_self()), ordering: .relaxed)
    repeat { runJobs() } while !jobs.isEmpty || takeInbox(orEnd: true)
  }

  /// False when the loop was ended: it may belong to another thread by now, and nothing of it may be touched.
  @discardableResult
  private func takeInbox(orEnd: Bool) -> Bool {
    let (taken, stopped) = inbox.withLock { inbox -> ([LoopJob], Bool) in
      let taken = inbox.jobs
      inbox.jobs = []
      guard orEnd, taken.isEmpty else { return (taken, false) }
      // Under the lock: whoever pushes next starts a thread, and owns the loop from then on.
      owner.store(0, ordering: .relaxed)
      inbox.phase = .ended
      return (taken, true)
    }
    if !stopped { jobs.append(contentsOf: taken) }
    return !stopped
  }

  /// `uv_async`: another thread left jobs.
  func woken() { takeInbox(orEnd: false) }

  /// `uv_check`: the sockets of this turn were read.
  func endTurn() {
    runJobs()
    flush()
  }

  /// `uv_prepare`: the loop is about to wait for sockets. Sends what timers wrote; keeps it from waiting when there are
  /// jobs; ends it when it was stopped and nothing is left.
  func beforePoll() {
    flush()
    if isStopping, jobs.isEmpty, streams.isEmpty, pendingRequests == 0 {
      inbox.withLock { $0.phase = .closing }
      timers.removeAll()
      uv.close()
      let callbacks = whenStopped
      whenStopped = []
      for callback in callbacks { jobs.append(.work(callback)) }
    } else {
      uv.setIdle(!jobs.isEmpty)
    }
  }

  private func runJobs() {
    guard !jobs.isEmpty else { return }
    swap(&jobs, &running)
    let task = asUnownedTaskExecutor()
    let serial = serialExecutor.asUnownedSerialExecutor()
    for job in running {
      switch job {
      case .task(let job): job.runSynchronously(on: task)
      case .isolated(let job): job.runSynchronously(isolatedTo: serial, taskExecutor: task)
      case .work(let work): work()
      }
    }
    running.removeAll(keepingCapacity: running.count <= 4096)
  }

  private func flush() {
    // By index: a flush may end a stream, whose owner may write to others.
    var i = 0
    while i < flushing.count {
      flushing[i].flush()
      i += 1
    }
    if i > 0 { flushing.removeAll(keepingCapacity: i <= 4096) }
  }

  // MARK: On the loop

  /// The stream has output to send at the end of this turn.
  func flushAtEndOfTurn(_ stream: SocketStream) { flushing.append(stream) }

  func add(_ stream: SocketStream) { streams.add(stream) }
  func remove(_ stream: SocketStream) { streams.remove(stream) }
  func add(_ listener: TCPListener) { listeners[ObjectIdentifier(listener)] = listener }
  func remove(_ listener: TCPListener) { listeners[ObjectIdentifier(listener)] = nil }

  /// A libuv request that must finish before the loop can end; false when it is too late to start one.
  func beginRequest() -> Bool {
    guard !uv.isClosed else { return false }
    pendingRequests += 1
    return true
  }

  func endRequest() { pendingRequests -= 1 }

  /// Unique in the group: the loop's index in the upper 16 bits.
  func nextConnectionID() -> ConnectionID {
    lastConnection += 1
    return UInt64(index) << 48 | lastConnection
  }

  private func stop(_ done: @escaping @Sendable () -> Void) {
    if uv.isClosed { return done() }
    whenStopped.append(done)
    isStopping = true
    for listener in listeners.values { listener.close() }
    for stream in streams.all { stream.abort(reason: "the event loop was shut down") }
  }

  private func startPinging() {
    // One sweep for all sockets; a timer per connection would cost memory for each of them.
    schedule(after: pingInterval) { [weak self] in
      guard let self else { return }
      streams.beginSweep()
      sweep()
      startPinging()
    }
  }

  /// Pings a bounded number of sockets, then lets the loop turn before the next.
  private func sweep() {
    for _ in 0..<1000 {
      guard let stream = streams.nextToSweep() else { return }
      stream.sweep()
    }
    execute { self.sweep() }
  }
}

/// What waits to run on a loop.
enum LoopJob {
  case task(UnownedJob)
  case isolated(UnownedJob)
  case work(@Sendable () -> Void)
}

/// The executor for actors that live on an event loop:
///
///     actor Session { nonisolated var unownedExecutor: UnownedSerialExecutor { loop.serialExecutor.asUnownedSerialExecutor() } }
///
/// The actor must keep the loop (not only this object) alive.
public final class LoopSerialExecutor: SerialExecutor, @unchecked Sendable {
  // Set once, before the loop is known to anybody else; the loop owns this object, so it outlives no use of it.
  private unowned(unsafe) var loop: EventLoop!

  fileprivate init() {}

  fileprivate func attach(_ loop: EventLoop) { self.loop = loop }

  public func enqueue(_ job: consuming ExecutorJob) { loop.push(.isolated(UnownedJob(job))) }

  public func isIsolatingCurrentContext() -> Bool? { loop.isCurrent }

  public func checkIsolated() { precondition(loop.isCurrent, "not on the event loop of this actor") }
}
