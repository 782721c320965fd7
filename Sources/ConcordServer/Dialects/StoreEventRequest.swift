import ConcordCore

/// What a frame of the store-event dialect asked for, as far as its answer says it again.
struct StoreEventRequest: Sendable, Equatable {
  /// The frame's `type`.
  enum Kind: String, Sendable, CaseIterable {
    case query = "QUERY"
    case mutation = "MUTATION"
    case subscribe = "SUBSCRIBE"
    case unsubscribe = "UNSUBSCRIBE"
    case consoleLogs = "CONSOLE_LOGS"
  }

  /// Where a request came from, in the sender's words: for records, believed in nothing.
  struct Metadata: Sendable, Equatable {
    var source: String?
    var sessionId: String?
  }

  /// The sender's `requestId`, or a fresh id.
  let id: MessageID
  /// Nil for a request without an id, whose answer has none either.
  let requestID: String?
  var kind: Kind?
  var entity = ""
  /// `CREATE`, `UPDATE` or `DELETE`, of a mutation.
  var operation: String?
  /// What was queried, as JSON.
  var query: [UInt8]?
  var metadata: Metadata?

  init(_ requestID: String?) {
    self.requestID = requestID
    id = requestID.map { .text($0) } ?? .make()
  }
}

extension Correlation {
  /// Where the request came from, in the sender's words; only one dialect has some.
  var metadata: StoreEventRequest.Metadata? {
    if case .storeEvent(let request) = self { request.metadata } else { nil }
  }
}
