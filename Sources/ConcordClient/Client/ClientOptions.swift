public import ConcordCore

/// How a client behaves where the contracts leave it open.
public struct ClientOptions: Sendable {
  /// How many entities a load asks for at once; the server caps it at 1,000.
  public var loadPageSize = 500
  /// How many entities may wait for their parent; one more drops the oldest.
  public var maxOrphans = 10_000
  /// How many deletions are remembered, so that older states that come later do not undo them.
  public var maxTombstones = 10_000
  /// How many notifications are kept; one more drops the oldest. 0: none are made.
  public var maxNotifications = 100
  /// When a client that lost its connection tries to come back.
  public var reconnect = ReconnectPolicy()
  /// What becomes of requests that are made while the client connects or comes back.
  public var offline = OfflineRequests.wait
  /// How many requests may wait for the connection; one more fails with `OFFLINE_QUEUE_FULL`.
  public var offlineQueue = 100
  /// Gives a fresh token: when the server asks for one while connected, and before the client comes back after its sign-in
  /// expired (close code 3001). nil from it: there is none, and the connection will end.
  public var freshToken: (@Sendable () async -> String?)?
  /// Told of what a client does not break over: messages that cannot be read, topics that it does not know. Called on
  /// the connection's thread.
  public var onDiagnostic: @Sendable (ClientDiagnostic) -> Void = { _ in }

  public init() {}
}

/// Something odd that a client met and went on after.
public struct ClientDiagnostic: Sendable, Equatable, CustomStringConvertible {
  public enum Kind: Sendable, Equatable {
    /// Not a message, or a payload that does not fit the contract.
    case malformed
    /// A message of a type that servers do not send.
    case unexpectedType
    /// An event that no contract of this client has.
    case unknownTopic
    /// A deletion by a path that names no entity, or more than one.
    case refusedDeletion
    /// The server was built from other contracts.
    case contractMismatch
    /// After a lost connection the entities could not be read again: the tree is stale until a load succeeds.
    case stale
    /// On a new connection the server refused one of the client's subscriptions: the client hears of that no more.
    case refusedSubscription
    /// The server wants a fresh token, and got none: it will end the connection.
    case signInExpires
  }

  public let kind: Kind
  /// The message's topic, where it could be read.
  public let topic: String?
  public let message: String

  public init(kind: Kind, topic: String?, message: String) {
    self.kind = kind
    self.topic = topic
    self.message = message
  }

  public var description: String { topic.map { "\($0): \(message)" } ?? message }
}

extension ErrorCode {
  /// A client's own: too many requests wait for the connection; this one was not sent.
  public static let offlineQueueFull = ErrorCode("OFFLINE_QUEUE_FULL", httpStatus: 503)
}
