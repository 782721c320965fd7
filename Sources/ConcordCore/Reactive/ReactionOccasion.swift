/// What a reaction waits for, and the type of what it then gets.
public struct ReactionOccasion<Payload: Sendable>: Sendable {
  /// As the contract has it: `user deleted`, `trigger catalog.created`, `event account-cleaned`.
  public let name: String
  /// Where it comes from.
  public let source: ReactionSource
  /// The payload that a subject stands for; nil when the occasion is another one. Subjects of `.state` are
  /// `StateChange`s, those of `.commit` `Change`s, those of `.event` the event's payloads.
  public let payload: @Sendable (any Sendable) throws -> Payload?

  /// A kind of change of an entity's reactive state.
  public static func change<E: ReactiveEntity>(
    of type: E.Type, _ transition: StateTransition
  ) -> ReactionOccasion where Payload == StateChange<E> {
    ReactionOccasion(
      name: "\(E.descriptor.name) \(transition.rawValue)",
      source: .state(entity: E.descriptor.name) { try derive(E.self, $0, $1, $2) }
    ) { subject in
      (subject as? StateChange<E>).flatMap { $0.transition == transition ? $0 : nil }
    }
  }

  /// A trigger of an entity.
  public static func trigger<E: ReactiveEntity>(
    _ trigger: EntityTrigger<E>
  ) -> ReactionOccasion where Payload == E.TriggerPayload {
    ReactionOccasion(
      name: "trigger \(trigger.event)",
      source: .state(entity: E.descriptor.name) { try derive(E.self, $0, $1, $2) }
    ) { subject in
      (subject as? StateChange<E>).flatMap { $0.transition == trigger.transition ? E.triggerPayload(of: $0) : nil }
    }
  }

  /// An event that is published on the server, or follows an operation that the server answered.
  public static func event(_ event: Event<Payload>) -> ReactionOccasion {
    ReactionOccasion(name: "event \(event.name)", source: .event(event.name)) { $0 as? Payload }
  }

  /// An event that the server publishes.
  public static func event(_ event: PushedEvent<Payload>) -> ReactionOccasion where Payload: JSONCodable {
    .event(event.event)
  }

  /// The event that tells of every commit which created or updated an entity, whatever changed.
  public static func commit(_ event: Event<Payload>, _ transition: StateTransition) -> ReactionOccasion
  where Payload: Entity {
    ReactionOccasion(name: "event \(event.name)", source: .commit(entity: Payload.descriptor.name)) { subject in
      guard let change = subject as? Change else { return nil }
      switch (change.action, transition) {
      case (.created(let json), .created), (.updated(let json), .updated):
        return try decode(Payload.self, from: json.span.bytes, failing: .internalError)
      default: return nil
      }
    }
  }

  /// The event that tells of every commit which deleted an entity.
  public static func deletion<E: Entity>(_ event: Event<Payload>) -> ReactionOccasion where Payload == Key<E> {
    ReactionOccasion(name: "event \(event.name)", source: .commit(entity: E.descriptor.name)) { subject in
      guard let change = subject as? Change, change.action == .deleted else { return nil }
      return Key<E>(change.path)
    }
  }
}

/// Where the subjects of reactions come from.
public enum ReactionSource: Sendable {
  /// A change of an entity's reactive state, found by comparing what a commit says, who made it and when; nil when nothing
  /// of it differs.
  case state(entity: String, @Sendable (Change, ChangeActor, Timestamp) throws -> (any Sendable)?)
  /// A commit's change of an entity.
  case commit(entity: String)
  /// An event on the server.
  case event(EventName)
}

/// How instances of a program share a reaction.
public enum ReactionMode: Sendable, Hashable {
  /// Every instance runs it once.
  case broadcast
  /// One instance of the group runs it, again after a failure.
  case workQueue(group: String)
  /// The instance where it happened runs it once.
  case instanceLocal
}

/// The change of state that a commit's change is; nil when nothing of the reactive state differs.
private func derive<E: ReactiveEntity>(
  _ type: E.Type, _ change: Change, _ actor: ChangeActor, _ moment: Timestamp
) throws -> (any Sendable)? {
  let read = { (json: [UInt8]) throws(ConcordError) -> E in
    try decode(E.self, from: json.span.bytes, failing: .internalError)
  }
  let prev = try change.previous.map(read)
  return switch change.action {
  case .created(let json), .updated(let json):
    StateChange(from: prev, to: try read(json), actor: actor, occurredAt: moment)
  case .deleted: StateChange<E>(from: prev, to: nil, actor: actor, occurredAt: moment)
  }
}
