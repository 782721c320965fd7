import ConcordCore
import Synchronization

/// Sessions by what is shown for them: an authenticator whose sessions a test begins, renews and ends.
final class TokenTable: Authenticator {
  private struct State {
    var sessions: [Credential: Session] = [:]
    var followers: [@Sendable (SessionChange) -> Void] = []
  }

  private let state = Mutex(State())
  let cookieName = "session"

  func session(of credential: Credential) async throws(ConcordError) -> Session? {
    state.withLock { state in
      guard let session = state.sessions[credential] else { return nil }
      if case .passport = credential { state.sessions[credential] = nil }
      guard session.expiresAt.map({ $0.milliseconds > Timestamp.now.milliseconds }) ?? true else { return nil }
      return session
    }
  }

  func follow(_ changed: @escaping @Sendable (SessionChange) -> Void) {
    state.withLock { $0.followers.append(changed) }
  }

  /// Begins a session, or replaces one.
  @discardableResult
  func begin(
    _ credential: Credential, _ principal: Principal, id: UniqueID = UUIDv7.next(), seconds: Double? = nil
  ) -> Session {
    let end = seconds.map { Timestamp(milliseconds: Timestamp.now.milliseconds + Int64($0 * 1000)) }
    let session = Session(id: id, principal: principal, expiresAt: end)
    state.withLock { $0.sessions[credential] = session }
    return session
  }

  func tell(_ change: SessionChange) {
    for follower in state.withLock({ $0.followers }) { follower(change) }
  }
}
