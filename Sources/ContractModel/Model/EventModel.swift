/// An event: a name on the bus, a getter of the event helper, a payload.
public struct EventModel: Sendable {
  public enum Direction: String, Sendable {
    /// Asks for an operation; on the client's bus.
    case intent
    /// An operation's success. With a `topic` the server pushes it as well.
    case success
    /// An operation's failure; on the client's bus.
    case failure
    /// From the server to clients: an entry of `events:`, or a commit event that no operation names.
    case pushed
    /// On the client's bus only.
    case local
  }

  /// What happens when a reader is slower than the events.
  public enum Delivery: String, Sendable, CaseIterable {
    /// All arrive or the connection is closed.
    case every
    /// The last one of each entity arrives.
    case latest
    /// Some may be lost.
    case drop
  }

  public enum Payload: Sendable, Hashable {
    case none
    /// The ancestors' keys and the own key.
    case key
    /// The client's entity tree.
    case tree
    /// The operation's input.
    case input(OperationModel.Input)
    /// The operation's output.
    case output(OperationModel.Output)
    /// `{error, input}` of an operation with this input.
    case failure(OperationModel.Input)
    case type(TypeReference)
  }

  /// The operation that it belongs to, by name; nil for commit events and entries of `events:`.
  public var operation: String?
  /// The member of `EventNames`: `createTenant`, `accountClean`. Escaped where needed.
  public var memberName: String
  /// The name on the bus: `create-tenant`, kebab case of the member.
  public var wireName: String
  /// The Swift name in the event helper: `creation`. Escaped where needed.
  public var helperName: String
  public var direction: Direction
  public var payload: Payload
  public var delivery: Delivery
  /// The topic under which the server pushes it (`service:deleted`); nil: it is never pushed.
  public var topic: String?
  public var summary: String?
  /// Since when, and whether still.
  public var lifecycle = Lifecycle()
  public var position: SourcePosition

  public init(
    operation: String? = nil, memberName: String, wireName: String, helperName: String, direction: Direction,
    payload: Payload, delivery: Delivery = .every, topic: String? = nil, summary: String? = nil,
    position: SourcePosition
  ) {
    self.operation = operation
    self.memberName = memberName
    self.wireName = wireName
    self.helperName = helperName
    self.direction = direction
    self.payload = payload
    self.delivery = delivery
    self.topic = topic
    self.summary = summary
    self.position = position
  }
}
