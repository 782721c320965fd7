import Synchronization

/// Runs work of one key one after the other, in the order in which it came; work of different keys runs beside each other.
final class KeyedOrder<Key: Hashable & Sendable>: Sendable {
  /// Those who wait, by a key that somebody works on.
  private let waiting = Mutex<[Key: [CheckedContinuation<Void, Never>]]>([:])

  func run<Value: Sendable>(_ key: Key, _ work: () async throws -> Value) async rethrows -> Value {
    await begin(key)
    defer { end(key) }
    return try await work()
  }

  private func begin(_ key: Key) async {
    await withCheckedContinuation { continuation in
      let isFree = waiting.withLock { waiting in
        if waiting[key] == nil {
          waiting[key] = []
          return true
        }
        waiting[key]?.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  private func end(_ key: Key) {
    let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
      guard var line = waiting[key], !line.isEmpty else {
        waiting[key] = nil
        return nil
      }
      let next = line.removeFirst()
      waiting[key] = line
      return next
    }
    next?.resume()
  }
}
