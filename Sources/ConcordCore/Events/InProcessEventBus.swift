import Synchronization

/// The event bus that Concord brings: subscribers are called on the publisher's thread, in the order in which they
/// subscribed, without a lock held, so that a subscriber may publish, subscribe and unsubscribe.
public final class InProcessEventBus: EventBus {
  private struct State: Sendable {
    var next: UInt64 = 0
    var subscribers: [EventName: [Subscriber]] = [:]
  }

  /// A subscriber of one event. The event's payload type is known to the closure that `subscribe` made; a payload of
  /// another type under the same name reaches only subscribers of that type.
  private struct Subscriber: Sendable {
    let number: UInt64
    let receive: @Sendable (any Sendable) -> Void
  }

  private let state = Mutex(State())

  public init() {}

  public func publish<Payload: Sendable>(_ event: Event<Payload>, _ payload: Payload) {
    let subscribers = state.withLock { $0.subscribers[event.name] }
    guard let subscribers else { return }
    for subscriber in subscribers { subscriber.receive(payload) }
  }

  public func subscribe<Payload: Sendable>(
    _ event: Event<Payload>, _ receive: @escaping @Sendable (Payload) -> Void
  ) -> SubscriptionToken {
    state.withLock { state in
      state.next += 1
      let subscriber = Subscriber(number: state.next) { payload in
        if let payload = payload as? Payload { receive(payload) }
      }
      state.subscribers[event.name, default: []].append(subscriber)
      return SubscriptionToken(event: event.name, number: subscriber.number)
    }
  }

  public func unsubscribe(_ token: SubscriptionToken) {
    state.withLock { state in
      state.subscribers[token.event]?.removeAll { $0.number == token.number }
      if state.subscribers[token.event]?.isEmpty == true { state.subscribers[token.event] = nil }
    }
  }
}
