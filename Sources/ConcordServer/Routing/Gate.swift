import Synchronization

/// Counts the requests that run, lets in so many and no more, and tells when the last is done.
final class Gate: Sendable {
  private let limit: Int
  private let count = Atomic<Int>(0)
  private let closed = Atomic<Bool>(false)
  private let waiting = Mutex<[@Sendable () -> Void]>([])

  init(limit: Int) { self.limit = limit }

  /// How many are inside.
  var current: Int { count.load(ordering: .relaxed) }

  /// True once `close` was called: no request is let in.
  var isClosed: Bool { closed.load(ordering: .relaxed) }

  /// Takes a place; false when all are taken.
  func enter() -> Bool {
    if count.add(1, ordering: .sequentiallyConsistent).newValue <= limit { return true }
    leave()
    return false
  }

  /// Gives a place back.
  func leave() {
    // Either this sees that the gate is closed, or `close` sees the count that this leaves behind.
    let left = count.subtract(1, ordering: .sequentiallyConsistent).newValue
    if left == 0, closed.load(ordering: .sequentiallyConsistent) { wake() }
  }

  /// Closes the gate; `whenEmpty` is called once, when nobody is left inside.
  func close(_ whenEmpty: @escaping @Sendable () -> Void) {
    waiting.withLock { $0.append(whenEmpty) }
    closed.store(true, ordering: .sequentiallyConsistent)
    if count.load(ordering: .sequentiallyConsistent) == 0 { wake() }
  }

  /// Calls those who wait for the last.
  func wake() {
    let callbacks = waiting.withLock { waiting in
      let all = waiting
      waiting = []
      return all
    }
    for callback in callbacks { callback() }
  }
}
