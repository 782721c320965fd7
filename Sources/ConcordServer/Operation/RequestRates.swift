import ConcordCore
import Synchronization

/// Bounds how many requests start in a second: of one principal over all its connections, and of one operation.
final class RequestRates: Sendable {
  private let principalRate: Int?
  private let operationRates: [String: Int]
  private let principals = Mutex(RateTable(capacity: 10_000))
  private let operations = Mutex(RateTable(capacity: 10_000))

  /// Nil where nothing is bounded, so that nothing is looked up.
  init?(_ limits: ServerLimits) {
    guard limits.principalRate != nil || !limits.operationRates.isEmpty else { return nil }
    principalRate = limits.principalRate
    operationRates = limits.operationRates
  }

  /// Counts a request; gives why it may not start.
  func refusal(of topic: String, by principal: String?, at now: ContinuousClock.Instant) -> ConcordError? {
    if let principalRate {
      // Those who did not sign in are one principal.
      guard principals.withLock({ $0.admits(principal ?? "", principalRate, at: now) }) else {
        return ConcordError(.overloaded, "you sent more than \(principalRate) requests in a second; send fewer")
      }
    }
    if let rate = operationRates[topic] {
      guard operations.withLock({ $0.admits(topic, rate, at: now) }) else {
        return ConcordError(.overloaded, "\(topic) was asked for more than \(rate) times in a second; try again")
      }
    }
    return nil
  }
}

/// One bucket for each name that was heard of lately; a full bucket is as good as none, so full ones make room.
struct RateTable: Sendable {
  private let capacity: Int
  private var buckets: [String: MessageRate] = [:]
  private var swept: ContinuousClock.Instant?

  init(capacity: Int) { self.capacity = capacity }

  var count: Int { buckets.count }

  /// Counts; true for a name that does not fit in: so many at once are for the limit of all requests to slow down.
  mutating func admits(_ name: String, _ perSecond: Int, at now: ContinuousClock.Instant) -> Bool {
    if buckets[name] == nil {
      if buckets.count >= capacity { sweep(at: now) }
      guard buckets.count < capacity else { return true }
    }
    return buckets[name, default: MessageRate(perSecond, at: now)].admits(at: now)
  }

  /// At most once in a second: sooner there is little to find.
  private mutating func sweep(at now: ContinuousClock.Instant) {
    if let swept, now - swept < .seconds(1) { return }
    swept = now
    buckets = buckets.filter { !$0.value.isFull(at: now) }
  }
}
