import ConcordTransport
import Synchronization

/// Adds up what the loops have counted.
enum MetricsReport {
  /// Asks every loop; `done` is called on the last that answers.
  static func gather(_ hubs: [LoopHub], _ done: @escaping @Sendable (MetricCounts) -> Void) {
    let shared = Shared(hubs.count)
    for hub in hubs {
      hub.loop.execute {
        var counts = hub.metrics.counts
        counts.connections = hub.connectionCount
        let total = shared.sum.withLock { sum -> MetricCounts? in
          sum.counts.add(counts)
          sum.left -= 1
          return sum.left == 0 ? sum.counts : nil
        }
        if let total { done(total) }
      }
    }
  }

  private final class Shared: Sendable {
    let sum: Mutex<(counts: MetricCounts, left: Int)>
    init(_ count: Int) { sum = Mutex((counts: MetricCounts(), left: count)) }
  }
}
