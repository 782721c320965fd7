import ConcordCore

/// What a frame asks for, in whatever dialect it came.
enum Inbound: Sendable {
  /// An operation that the dialect has found.
  case operation(Route, Correlation, payload: InboundPayload)
  /// An operation, by its topic; there may be none.
  case call(topic: String, Correlation, payload: InboundPayload)
  /// An operation whose input comes over HTTP, with the same id.
  case upload(topic: String, Correlation)
  case subscribe(Subscription)
  case unsubscribe(Subscription)
  /// Everything of the log after an offset, if the log still holds all of it.
  case recover(Correlation, LogPosition)
  /// A packet on its way through the packet chain.
  case packet(InboundPacket)
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
  /// The number of a packet's action.
  case packet(PacketID)
  /// An HTTP request, which its answer follows on the same connection; the id is the server's.
  case http(MessageID)
  /// The store-event dialect's `requestId`, and what else the answer says again. Boxed: it is much, and seldom there.
  indirect case storeEvent(StoreEventRequest)
  /// The subscription dialect has no ids: the answer names what the question named.
  indirect case subscription(SubscriptionRequest)

  /// The id by which handlers and events know the request: the sender's own, or a fresh one.
  var messageID: MessageID {
    switch self {
    case .message(let id), .http(let id): id
    case .packet(let id): id.message
    case .storeEvent(let request): request.id
    case .subscription(let request): request.id
    }
  }

  /// The id under which the sender would send the same request again; nil where there is none that is good beyond one page's
  /// counting.
  var requestID: RequestKey.ID? {
    switch self {
    case .message(let id): .message(id)
    case .packet(let id): .packet(id.number)
    case .http, .storeEvent, .subscription: nil
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
  /// Whether what is named has to be there; one that is not is answered like one that may not be read.
  var mustExist = false
}

/// How a subscription began.
struct SubscriptionStart: Sendable {
  /// What comes next is after this place.
  let position: LogPosition
  /// What there is, where it was asked for.
  var snapshot: [StoredEntity]?
}
