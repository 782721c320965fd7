import ConcordCore
import Synchronization

/// What a running server hears of its store and its authenticator. Neither forgets a follower, so it is this that lets go: a
/// stopped server is then kept alive by nobody.
final class Following: Sendable {
  private struct Ears: Sendable {
    let hubs: [LoopHub]
    let broadcaster: Broadcaster
    let reactor: (any ChangeReactor)?
    let audit: Auditor?
    let sessions: SessionNews
  }

  private let ears: Mutex<Ears?>

  init(
    _ hubs: [LoopHub], _ broadcaster: Broadcaster, _ reactor: (any ChangeReactor)?, _ audit: Auditor?,
    _ sessions: SessionNews
  ) {
    ears = Mutex(
      Ears(hubs: hubs, broadcaster: broadcaster, reactor: reactor, audit: audit, sessions: sessions))
  }

  /// Inside of each commit.
  func committed(_ commit: Commit) {
    guard let ears = ears.withLock({ $0 }) else { return }
    // The record comes before the event, so that who hears of a change finds it.
    ears.audit?.committed(commit)
    ears.broadcaster.committed(commit)
    ears.reactor?.committed(commit)
  }

  func heard(_ change: SessionChange) {
    guard let ears = ears.withLock({ $0 }) else { return }
    ears.sessions.add(change) { number in
      for hub in ears.hubs { hub.forEach { $0.hear(change, number) } }
    }
  }

  func stop() { ears.withLock { $0 = nil } }
}
