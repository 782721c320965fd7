import ConcordCore

/// Decides whether and when a request is sent again.
enum RetrySchedule {
  /// The wait before the next attempt; nil when there is none.
  ///
  /// - Parameters:
  ///   - attempt: attempts made so far, at least 1.
  ///   - jitter: 0 up to 1, how much of the wait's half to leave out, so that clients that failed together do not come
  ///     back together.
  static func wait<Input, Output>(
    after failure: RequestFailure, attempt: Int, of operation: Operation<Input, Output>, jitter: Double
  ) -> Duration? {
    guard operation.isIdempotent, attempt <= operation.retry.retries, mayRetry(failure, attempt, operation.errors)
    else {
      return nil
    }
    return operation.retry.wait(before: attempt) * (1 - jitter / 2)
  }

  private static func mayRetry(_ failure: RequestFailure, _ attempt: Int, _ declared: [ErrorCode]) -> Bool {
    switch failure.kind {
    case .cancelled, .closed, .queueFull: false
    // The client is closed for good; but somebody may connect before the next attempt.
    case .notConnected: attempt > 1
    case .deadline, .connectionLost: true
    case .answered: answered(failure.error, declared).isRetryable
    }
  }

  /// The error with its code as the contract declares it, which may say more about it than the wire does.
  private static func answered(_ error: ConcordError, _ declared: [ErrorCode]) -> ConcordError {
    var error = error
    error.code = declared.first { $0 == error.code } ?? error.code
    return error
  }
}
