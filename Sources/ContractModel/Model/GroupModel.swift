/// Operations and events that share a topic group: those of an entity or of a service.
public struct GroupModel: Sendable {
  /// The part of topics before the colon.
  public var name: String
  /// The stem of generated type names (`Account` in `AccountEvents`, `AccountHandler`), prefix included.
  public var swiftName: String
  /// The Swift property name by which helpers and clients reach the group; escaped where needed.
  public var swiftMember: String
  public var summary: String?
  /// Since when, and whether still.
  public var lifecycle = Lifecycle()
  /// In the file's order; the five conventional ones where the file says nothing.
  public var operations: [OperationModel]
  /// All events: for each operation intent, success, failure; then the commit events that no operation names (an entity
  /// always has `created`, `updated` and `deleted`); then the entries of `events:`.
  public var events: [EventModel]
  public var position: SourcePosition

  public init(
    name: String, swiftName: String, swiftMember: String, summary: String? = nil, operations: [OperationModel] = [],
    events: [EventModel] = [], position: SourcePosition
  ) {
    self.name = name
    self.swiftName = swiftName
    self.swiftMember = swiftMember
    self.summary = summary
    self.operations = operations
    self.events = events
    self.position = position
  }
}
