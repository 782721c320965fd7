/// When a client that lost its connection tries to come back: exponential backoff with full jitter, so that clients
/// that were lost together do not come back together.
public struct ReconnectPolicy: Sendable, Equatable {
  /// The longest wait before the first attempt; it doubles with each.
  public var base: Duration = .milliseconds(500)
  /// The longest wait at all. A connection that stood as long as this makes the count of attempts begin anew.
  public var cap: Duration = .seconds(30)
  /// How many attempts there are; then the client stays closed. 0: it never comes back by itself; nil: no limit.
  public var maxAttempts: Int?

  public init() {}

  /// The wait before an attempt; nil when there is none.
  ///
  /// - Parameters:
  ///   - attempt: 1 for the first.
  ///   - random: 0 up to 1.
  func delay(before attempt: Int, random: Double) -> Duration? {
    if let maxAttempts, attempt > maxAttempts { return nil }
    var longest = base
    for _ in 1..<max(1, min(attempt, 64)) where longest < cap { longest *= 2 }
    return min(longest, cap) * random
  }
}

/// What becomes of requests that are made while the client connects or comes back.
public enum OfflineRequests: Sendable, Equatable {
  /// They wait for the connection until their deadline, `ClientOptions.offlineQueue` of them.
  case wait
  /// They fail at once.
  case refuse
}
