import ConcordCore

/// What a frame asks for, in whatever dialect it came.
enum Inbound: Sendable {
  /// An operation, by its topic.
  case call(topic: String, Correlation, payload: InboundPayload)
  case subscribe(Subscription)
  case unsubscribe(Subscription)
  /// Everything of the log after an offset, if the log still holds all of it.
  case recover(Correlation, LogPosition)
  /// A fresh token for the connection's sign-in.
  case authenticate(Correlation, token: String)
}

/// Where the input of a call lies.
enum InboundPayload: Sendable {
  /// There is none: `{}`.
  case none
  /// In the frame.
  case frame(Range<Int>)
  /// In bytes that the dialect made of the frame.
  case made([UInt8])
}

/// What joins an answer to the frame that it answers, in the dialect's own terms.
enum Correlation: Sendable, Equatable {
  /// The message dialect's `messageId`.
  case message(MessageID)

  /// The id by which handlers and events know the request: the sender's own, or a fresh one.
  var messageID: MessageID {
    switch self {
    case .message(let id): id
    }
  }
}

/// A place in the log of changes.
struct LogPosition: Sendable, Equatable {
  let epoch: String
  let offset: Int
}

/// Frames that say what a connection wants to hear of, and from where on.
struct Subscription: Sendable {
  let correlation: Correlation
  let topic: String
  let interests: Interests
  /// Nil: from now on.
  var position: LogPosition?
  /// Whether the present state comes first.
  var wantsSnapshot = false
}

/// How a subscription began.
struct SubscriptionStart: Sendable {
  /// What comes next is after this place.
  let position: LogPosition
  /// What there is, where it was asked for.
  var snapshot: [StoredEntity]?
}
