public import ConcordCore

/// What a client is doing, at one moment.
public struct ClientStatus: Sendable, Equatable {
  /// The connection's life.
  public enum Connection: Sendable, Equatable {
    /// `connect` was not called yet.
    case idle
    case connecting
    case connected
    /// The connection was lost; the attempt with this number, counted from 1, begins then.
    case waiting(attempt: Int, until: ContinuousClock.Instant)
    /// Closed for good, by either side: the close code (RFC 6455 §7.4; 1006 when there was none) and the reason.
    case closed(code: UInt16, reason: String)
  }

  public var connection: Connection
  /// Requests that wait for a reply.
  public var pendingCount: Int
  /// What the server said first on the connection, if it did.
  public var server: ServerHello?
  /// Packages whose contracts differ from the server's. A warning: what both know still works.
  public var contractMismatches: [String]
  /// Entities in the tree.
  public var entityCount: Int
  /// Entities that wait for their parent.
  public var orphanCount: Int
  public var counters: ClientCounters
}

/// What happened since the client was made.
public struct ClientCounters: Sendable, Equatable {
  /// Requests sent, repetitions included.
  public var requests = 0
  /// Repetitions of requests that failed.
  public var retries = 0
  /// Replies that somebody waited for.
  public var replies = 0
  /// Replies that nobody waited for any more.
  public var lateReplies = 0
  /// Connections that went on where the last one ended: whatever was missed came as events.
  public var recoveries = 0
  /// Connections on which entities were read again, since what was missed was not to be had.
  public var reloads = 0
  /// Requests that got no reply before their deadline.
  public var timeouts = 0
  /// Events from the server that this client knows.
  public var events = 0
  /// Events whose topic no contract of this client has.
  public var unknownTopics = 0
  /// Messages that could not be read.
  public var malformed = 0
  /// Entity states that the cache did not take because it had as new a one.
  public var staleStates = 0
  /// Deletions by a path that names no entity, or more than one.
  public var refusedDeletions = 0
  /// Orphans that were dropped because too many waited.
  public var orphansDropped = 0

  public init() {}
}

extension ClientState {
  var connection: ClientStatus.Connection {
    switch phase {
    case .idle: .idle
    case .connecting: .connecting
    case .open: .connected
    case .waiting(let attempt, let until): .waiting(attempt: attempt, until: until)
    case .closed(let code, let reason): .closed(code: code, reason: reason)
    }
  }
}
