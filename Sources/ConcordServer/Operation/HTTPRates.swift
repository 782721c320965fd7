import ConcordCore
import ConcordTransport
import Synchronization

/// Bounds the requests of each HTTP connection in a second, as `ServerLimits.rate` does the messages of a WebSocket.
final class HTTPRates: Sendable {
  private let rate: Int
  /// By the other end's address and port: while both are open, no two connections have the same.
  private let connections: Mutex<RateTable>

  /// Nil where nothing is bounded.
  init?(_ limits: ServerLimits) {
    guard let rate = limits.rate else { return nil }
    self.rate = rate
    connections = Mutex(RateTable(capacity: limits.connections))
  }

  /// Counts a request; gives why it may not be served.
  func refusal(of peer: SocketAddress?, at now: ContinuousClock.Instant = .now) -> ConcordError? {
    guard let peer else { return nil }
    if connections.withLock({ $0.admits(peer.description, rate, at: now) }) { return nil }
    return ConcordError(.overloaded, "more than \(rate) requests in a second; send fewer")
  }
}
