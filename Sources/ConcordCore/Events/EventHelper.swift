/// The typed face of an event bus: `eventHelper.tenant.publish.creation(tenant)`.
///
/// Each contract's generated file adds a getter.
public struct EventHelper: Sendable {
  /// The bus behind it.
  public let bus: any EventBus

  public init(_ bus: any EventBus) { self.bus = bus }
}

/// The events of one contract on one bus.
public struct EventChannel<Group: EventGroup>: Sendable {
  let bus: any EventBus

  public init(_ bus: any EventBus) { self.bus = bus }

  /// `publish.creation(tenant)`
  public var publish: EventPublishing<Group> { EventPublishing(bus: bus) }

  /// `let token = subscribe.created { tenant in … }`
  public var subscribe: EventSubscribing<Group> { EventSubscribing(bus: bus) }

  /// Ends a subscription.
  public func unsubscribe(_ token: SubscriptionToken) { bus.unsubscribe(token) }

  /// The events as a sequence that buffers what is not yet read; it ends with the task that reads it.
  public func events<Payload: Sendable>(_ path: KeyPath<Group, Event<Payload>>) -> AsyncStream<Payload> {
    events(Group.table[keyPath: path])
  }

  /// The same for an event that the server sends.
  public func events<Payload: JSONCodable>(_ path: KeyPath<Group, PushedEvent<Payload>>) -> AsyncStream<Payload> {
    events(Group.table[keyPath: path].event)
  }

  private func events<Payload: Sendable>(_ event: Event<Payload>) -> AsyncStream<Payload> {
    let bus = bus
    return AsyncStream { continuation in
      let token = bus.subscribe(event) { continuation.yield($0) }
      continuation.onTermination = { _ in bus.unsubscribe(token) }
    }
  }
}

/// The publishing half of a channel.
@dynamicMemberLookup
public struct EventPublishing<Group: EventGroup>: Sendable {
  let bus: any EventBus

  public subscript<Payload: Sendable>(dynamicMember path: KeyPath<Group, Event<Payload>>) -> (Payload) -> Void {
    let event = Group.table[keyPath: path]
    return { [bus] in bus.publish(event, $0) }
  }

  public subscript<Payload: JSONCodable>(
    dynamicMember path: KeyPath<Group, PushedEvent<Payload>>
  ) -> (Payload) -> Void {
    let event = Group.table[keyPath: path].event
    return { [bus] in bus.publish(event, $0) }
  }
}

/// The subscribing half of a channel.
@dynamicMemberLookup
public struct EventSubscribing<Group: EventGroup>: Sendable {
  let bus: any EventBus

  public subscript<Payload: Sendable>(
    dynamicMember path: KeyPath<Group, Event<Payload>>
  ) -> (@escaping @Sendable (Payload) -> Void) -> SubscriptionToken {
    let event = Group.table[keyPath: path]
    return { [bus] in bus.subscribe(event, $0) }
  }

  public subscript<Payload: JSONCodable>(
    dynamicMember path: KeyPath<Group, PushedEvent<Payload>>
  ) -> (@escaping @Sendable (Payload) -> Void) -> SubscriptionToken {
    let event = Group.table[keyPath: path].event
    return { [bus] in bus.subscribe(event, $0) }
  }
}
