/// The topics that Concord keeps for itself; a contract cannot use the prefix `concord:`.
public enum ReservedTopics {
  /// The first event on a connection; its payload is a `ServerHello`.
  public static let hello = "concord:hello"
  /// True for every topic that is Concord's own.
  public static func contains(_ topic: String) -> Bool { topic.hasPrefix("concord:") }
}
