import ConcordCore

// What becomes of those who wait for a connection that went away.

extension ClientState {
  mutating func failWaiters(_ failure: RequestFailure) {
    for waiter in waiters { effects.append(.finish(waiter, failure.error)) }
    waiters = []
  }

  /// Requests that were sent get no reply any more.
  mutating func failSent(_ failure: RequestFailure) {
    forgetGivenUp()
    for waiter in requests.takeSent() {
      isUnsure = isUnsure || waiter.isOwnChange
      effects.append(.fail(waiter, failure))
    }
  }

  private mutating func forgetGivenUp() {
    isUnsure = isUnsure || !givenUp.isEmpty
    givenUp.removeAll()
  }

  /// Nothing waits for another connection.
  mutating func failAll(_ failure: RequestFailure) {
    failWaiters(failure)
    forgetGivenUp()
    isUnsure = isUnsure || requests.hasSentOwnChange
    for waiter in requests.takeAll() { effects.append(.fail(waiter, failure)) }
  }
}
