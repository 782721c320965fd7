import ConcordCore

/// Who is behind a connection or a request, and what says so.
struct Identity: Sendable {
  var principal: Principal
  /// The sign-in that it stands on; nil for whom the admission let in.
  var session: Session?
  /// What is shown again when the session is about to end; nil for what is good once.
  var credential: Credential?
  /// The last of `SessionNews` that was told before the session was looked up.
  var asOf = 0

  init(_ principal: Principal) { self.principal = principal }

  init(_ session: Session, _ credential: Credential, asOf: Int) {
    self.asOf = asOf
    principal = session.principal
    self.session = session
    if case .passport = credential { self.credential = nil } else { self.credential = credential }
  }

  var isAnonymous: Bool { principal.name == nil }
}
