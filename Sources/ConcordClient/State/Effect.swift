import ConcordCore

/// What the client has to do after an event, in this order.
enum Effect: Sendable {
  /// Open a socket; the attempt's number tells its events from those of an earlier one.
  case open(attempt: Int, token: String?)
  /// The same, with a fresh token, if there is one to be had.
  case openAfresh(attempt: Int, token: String?)
  /// The server wants a fresh token.
  case renewToken(attempt: Int)
  /// Call `leave` with the attempt's number at this time; nil: now.
  case leave(attempt: Int, at: ContinuousClock.Instant?)
  /// Ask what was missed after an offset, and hear of what is wanted from then on.
  case recover(attempt: Int, HeardLog, Narrowing?)
  /// Call `comeBack` with the attempt's number at this time.
  case comeBack(attempt: Int, at: ContinuousClock.Instant)
  /// Tell who follows the connection of its state.
  case tell(ClientStatus.Connection)
  /// Read these kinds again, since the connection was lost in between.
  case readAgain(attempt: Int, Set<String>, Narrowing?)
  case closeSocket(any ClientSocket, code: UInt16, reason: String)
  /// Send a request that waited for the connection.
  case send(any ClientSocket, [UInt8])
  /// Let somebody who called `connect` go on.
  case finish(ConnectWaiter, ConcordError?)
  /// Tell a caller that the request failed.
  case fail(RequestWaiter, RequestFailure)
  /// Let a caller have the reply, after everybody on the bus.
  case resume(@Sendable () -> Void)
  case publish(ClientBindings.Announcement)
  /// Publish that an entity was created or changed, by that event's topic.
  case publishChange(topic: String, any Entity)
  /// Publish the tree's events with this tree.
  case publishTree(EntityTree)
  /// Publish the deletion of entities that went with something above them, at this revision; nil where nobody told of
  /// it, and so the user is not told either, nor when the session was another user's.
  case publishDeleted([EntityPath], revision: Int?, session: Int)
  /// Tell the user, unless that was done, or the session was another user's.
  case notify(Notice, session: Int)
  case diagnose(ClientDiagnostic)
  /// Look at the deadlines at this time.
  case wake(ContinuousClock.Instant)
}

/// Somebody who waits for the connection.
struct ConnectWaiter: Sendable {
  let number: UInt64
  let resume: @Sendable (ConcordError?) -> Void
}

/// Somebody who waits for a reply.
struct RequestWaiter: Sendable {
  let topic: String
  /// Reads a reply's payload.
  let read: @Sendable (RawSpan, StoreMark) throws(ConcordError) -> Answer
  let fail: @Sendable (RequestFailure) -> Void
  /// The server tells the caller of the change by the reply alone.
  var isOwnChange = false
  /// The caller has heard that there is no reply; the tree and the bus have not.
  var isGivenUp = false
}

/// A reply that was read: what it says about the cache, what the bus is told, and how the caller gets it.
struct Answer: Sendable {
  var changes: [CacheChange] = []
  /// What was done to the entity: `created`, `updated` or `deleted`, where the server tells everybody else of it.
  var action: String?
  /// What becomes of the state first.
  var then: (@Sendable (inout ClientState) -> Void)?
  /// It says what is, and not what was changed.
  var isRead = false
  var announce: ClientBindings.Announcement?
  var notice: Notice?
  var resume: @Sendable () -> Void
}

/// Why a request has no reply.
struct RequestFailure: Error, Sendable, Equatable {
  enum Kind: Sendable {
    /// The server said so, or what it said cannot be read.
    case answered
    case deadline
    case cancelled
    /// Too many requests wait for the connection.
    case queueFull
    /// There was no connection to send it on.
    case notConnected
    /// The connection went away meanwhile.
    case connectionLost
    /// The client was closed, or its connection replaced: repeating the request would be against the caller's wish.
    case closed
  }

  let kind: Kind
  let error: ConcordError

  static let deadline = RequestFailure(kind: .deadline, error: ConcordError(.timeout, "No reply before the deadline"))
  static let cancelled = RequestFailure(
    kind: .cancelled, error: ConcordError(.cancelled, "The caller's task was cancelled"))
  static let notConnected = RequestFailure(
    kind: .notConnected, error: ConcordError(.connectionClosed, "Not connected; call connect() first"))

  static let deadlineOffline = RequestFailure(
    kind: .deadline, error: ConcordError(.timeout, "Not connected before the deadline"))
  static let closed = RequestFailure(kind: .closed, error: ConcordError(.connectionClosed, "Connection closed"))
  static let replaced = RequestFailure(
    kind: .connectionLost, error: ConcordError(.connectionClosed, "Connection closed (there is another by now)"))
  static let offline = RequestFailure(
    kind: .notConnected,
    error: ConcordError(.connectionClosed, "Not connected; the client is connecting, try again once it has"))

  static func queueFull(_ limit: Int) -> RequestFailure {
    let error = ConcordError(
      .offlineQueueFull, "\(limit) requests wait for the connection already (ClientOptions.offlineQueue)")
    return RequestFailure(kind: .queueFull, error: error)
  }

  /// There was a connection, and it went away.
  static func lost(code: UInt16, reason: String) -> RequestFailure {
    let why = reason.isEmpty ? "\(code)" : "\(code): \(reason)"
    let error = ConcordError(.connectionClosed, "Connection closed (\(why)); call connect() again")
    return RequestFailure(kind: .notConnected, error: error)
  }
}
