import Synchronization

/// Since which place in the log a principal may read something else. What was missed cannot be told across such a place: what
/// was older and hidden then, or is hidden now, is in no later commit.
final class AccessChanges: Sendable {
  private struct State {
    var offsets: [String: Int] = [:]
    /// For everybody.
    var floor = -1
  }

  private let state = Mutex(State())

  /// Principals that are kept apart. With more, all of them read anew: too much, but nothing wrong.
  static let kept = 10_000

  /// What a principal may read changed when the log stood at this offset.
  func note(_ principal: String, at offset: Int) {
    state.withLock { state in
      if state.offsets.count >= Self.kept, state.offsets[principal] == nil {
        state.floor = state.offsets.values.reduce(state.floor, max)
        state.offsets = [:]
      }
      state.offsets[principal] = max(offset, state.offsets[principal] ?? 0)
    }
  }

  /// Whether commits after this offset are all that a principal missed.
  func allow(_ principal: String?, after offset: Int) -> Bool {
    state.withLock { state in
      offset > max(state.floor, principal.flatMap { state.offsets[$0] } ?? -1)
    }
  }
}
