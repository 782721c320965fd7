/// When a part of a contract came, and why it should not be used any more.
public struct Lifecycle: Sendable, Hashable {
  /// The version of the contract that brought it: `1.4`.
  public var since: String?
  /// What to use instead, or why not to use it; nil: it is not deprecated.
  public var deprecated: String?

  public init(since: String? = nil, deprecated: String? = nil) {
    self.since = since
    self.deprecated = deprecated
  }
}
