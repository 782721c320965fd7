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
  /// Where the topic stands in the table that it was read with; nil: not there.
  package var topicPlace: Int?
  /// Where the payload lies in the frame; nil when there is none.
  public var payload: Range<Int>?
  /// The revision and offset that the sender's state has.
  public var mark: StoreMark
  private var seldom: Seldom?

  /// What requests and successful replies have nothing of: apart, so that these stay small.
  private final class Seldom: Sendable {
    let error: ConcordError?
    let epoch: String?
    let cause: MessageID?

    init(_ error: ConcordError?, _ epoch: String?, _ cause: MessageID?) {
      self.error = error
      self.epoch = epoch
      self.cause = cause
    }
  }

  /// What went wrong, on an error.
  public var error: ConcordError? {
    get { seldom?.error }
    set { seldom = Seldom(newValue, epoch, cause) }
  }

  /// The epoch of the sender's log.
  public var epoch: String? {
    get { seldom?.epoch }
    set { seldom = Seldom(error, newValue, cause) }
  }

  /// The request that led to an event.
  public var cause: MessageID? {
    get { seldom?.cause }
    set { seldom = Seldom(error, epoch, newValue) }
  }

  public init(
    id: MessageID, kind: MessageKind, topic: String, payload: Range<Int>? = nil, error: ConcordError? = nil,
    mark: StoreMark = StoreMark(), epoch: String? = nil, cause: MessageID? = nil
  ) {
    self.id = id
    self.kind = kind
    self.topic = topic
    self.payload = payload
    self.mark = mark
    if error != nil || epoch != nil || cause != nil { seldom = Seldom(error, epoch, cause) }
  }
}
