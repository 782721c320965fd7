/// The one timer of a connection: its deadline moves with every request, and the timer follows only when it fires.
///
/// Invariant: touched on the loop's thread only.
final class ConnectionDeadline: @unchecked Sendable {
  private let loop: EventLoop
  private let passed: @Sendable () -> Void
  private var timer: LoopTimer?
  private var firesAt: UInt64 = 0
  private var due: UInt64?

  /// - Parameter passed: called when the deadline passed, which is then none.
  init(_ loop: EventLoop, passed: @escaping @Sendable () -> Void) {
    self.loop = loop
    self.passed = passed
  }

  /// Replaces the deadline by one in so long.
  func set(after delay: Duration) {
    let due = nanoseconds() &+ UInt64(max(0, delay / .nanoseconds(1)))
    self.due = due
    if timer == nil || due < firesAt { arm(due, delay) }
  }

  /// There is no deadline until the next is set. The timer is left to fire once in vain.
  func clear() { due = nil }

  /// Ends the timer as well.
  func cancel() {
    due = nil
    timer?.cancel()
    timer = nil
  }

  private func arm(_ time: UInt64, _ delay: Duration) {
    timer?.cancel()
    firesAt = time
    timer = loop.schedule(after: delay) { [weak self] in self?.fired() }
  }

  private func fired() {
    timer = nil
    guard let due else { return }
    let now = nanoseconds()
    if due > now { return arm(due, .nanoseconds(Int64(due - now))) }
    self.due = nil
    passed()
  }
}
