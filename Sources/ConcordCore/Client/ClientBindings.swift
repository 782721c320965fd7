/// What the contracts of a package are at run time: their digests and entities, and what a client does with topics and
/// intents. A table that the generated code of each contract adds to, in the order of the contracts' paths.
public struct ClientBindings: Sendable {
  /// The digest of each contract.
  public private(set) var digests: [UInt64] = []
  /// The entities, in the order of their contracts.
  public private(set) var entities: [any Entity.Type] = []
  /// The names with which topics begin: those of entities and services.
  public private(set) var groups: Set<String> = []
  /// What to do with a pushed event, by topic.
  public private(set) var pushes: [String: Push] = [:]
  /// Tells the bus that an entity was created or changed, by the topic of that event: for changes that a client finds out
  /// by itself.
  public private(set) var changes: [String: @Sendable (any Entity, any EventBus) -> Void] = [:]
  /// Which intents on the bus call which operations.
  public private(set) var intents: [Intent] = []
  /// Local events that carry the tree after each change.
  public private(set) var treeEvents: [Event<EntityTree>] = []
  /// What users are told of.
  public private(set) var notifications = NotificationRules()

  public init() {}

  /// A pushed event: how to read its payload into the cache and onto the bus.
  public enum Push: Sendable {
    /// An entity was created or changed.
    case changed(@Sendable (RawSpan) throws(ConcordError) -> EntityChange)
    /// An entity was deleted; the closure tells the bus.
    case deleted(@Sendable (EntityPath, any EventBus) -> Void)
    /// Anything else: the closure reads it and gives what tells the bus, later and in order.
    case event(@Sendable (RawSpan) throws(ConcordError) -> Announcement)
  }

  /// Publishes one event that was read before.
  public typealias Announcement = @Sendable (any EventBus) -> Void

  /// A pushed entity and the event that tells of it.
  public struct EntityChange: Sendable {
    public let entity: any Entity
    public let announce: Announcement

    public init(entity: any Entity, announce: @escaping Announcement) {
      self.entity = entity
      self.announce = announce
    }
  }

  /// Subscribes an intent on a bus and answers it by calling the operation.
  public struct Intent: Sendable {
    public let topic: String
    public let subscribe: @Sendable (any EventBus, any OperationCaller) -> SubscriptionToken
  }

  /// A contract, by the digest of what was generated from it.
  public mutating func contract(digest: UInt64) { digests.append(digest) }

  /// A service: a group of operations and events without an entity.
  public mutating func service(_ name: String) { groups.insert(name) }

  /// An entity, and the events that tell of a stored one's changes; nil where the contract has none.
  public mutating func entity<E: Entity>(
    _ type: E.Type, created: Event<E>?, updated: Event<E>?, deleted: Event<Key<E>>?
  ) {
    let name = E.descriptor.name
    entities.append(type)
    groups.insert(name)
    notifications.add(
      type, [("created", created?.name), ("updated", updated?.name), ("deleted", deleted?.name)])
    for (action, event) in [("created", created), ("updated", updated)] {
      pushes["\(name):\(action)"] = Self.changed(event)
      changes["\(name):\(action)"] = { entity, bus in
        if let event, let entity = entity as? E { bus.publish(event, entity) }
      }
    }
    pushes["\(name):deleted"] = .deleted { path, bus in
      if let deleted, let key = Key<E>(path) { bus.publish(deleted, key) }
    }
  }

  private static func changed<E: Entity>(_ event: Event<E>?) -> Push {
    .changed { bytes throws(ConcordError) in
      let entity = try ConcordCore.decode(E.self, from: bytes, failing: .invalidReply)
      return EntityChange(entity: entity) { bus in
        if let event { bus.publish(event, entity) }
      }
    }
  }

  /// The intent of an operation: on the bus it becomes a request, and the client publishes how that ended.
  public mutating func operation<Input, Output>(_ operation: Operation<Input, Output>) {
    guard let events = operation.events else { return }
    intents.append(
      Intent(topic: operation.topic) { bus, caller in
        bus.subscribe(events.intent) { input in
          // Success and failure events are the caller's to publish: it does so for every call, wherever it comes from.
          // Immediate, so that requests leave in the order of their intents.
          Task.immediate { _ = try? await caller.call(operation, input, timeout: nil) }
        }
      })
  }

  /// A pushed event of the contract.
  public mutating func pushed<Payload: JSONCodable>(_ event: PushedEvent<Payload>) {
    notifications.add(pushed: event.event.name, topic: event.topic)
    pushes[event.topic] = .event { bytes throws(ConcordError) in
      let payload = try ConcordCore.decode(Payload.self, from: bytes, failing: .invalidReply)
      return { bus in bus.publish(event.event, payload) }
    }
  }

  /// What the contract's `notify:` says otherwise than by convention: subtypes by the names of events, nil for none.
  public mutating func notify(_ subtypes: [EventName: String?]) { notifications.set(subtypes) }

  /// A local event that carries the tree.
  public mutating func tree(_ event: Event<EntityTree>) { treeEvents.append(event) }
}
