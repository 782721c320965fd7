/// An entity's reactive part: the fields whose changes are diffed, logged and derived from, and what they trigger.
public struct ReactiveModel: Sendable {
  /// Who keeps the state.
  public enum Source: String, Sendable, CaseIterable {
    /// Concord's store.
    case store
    /// The user's own tables; `read` is the user's.
    case plugin
  }

  /// What can happen to an entity.
  public enum Change: String, Sendable, CaseIterable {
    /// From nothing to a state.
    case created
    case updated
    /// To nothing.
    case deleted
  }

  /// An event that follows a change.
  public struct Trigger: Sendable {
    public var change: Change
    /// The whole id, `catalog.created`.
    public var event: String
    public var position: SourcePosition

    public init(change: Change, event: String, position: SourcePosition) {
      self.change = change
      self.event = event
      self.position = position
    }
  }

  /// A member of the triggers' payload.
  public struct PayloadField: Sendable {
    public enum Source: Sendable, Hashable {
      /// The wire name of a field of the entity: of the next state, and of the key at any time.
      case field(String)
      /// The names of the reactive fields that differ.
      case changedFields
    }

    public var name: String
    public var swiftName: String
    public var source: Source
    /// Written with `?`: absent where there is no next state.
    public var isOptional: Bool
    public var position: SourcePosition

    public init(name: String, swiftName: String, source: Source, isOptional: Bool, position: SourcePosition) {
      self.name = name
      self.swiftName = swiftName
      self.source = source
      self.isOptional = isOptional
      self.position = position
    }
  }

  /// What the kind is called in change records: `kind:`, else the entity's name.
  public var kind: String
  public var source: Source
  /// Wire names of the reactive fields, in the file's order.
  public var state: [DeploymentModel.Placed<String>]
  public var triggers: [Trigger]
  /// Empty: a payload of the runtime's own general shape.
  public var payload: [PayloadField]
  /// Where the key `state` stands.
  public var position: SourcePosition
  /// Where the kind is given, or the entity that gives it.
  public var kindPosition: SourcePosition
  /// Where the key `source` stands, if it does.
  public var sourcePosition: SourcePosition

  /// The member of a payload that holds the names of the fields that differ.
  public static let changedFields = "changedFields"

  public init(
    kind: String, source: Source = .store, state: [DeploymentModel.Placed<String>] = [], triggers: [Trigger] = [],
    payload: [PayloadField] = [], position: SourcePosition
  ) {
    self.kind = kind
    self.source = source
    self.state = state
    self.triggers = triggers
    self.payload = payload
    self.position = position
    kindPosition = position
    sourcePosition = position
  }
}

/// An entry of `react:`: something happens, a handler runs.
public struct ReactionModel: Sendable {
  public enum Occasion: Sendable, Hashable {
    /// `user deleted`: the wire name of an entity of the package, and what happens to it.
    case change(entity: String, ReactiveModel.Change)
    /// `trigger catalog.created`.
    case trigger(String)
    /// `event accountCleaned`: the wire name of an event of the package.
    case event(String)
  }

  public enum Mode: String, Sendable, CaseIterable {
    /// Every instance runs it once.
    case broadcast
    /// One instance of the group runs it, again after a failure.
    case workQueue = "work-queue"
    /// The instance where it happened runs it.
    case instanceLocal = "instance-local"
  }

  public var occasion: Occasion
  public var mode: Mode
  /// The group of a work queue.
  public var group: String?
  /// The Swift name of the handler's method.
  public var handler: String
  /// Where `when` says what happens.
  public var position: SourcePosition
  /// Where the handler is named.
  public var handlerPosition: SourcePosition

  public init(
    occasion: Occasion, mode: Mode = .broadcast, group: String? = nil, handler: String, position: SourcePosition
  ) {
    self.occasion = occasion
    self.mode = mode
    self.group = group
    self.handler = handler
    self.position = position
    handlerPosition = position
  }
}
