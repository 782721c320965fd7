import ConcordTransport

/// The calls of one loop that came in this turn, and who runs them.
///
/// All of them share one task as long as none waits: making a task costs as much as reading and answering a request.
/// A handler that waits keeps the task for itself, and the next call gets a new one at once; so calls start in the order in
/// which they came, and none waits for another.
///
/// Invariant (`@unchecked Sendable`): touched on the loop's thread only.
final class CallQueue: @unchecked Sendable {
  private let loop: EventLoop
  // Unchecked: what the end of a call sets free, on one thread, knows nothing of the queue.
  @exclusivity(unchecked) private var calls: [Call] = []
  private var next = 0
  private var isScheduled = false
  /// The call that the newest task works on.
  private var current: Call?
  private let watch: LoopWatch

  init(_ loop: EventLoop, _ watch: LoopWatch) {
    self.loop = loop
    self.watch = watch
  }

  /// When this turn's first call came: the clock is read once for all of them.
  private var turn = 0

  var now: Int {
    if !isScheduled { turn = LoopMetrics.now }
    return turn
  }

  /// The call starts in this turn of the loop.
  func append(_ call: Call) {
    calls.append(call)
    guard !isScheduled else { return }
    isScheduled = true
    loop.execute { self.run() }
  }

  /// Starts everything that is queued.
  func run() {
    isScheduled = false
    while next < calls.count {
      let task = Task.immediate(executorPreference: loop) { await self.work() }
      watch.rests()
      current?.waits(in: task)
      current = nil
    }
    calls.removeAll(keepingCapacity: calls.count <= 1024)
    next = 0
  }

  nonisolated(nonsending) private func work() async {
    while next < calls.count {
      let call = calls[next]
      next += 1
      guard call.start() else { continue }
      current = call
      watch.begins(call.route)
      await call.run()
      // Somebody else went on with the queue meanwhile.
      if call.hasWaited { return }
      current = nil
    }
  }
}
