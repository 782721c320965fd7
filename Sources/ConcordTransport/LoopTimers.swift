import CUV

/// Work that runs once on a loop after some time; `cancel` prevents it.
public final class LoopTimer: @unchecked Sendable {
  // Invariant: touched on the loop's thread only.
  fileprivate let loop: EventLoop
  fileprivate var work: (@Sendable () -> Void)?

  fileprivate init(_ loop: EventLoop, _ work: @escaping @Sendable () -> Void) {
    self.loop = loop
    self.work = work
  }

  /// From any thread. Has no effect when the work has run; called on the loop, the work will certainly not run after.
  public func cancel() {
    guard loop.isCurrent else { return loop.execute { self.cancel() } }
    guard work != nil else { return }
    work = nil
    loop.timers.cancelledOne()
  }
}

extension EventLoop {
  /// Runs `work` on the loop once, after at least this time (to the millisecond). From any thread. A loop that was shut
  /// down drops it.
  @discardableResult
  public func schedule(after delay: Duration, _ work: @escaping @Sendable () -> Void) -> LoopTimer {
    let timer = LoopTimer(self, work)
    let deadline = nanoseconds() &+ UInt64(max(0, delay / .nanoseconds(1)))
    if isCurrent { add(timer, deadline) } else { execute { self.add(timer, deadline) } }
    return timer
  }

  private func add(_ timer: LoopTimer, _ deadline: UInt64) {
    guard !uv.isClosed else { return timer.work = nil }
    if timers.add(timer, deadline: deadline) { setTimer(deadline) }
  }

  /// `uv_timer`: runs everything that is due, then waits for the next.
  func fireTimers() {
    // One reading of the clock: a timer that sets itself anew without delay waits for the next turn.
    let now = nanoseconds()
    while let timer = timers.popDue(now) {
      let work = timer.work
      timer.work = nil
      work?()
    }
    setTimer(timers.nextDeadline)
  }

  private func setTimer(_ deadline: UInt64?) {
    uv.setTimer(
      milliseconds: deadline.map { deadline in
        let now = nanoseconds()
        return deadline > now ? (deadline - now + 999_999) / 1_000_000 : 0
      })
  }
}

/// A monotonic clock in nanoseconds.
func nanoseconds() -> UInt64 { uv_hrtime() }

/// A binary heap of deadlines: one libuv timer serves them all. Cancelled timers are left in place, their work let go,
/// and swept out when they are the majority.
struct TimerHeap {
  private struct Entry {
    var deadline: UInt64
    var sequence: UInt64
    var timer: LoopTimer

    static func < (a: Entry, b: Entry) -> Bool { (a.deadline, a.sequence) < (b.deadline, b.sequence) }
  }

  private var entries: [Entry] = []
  private var sequence: UInt64 = 0
  private var cancelled = 0

  /// The earliest deadline.
  var nextDeadline: UInt64? { entries.first?.deadline }

  /// True when this became the earliest.
  mutating func add(_ timer: LoopTimer, deadline: UInt64) -> Bool {
    sequence += 1
    entries.append(Entry(deadline: deadline, sequence: sequence, timer: timer))
    siftUp(entries.count - 1)
    return entries[0].sequence == sequence
  }

  /// Takes out the earliest timer that is due and not cancelled.
  mutating func popDue(_ now: UInt64) -> LoopTimer? {
    while let first = entries.first, first.deadline <= now {
      popFirst()
      if first.timer.work != nil { return first.timer }
      cancelled -= 1
    }
    return nil
  }

  mutating func cancelledOne() {
    cancelled += 1
    guard cancelled > 64, cancelled > entries.count / 2 else { return }
    entries.removeAll { $0.timer.work == nil }
    cancelled = 0
    for i in stride(from: entries.count / 2 - 1, through: 0, by: -1) { siftDown(i) }
  }

  mutating func removeAll() {
    for entry in entries { entry.timer.work = nil }
    entries = []
    cancelled = 0
  }

  private mutating func popFirst() {
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    siftDown(0)
  }

  private mutating func siftUp(_ start: Int) {
    var i = start
    while i > 0, entries[i] < entries[(i - 1) / 2] {
      entries.swapAt(i, (i - 1) / 2)
      i = (i - 1) / 2
    }
  }

  private mutating func siftDown(_ start: Int) {
    var i = start
    while true {
      var least = i
      for child in [2 * i + 1, 2 * i + 2] where child < entries.count && entries[child] < entries[least] {
        least = child
      }
      guard least != i else { return }
      entries.swapAt(i, least)
      i = least
    }
  }
}
