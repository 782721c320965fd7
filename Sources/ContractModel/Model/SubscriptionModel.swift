/// How clients subscribe to an entity: `subscribe: { by: key, snapshot: true, access: … }`.
public struct SubscriptionModel: Sendable {
  public enum Scope: String, Sendable, CaseIterable {
    /// One entity at a time, by its key.
    case key
    /// All entities of the kind.
    case kind
  }

  public var scope: Scope
  /// Whether the present state comes first.
  public var snapshot: Bool
  /// nil: signed-in.
  public var access: AccessRule?
  public var position: SourcePosition

  public init(scope: Scope = .key, snapshot: Bool = true, access: AccessRule? = nil, position: SourcePosition) {
    self.scope = scope
    self.snapshot = snapshot
    self.access = access
    self.position = position
  }
}

/// What a client tells its user about a change: an entry of `notify:`, or the convention `account-deleted`.
public struct NotificationModel: Sendable {
  /// The helper name of the event: `created`, `updated`, `deleted`, or one that `notify:` names.
  public var event: String
  /// The notification's subtype on the bus; nil: `notify:` switches it off.
  public var subtype: String?
  public var position: SourcePosition

  public init(event: String, subtype: String?, position: SourcePosition) {
    self.event = event
    self.subtype = subtype
    self.position = position
  }
}
