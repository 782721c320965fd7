/// The topics that Concord keeps for itself; a contract cannot use the prefix `concord:`.
public enum ReservedTopics {
  /// The first event on a connection; its payload is a `ServerHello`.
  public static let hello = "concord:hello"
  /// A request: `{"keys":[…]}` or `{"entities":[…]}` to hear of, and of nothing else that was not subscribed to as well.
  public static let subscribe = "concord:subscribe"
  /// A request: what not to hear of any more.
  public static let unsubscribe = "concord:unsubscribe"
  /// A request: `{"epoch":…,"offset":…}`, what was missed since.
  public static let recover = "concord:recover"
  /// A request with a fresh token, and the event that asks for one.
  public static let authenticate = "concord:authenticate"
  /// The event that says that the server is going away.
  public static let drain = "concord:drain"
  /// True for every topic that is Concord's own.
  public static func contains(_ topic: String) -> Bool {
    // The first letter decides for most, and costs less than a prefix.
    topic.utf8.first == UInt8(ascii: "c") && topic.hasPrefix("concord:")
  }
}
