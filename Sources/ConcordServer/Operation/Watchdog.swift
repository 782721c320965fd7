import ConcordCore
import ConcordTransport

/// Looks at every event loop from outside, and logs those that stand still.
final class Watchdog: Sendable {
  private let task: Task<Void, Never>

  /// - Parameter routes: those that a loop may name.
  init(_ hubs: [LoopHub], _ limits: ServerLimits, _ log: any ServerLog, keeping routes: [Route]) {
    let limit = limits.stall
    let interval = max(.milliseconds(10), min(limit, limits.loopLag ?? limit) / 2)
    task = Task {
      while true {
        do { try await Task.sleep(for: interval) } catch { return }
        withExtendedLifetime(routes) {
          for hub in hubs {
            if let found = hub.watch.look(hub.loop, limit: limit, at: .now) { log.write(LogEntry(.warning, found)) }
          }
        }
      }
    }
  }

  func stop() { task.cancel() }
}
