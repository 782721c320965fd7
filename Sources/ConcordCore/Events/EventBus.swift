/// Publishes and subscribes to named events inside one process. An application brings its own or takes `InProcessEventBus`.
///
/// Events of one publisher reach each subscriber in the order in which they were published.
public protocol EventBus: Sendable {
  func publish<Payload: Sendable>(_ event: Event<Payload>, _ payload: Payload)

  /// Calls `receive` for each event until the token is given to `unsubscribe`.
  func subscribe<Payload: Sendable>(
    _ event: Event<Payload>, _ receive: @escaping @Sendable (Payload) -> Void
  ) -> SubscriptionToken

  /// Ends a subscription; a token that is not subscribed is ignored.
  func unsubscribe(_ token: SubscriptionToken)
}

/// What `subscribe` returns and `unsubscribe` takes.
public struct SubscriptionToken: Hashable, Sendable {
  public let event: EventName
  public let number: UInt64

  public init(event: EventName, number: UInt64) {
    self.event = event
    self.number = number
  }
}
