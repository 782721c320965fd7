import Synchronization

/// The event bus that Concord brings: subscribers are called on the publisher's thread, in the order in which they
/// subscribed, without a lock held, so that a subscriber may publish, subscribe and unsubscribe. Who is unsubscribed
/// while an event is being published is not called for it any more; who subscribes meanwhile gets the next one.
public final class InProcessEventBus: EventBus {
  private struct State: Sendable {
    var next: UInt64 = 0
    var subscribers: [EventName: [Subscriber]] = [:]
  }

  /// A subscriber of one event. The event's payload type is known to the closure that `subscribe` made; a payload of
  /// another type under the same name reaches only subscribers of that type.
  private final class Subscriber: Sendable {
    let number: UInt64
    let receive: @Sendable (any Sendable) -> Void
    let isSubscribed = Atomic(true)

    init(number: UInt64, receive: @escaping @Sendable (any Sendable) -> Void) {
      self.number = number
      self.receive = receive
    }
  }

  private let state = Mutex(State())

  public init() {}

  public func publish<Payload: Sendable>(_ event: Event<Payload>, _ payload: Payload) {
    let subscribers = state.withLock { $0.subscribers[event.name] }
    guard let subscribers else { return }
    for subscriber in subscribers where subscriber.isSubscribed.load(ordering: .relaxed) { subscriber.receive(payload) }
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
      guard let at = state.subscribers[token.event]?.firstIndex(where: { $0.number == token.number }) else { return }
      state.subscribers[token.event]?.remove(at: at).isSubscribed.store(false, ordering: .relaxed)
      if state.subscribers[token.event]?.isEmpty == true { state.subscribers[token.event] = nil }
    }
  }
}
