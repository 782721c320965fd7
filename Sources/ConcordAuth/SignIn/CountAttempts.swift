import ConcordCore

extension SignIn {
  /// Counts attempts, all of them or, when one is over its limit, none. What has no subject, such as no peer, is not counted.
  /// - Returns: what was counted.
  /// - Throws: `TOO_MANY_ATTEMPTS`.
  @discardableResult
  func count(_ limits: (attempt: Attempt?, most: Int)...) throws(ConcordError) -> [Attempt] {
    let now = now()
    let counted = counter.withLock { counter -> [Attempt]? in
      var counted: [Attempt] = []
      for (attempt, most) in limits {
        guard let attempt else { continue }
        guard counter.take(attempt, most: most, at: now) else {
          for attempt in counted { counter.giveBack(attempt, at: now) }
          return nil
        }
        counted.append(attempt)
      }
      return counted
    }
    guard let counted else {
      let minutes = max(1, options.attempts.window.milliseconds / 60_000)
      throw ConcordError(.tooManyAttempts, "too many attempts; wait \(minutes) minutes, then try again")
    }
    return counted
  }

  /// Takes attempts back that were good ones.
  func giveBack(_ attempts: [Attempt]) {
    let now = now()
    counter.withLock { counter in
      for attempt in attempts { counter.giveBack(attempt, at: now) }
    }
  }
}
