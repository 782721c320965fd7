/// An entity whose contract has `state:`: its changes are compared with what it was, and trigger what follows. The
/// generator writes conformances.
public protocol ReactiveEntity: Entity {
  /// What its triggers carry: the declared payload, or the change itself where none is declared.
  associatedtype TriggerPayload: Sendable = StateChange<Self>

  /// The reactive part of the contract.
  static var reactive: ReactiveDescriptor { get }

  /// The payload of a trigger that follows a change.
  static func triggerPayload(of change: StateChange<Self>) -> TriggerPayload
}

extension ReactiveEntity where TriggerPayload == StateChange<Self> {
  /// Without a declared payload, the change itself.
  public static func triggerPayload(of change: StateChange<Self>) -> StateChange<Self> { change }
}

/// The reactive part of an entity's contract, as one constant per generated type.
public struct ReactiveDescriptor: Sendable {
  /// Who keeps the entity.
  public enum Source: Sendable {
    /// Concord's store: its commits are the changes.
    case store
    /// Tables of somebody else, who tells each change through a `PluginEntity`.
    case plugin
  }

  /// What its changes are called in records: `catalog-system`.
  public let kind: String
  public let source: Source
  /// The names of the reactive fields.
  public let state: [String]
  /// Those of them that are sensitive: records show `****`.
  public let secrets: Set<String>

  public init(kind: String, source: Source = .store, state: [String], secrets: Set<String> = []) {
    self.kind = kind
    self.source = source
    self.state = state
    self.secrets = secrets
  }
}

/// A trigger of a contract: what follows one kind of change of an entity. The generated `SystemTriggers.created` is one.
public struct EntityTrigger<E: ReactiveEntity>: Sendable {
  /// The trigger's id: `catalog.created`.
  public let event: String
  /// What it follows.
  public let transition: StateTransition

  public init(_ event: String, after transition: StateTransition) {
    self.event = event
    self.transition = transition
  }
}

/// What can happen to the state of an entity.
public enum StateTransition: String, Sendable, CaseIterable {
  /// From nothing to a state.
  case created
  /// From one state to another.
  case updated
  /// To nothing.
  case deleted
}
