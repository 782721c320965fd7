/// An event on the bus: its name and the type of what it carries.
public struct Event<Payload: Sendable>: Sendable {
  public let name: EventName
  public init(_ name: EventName) { self.name = name }
}

/// An event that the server sends to its clients; on a client it is published on the bus like any other.
public struct PushedEvent<Payload: JSONCodable>: Sendable {
  /// The event on the client's bus.
  public let event: Event<Payload>
  /// `entity:event` in snake case.
  public let topic: String
  /// What may be left out when a client reads slowly.
  public let delivery: DeliveryClass

  public init(_ name: EventName, topic: String, delivery: DeliveryClass = .every) {
    event = Event(name)
    self.topic = topic
    self.delivery = delivery
  }
}

/// What happens to an event whose receiver does not keep up.
public enum DeliveryClass: Sendable {
  /// Never left out: a connection too slow for it is closed.
  case every
  /// Only the newest per entity matters.
  case latest
  /// May be dropped.
  case drop
}

/// The events of one contract; generated.
public protocol EventGroup: Sendable {
  /// The one value of the table.
  static var table: Self { get }
}
