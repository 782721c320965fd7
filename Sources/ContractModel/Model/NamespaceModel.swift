/// A socket namespace with its own events, sent to one connection or to all: `namespace: /ssrhmr`.
public struct NamespaceModel: Sendable {
  /// An event that travels by its name as written.
  public struct Event: Sendable {
    public enum Direction: String, Sendable, CaseIterable {
      /// From the server to clients, by `send` and `broadcast`.
      case pushed
      /// From clients to the server.
      case received
    }

    public var name: String
    public var swiftName: String
    public var direction: Direction
    /// Nil: nothing travels with the name.
    public var payload: TypeReference?
    public var summary: String?
    public var lifecycle = Lifecycle()
    public var position: SourcePosition

    public init(
      name: String, swiftName: String, direction: Direction = .pushed, payload: TypeReference? = nil,
      summary: String? = nil, position: SourcePosition
    ) {
      self.name = name
      self.swiftName = swiftName
      self.direction = direction
      self.payload = payload
      self.summary = summary
      self.position = position
    }
  }

  /// The path after the socket's own prefix: `/ssrhmr`.
  public var path: String
  /// The stem of generated type names (`Ssrhmr`), prefix included.
  public var swiftName: String
  /// The Swift property by which servers and clients reach it.
  public var swiftMember: String
  public var summary: String?
  public var lifecycle = Lifecycle()
  public var events: [Event]
  public var position: SourcePosition

  public init(
    path: String, swiftName: String, swiftMember: String, summary: String? = nil, events: [Event] = [],
    position: SourcePosition
  ) {
    self.path = path
    self.swiftName = swiftName
    self.swiftMember = swiftMember
    self.summary = summary
    self.events = events
    self.position = position
  }
}
