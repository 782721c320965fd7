import ConcordCore
import ConcordTransport

/// Events that belong together, encoded and framed once for all connections: those of one commit, or a published one.
final class Push: Sendable {
  /// In the order in which they are sent.
  let messages: [PreparedMessage]
  /// The connection that caused them: it has its reply.
  let except: ConcordCore.ConnectionID?
  let delivery: DeliveryClass

  init(_ messages: [PreparedMessage], except: ConcordCore.ConnectionID?, delivery: DeliveryClass) {
    self.messages = messages
    self.except = except
    self.delivery = delivery
  }
}
