import ConcordCore
import ConcordTransport
import Synchronization

/// How one event loop does, for whoever looks from outside. What is measured is the wait of a job that any thread gives to the
/// loop: requests wait as long.
final class LoopWatch: Sendable {
  let index: Int
  private let state = Mutex(State())
  /// The route whose handler makes its first step now, as an address; 0 for none. Two plain stores per call.
  private let current = Atomic<UInt>(0)

  private struct State {
    /// When the beat that was not answered yet was given to the loop.
    var asked: ContinuousClock.Instant?
    /// How long the last one waited.
    var lag = Duration.zero
    var isReported = false
    /// Handlers that wait for something, and will go on here.
    var waiting: [String: Int] = [:]
  }

  init(index: Int) { self.index = index }

  // MARK: On the loop

  /// Routes live as long as the server; the watchdog that reads the address does not outlive it.
  func begins(_ route: Route) {
    current.store(UInt(bitPattern: Unmanaged.passUnretained(route as AnyObject).toOpaque()), ordering: .relaxed)
  }

  func rests() { current.store(0, ordering: .relaxed) }

  func waits(_ topic: String) { state.withLock { $0.waiting[topic, default: 0] += 1 } }

  func ends(_ topic: String) {
    state.withLock { state in
      guard let count = state.waiting[topic] else { return }
      state.waiting[topic] = count > 1 ? count - 1 : nil
    }
  }

  // MARK: The watchdog's

  /// Looks at the loop, and gives it the next beat where it answered the last.
  ///
  /// - Returns: what to log: that it stalls, or how long it did.
  func look(_ loop: EventLoop, limit: Duration, at now: ContinuousClock.Instant) -> String? {
    let asked = state.withLock { state -> ContinuousClock.Instant? in
      if state.asked == nil { state.asked = now }
      return state.asked
    }
    guard let asked else { return nil }
    if asked == now {
      loop.execute { self.answer(limit) }
      return nil
    }
    guard now - asked > limit else { return nil }
    let isNew = state.withLock { state in
      defer { state.isReported = true }
      return !state.isReported
    }
    guard isNew else { return nil }
    return "event loop \(index) stands still for more than \(limit): \(suspects). "
      + "Handlers must not block; move what takes long elsewhere"
  }

  private func answer(_ limit: Duration) {
    state.withLock { state in
      guard let asked = state.asked else { return }
      state.lag = ContinuousClock.now - asked
      state.asked = nil
      state.isReported = false
    }
  }

  /// What the loop works on, as far as can be told.
  private var suspects: String {
    if let pointer = UnsafeRawPointer(bitPattern: current.load(ordering: .relaxed)),
      let route = Unmanaged<AnyObject>.fromOpaque(pointer).takeUnretainedValue() as? Route
    {
      return "the handler of \(route.topic) runs"
    }
    let topics = state.withLock { $0.waiting.keys.sorted() }
    if topics.isEmpty { return "no handler runs there" }
    return "one of these handlers went on there: \(topics.prefix(5).joined(separator: ", "))"
  }

  /// True when jobs wait longer than this for the loop, as far as is known.
  func isLate(by limit: Duration, at now: ContinuousClock.Instant) -> Bool {
    state.withLock { state in
      if let asked = state.asked, now - asked > limit { return true }
      return state.lag > limit
    }
  }
}
