import ConcordCore

/// The requests that wait for a reply, by message id, with their deadlines.
struct RequestTable: Sendable {
  private struct Pending: Sendable {
    let waiter: RequestWaiter
    let deadline: ContinuousClock.Instant
    /// The order of registration.
    let turn: UInt64
    /// The message, while it waits for the connection.
    var unsent: [UInt8]?
  }

  private var pending: [MessageID: Pending] = [:]
  private var turn: UInt64 = 0
  /// When somebody will look at the deadlines; nil when nobody needs to.
  private var wake: ContinuousClock.Instant?

  var count: Int { pending.count }

  /// Notes a request.
  ///
  /// - Returns: when to call `expire`, if no earlier call is due.
  mutating func add(
    _ id: MessageID, _ waiter: RequestWaiter, deadline: ContinuousClock.Instant, unsent: [UInt8]? = nil
  ) -> ContinuousClock.Instant? {
    turn += 1
    pending[id] = Pending(waiter: waiter, deadline: deadline, turn: turn, unsent: unsent)
    if let wake, wake <= deadline { return nil }
    wake = deadline
    return deadline
  }

  /// Forgets a request and gives whoever waits for it; nil when it is not pending any more.
  mutating func take(_ id: MessageID) -> RequestWaiter? { pending.removeValue(forKey: id)?.waiter }

  /// Whether a request was sent and is pending.
  func isSent(_ id: MessageID) -> Bool { pending[id].map { $0.unsent == nil } ?? false }

  /// Forgets all, oldest first.
  mutating func takeAll() -> [RequestWaiter] {
    defer { pending = [:] }
    return pending.values.sorted { $0.turn < $1.turn }.map(\.waiter)
  }

  /// How many wait for the connection.
  var unsentCount: Int { pending.values.count { $0.unsent != nil } }

  /// How many were sent.
  var sentCount: Int { pending.values.count { $0.unsent == nil } }

  /// Whether one that was sent may have changed something that nobody else will tell of.
  var hasSentOwnChange: Bool { pending.values.contains { $0.unsent == nil && $0.waiter.isOwnChange } }

  /// Forgets those that were sent, oldest first.
  mutating func takeSent() -> [RequestWaiter] {
    let sent = pending.filter { $0.value.unsent == nil }.sorted { $0.value.turn < $1.value.turn }
    for (id, _) in sent { pending[id] = nil }
    return sent.map(\.value.waiter)
  }

  /// The messages that waited for the connection, oldest first; they count as sent now.
  mutating func takeUnsent() -> [[UInt8]] {
    let waiting = pending.filter { $0.value.unsent != nil }.sorted { $0.value.turn < $1.value.turn }
    for (id, _) in waiting { pending[id]?.unsent = nil }
    return waiting.compactMap(\.value.unsent)
  }

  /// Forgets what is due.
  ///
  /// - Parameter scheduled: the time for which this call was asked; calls for a time that is no longer wanted are
  ///   harmless.
  /// - Returns: who waited in vain, oldest first, and when to call again.
  mutating func expire(
    at now: ContinuousClock.Instant, scheduled: ContinuousClock.Instant
  ) -> (due: [(id: MessageID, waiter: RequestWaiter, isSent: Bool)], wake: ContinuousClock.Instant?) {
    let due = pending.filter { $0.value.deadline <= now }.sorted { $0.value.turn < $1.value.turn }
    for (id, _) in due { pending[id] = nil }
    let waiters = due.map { (id: $0.key, waiter: $0.value.waiter, isSent: $0.value.unsent == nil) }
    guard wake == scheduled else { return (waiters, nil) }
    wake = pending.values.map(\.deadline).min()
    return (waiters, wake)
  }
}
