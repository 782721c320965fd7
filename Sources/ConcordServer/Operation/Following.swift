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
    let doorkeeper: Doorkeeper
  }

  private let ears: Mutex<Ears?>

  init(
    _ hubs: [LoopHub], _ broadcaster: Broadcaster, _ reactor: (any ChangeReactor)?, _ audit: Auditor?,
    _ doorkeeper: Doorkeeper
  ) {
    ears = Mutex(
      Ears(hubs: hubs, broadcaster: broadcaster, reactor: reactor, audit: audit, doorkeeper: doorkeeper))
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
    // Also of somebody who is not connected just now. Commits come to the first loop first.
    if case .changed(let principal) = change, let name = principal.name, let first = ears.hubs.first {
      ears.doorkeeper.access.note(name, at: first.newest)
    }
    ears.doorkeeper.news.add(change) { number in
      for hub in ears.hubs { hub.forEach { $0.hear(change, number) } }
    }
  }

  func stop() { ears.withLock { $0 = nil } }
}
