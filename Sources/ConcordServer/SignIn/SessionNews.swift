import ConcordCore
import Synchronization

/// What the authenticator told lately, numbered. Between the look at a credential and the opening of its connection a session
/// may end: nobody on that connection hears of it then, so it asks here what it missed.
final class SessionNews: Sendable {
  private struct State {
    var last = 0
    /// The newest, up to the last.
    var recent: [SessionChange] = []
  }

  private let state = Mutex(State())

  /// Changes that are kept at least. A handshake that misses more is not let in.
  static let kept = 1024

  /// The number of the last change.
  var last: Int { state.withLock { $0.last } }

  /// Numbers a change and hands it on, before the next has a number.
  func add(_ change: SessionChange, _ handOn: (_ number: Int) -> Void) {
    state.withLock { state in
      state.last += 1
      if state.recent.count >= 2 * Self.kept { state.recent.removeFirst(Self.kept) }
      state.recent.append(change)
      handOn(state.last)
    }
  }

  /// The changes after a number, in order; nil when not all are kept.
  func since(_ number: Int) -> [(number: Int, change: SessionChange)]? {
    state.withLock { state in
      let missed = state.last - number
      guard missed > 0 else { return [] }
      guard missed <= state.recent.count else { return nil }
      return state.recent.suffix(missed).enumerated().map { (number + 1 + $0.offset, $0.element) }
    }
  }
}
