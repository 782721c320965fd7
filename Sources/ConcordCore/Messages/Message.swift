/// What a message is, from the wire's `type`.
public enum MessageKind: String, Sendable, CaseIterable {
  case request
  /// Announces an HTTP multipart upload by the same id.
  case multipartRequest = "multipartrequest"
  case success
  case error
  case event
}

/// The one kind of message inside Concord, without its payload: dialects turn their frames into it and back.
///
/// The payload stays a range of the bytes that the head was read from, so that it is decoded once, by the code
/// that knows its type, straight from the receive buffer.
public struct MessageHead: Sendable {
  public var id: MessageID
  public var kind: MessageKind
  /// `group:method`
  public var topic: String
  /// Where the payload lies in the frame; nil when there is none.
  public var payload: Range<Int>?
  /// What went wrong, on an error.
  public var error: ConcordError?
  /// The revision and offset that the sender's state has.
  public var mark: StoreMark
  /// The epoch of the sender's log.
  public var epoch: String?
  /// The request that led to an event.
  public var cause: MessageID?

  public init(
    id: MessageID, kind: MessageKind, topic: String, payload: Range<Int>? = nil, error: ConcordError? = nil,
    mark: StoreMark = StoreMark(), epoch: String? = nil, cause: MessageID? = nil
  ) {
    self.id = id
    self.kind = kind
    self.topic = topic
    self.payload = payload
    self.error = error
    self.mark = mark
    self.epoch = epoch
    self.cause = cause
  }
}
