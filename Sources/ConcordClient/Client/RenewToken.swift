import ConcordCore

extension ConcordClient {
  /// The server wants a fresh token for the connection that there is.
  func renewToken(_ attempt: Int) {
    Task { [weak self, options] in
      let token = await options.freshToken?()
      guard let self else { return }
      var problem: ConcordError?
      do throws(ConcordError) {
        guard let token else {
          throw ConcordError(.unauthenticated, "there is no fresh token (ClientOptions.freshToken)")
        }
        try await ask(
          ReservedTopics.authenticate, on: attempt, { $0.write("\"token\":", token) },
          { (_: RawSpan) throws(ConcordError) in }, then: { state, _ in state.renewed(attempt, token: token) })
      } catch {
        problem = error
      }
      update { state in
        state.endRenewal(attempt)
        if let problem, state.attempt == attempt {
          state.diagnose(.signInExpires, ReservedTopics.authenticate, "the sign-in expires: \(problem)")
        }
      }
    }
  }

  /// Opens a connection with a fresh token, or with the last one where there is none.
  func openAfresh(_ attempt: Int, _ token: String?) {
    guard let freshToken = options.freshToken else { return open(attempt, token) }
    Task { [weak self] in
      let fresh = await freshToken()
      guard let self else { return }
      if let fresh { update { $0.renewed(attempt, token: fresh) } }
      open(attempt, fresh ?? token)
    }
  }
}
