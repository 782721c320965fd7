import ConcordCore
import ConcordTransport

/// Events that belong together, encoded and framed once for all connections: those of one commit, or a published one.
final class Push: Sendable {
  /// One event, and whom it reaches.
  struct Part: Sendable {
    let message: PreparedMessage
    let audience: Audience
    /// True for what no reply carries, so that also the connection that caused it is told.
    var isNews = false
  }

  /// In the order in which they are sent.
  let parts: [Part]
  /// The connection that caused them: it has its reply.
  let except: ConcordCore.ConnectionID?
  let delivery: DeliveryClass
  /// True when the connection that caused it has something to hear all the same.
  let hasNews: Bool

  init(_ parts: [Part], except: ConcordCore.ConnectionID?, delivery: DeliveryClass) {
    self.parts = parts
    self.except = except
    self.delivery = delivery
    hasNews = parts.contains { $0.isNews }
  }
}
