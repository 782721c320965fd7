import Synchronization

/// Since which place in the log a principal may read something else. What was missed cannot be told across such a place: what
/// was older and hidden then, or is hidden now, is in no later commit.
final class AccessChanges: Sendable {
  private struct State {
    /// What each principal may read, as far as it was seen, and the offset from which on.
    var known: [String: (grants: Grants, since: Int)] = [:]
    /// For everybody.
    var floor = -1
  }

  private let state = Mutex(State())

  /// Principals that are known. With more, all of them read anew: too much, but nothing wrong.
  static let kept = 10_000

  /// What a principal may read, when the log stands at this offset: told by its sign-in, or by a connection that opens. Nobody
  /// has to say that it changed.
  func see(_ principal: String, _ grants: Grants, at offset: Int) {
    state.withLock { state in
      if let before = state.known[principal] {
        if before.grants != grants { state.known[principal] = (grants, max(offset, before.since)) }
        return
      }
      if state.known.count >= Self.kept {
        state.known = [:]
        state.floor = max(state.floor, offset)
      }
      // Whoever was not seen since the start has heard nothing of this log.
      state.known[principal] = (grants, -1)
    }
  }

  /// Whether commits after this offset are all that a principal missed.
  func allow(_ principal: String?, after offset: Int) -> Bool {
    state.withLock { state in
      offset > max(state.floor, principal.flatMap { state.known[$0]?.since } ?? -1)
    }
  }
}
