/// Bounds the messages of a connection: as many at once as may come in a second, and no more than that in each second after
/// (a token bucket).
struct MessageRate {
  private let perSecond: Double
  private var tokens: Double
  private var last: ContinuousClock.Instant

  init(_ perSecond: Int, at now: ContinuousClock.Instant) {
    self.perSecond = Double(perSecond)
    tokens = Double(perSecond)
    last = now
  }

  /// Counts a message; false when it is one too many.
  mutating func admits(at now: ContinuousClock.Instant) -> Bool {
    tokens = min(perSecond, tokens + (now - last) / .seconds(1) * perSecond)
    last = now
    guard tokens >= 1 else { return false }
    tokens -= 1
    return true
  }

  /// True when all that may be saved up is there again.
  func isFull(at now: ContinuousClock.Instant) -> Bool {
    tokens + (now - last) / .seconds(1) * perSecond >= perSecond
  }
}
