/// What a client tells its user: something happened to an entity, or what the user wanted failed.
public struct Notification: Sendable, Equatable {
  public enum Kind: String, Sendable {
    /// An entity was created, changed or deleted, by whomever, or an operation that `notify:` names succeeded.
    case success
    /// An operation of this client failed.
    case error
  }

  /// A UUID of version 7 (RFC 9562 §5.7): later notifications have greater ones.
  public let id: UniqueID
  public let type: Kind
  /// What happened, in kebab case: `account-created`, `account-creation-error`, or as the contract's `notify:` says.
  public let subtype: String
  /// The entity that it happened to, where it is about one that is known.
  public let entity: EntityPath?
  /// When the client learned of it, by its own clock.
  public let time: Timestamp
  /// Whether the user has seen it.
  public var isRead: Bool
  /// Why it failed; nil for a success.
  public let error: ConcordError?

  public init(
    id: UniqueID = UUIDv7.next(), type: Kind, subtype: String, entity: EntityPath? = nil, time: Timestamp = .now,
    isRead: Bool = false, error: ConcordError? = nil
  ) {
    self.id = id
    self.type = type
    self.subtype = subtype
    self.entity = entity
    self.time = time
    self.isRead = isRead
    self.error = error
  }
}
