/// The contract's `subscribe:`: how clients subscribe to a kind of entity where a dialect has subscriptions.
public struct SubscriptionDescriptor: Sendable, Equatable {
  public enum Scope: Sendable {
    /// One entity at a time, by its key.
    case key
    /// All entities of the kind.
    case kind
  }

  public let scope: Scope
  /// Whether the present state comes first.
  public let snapshot: Bool

  public init(by scope: Scope, snapshot: Bool) {
    self.scope = scope
    self.snapshot = snapshot
  }
}
