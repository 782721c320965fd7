import ConcordCore
import ConcordTransport

/// Wakes the connections of a loop whose sign-in ends: one timer for all of them.
///
/// Invariant (`@unchecked Sendable`): touched on the loop's thread only.
final class ExpiryClock: @unchecked Sendable {
  private struct Weak {
    weak var connection: ServerConnection?
  }

  private let loop: EventLoop
  /// By the second in which they are to be woken, since 1970.
  private var due: [Int64: [Weak]] = [:]
  private var timer: (second: Int64, timer: LoopTimer)?

  init(_ loop: EventLoop) { self.loop = loop }

  /// Calls the connection's `signInIsDue` at that second, unless it is gone by then. Asked again, it is called twice.
  func wake(_ connection: ServerConnection, at second: Int64) {
    due[second, default: []].append(Weak(connection: connection))
    schedule()
  }

  private func schedule() {
    guard let next = due.keys.min() else { return }
    if let timer, timer.second <= next { return }
    timer?.timer.cancel()
    let wait = max(0, Timestamp.now.milliseconds.distance(to: next * 1000))
    timer = (next, loop.schedule(after: .milliseconds(wait)) { [weak self] in self?.fire() })
  }

  private func fire() {
    timer = nil
    let now = Timestamp.now.milliseconds / 1000
    for second in due.keys.filter({ $0 <= now }).sorted() {
      for entry in due.removeValue(forKey: second) ?? [] { entry.connection?.signInIsDue() }
    }
    schedule()
  }
}
