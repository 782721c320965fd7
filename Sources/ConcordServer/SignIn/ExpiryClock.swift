import ConcordCore
import ConcordTransport

/// Wakes the connections of a loop whose sign-in ends: one timer for all of them.
///
/// Invariant (`@unchecked Sendable`): touched on the loop's thread only.
final class ExpiryClock: @unchecked Sendable {
  private let loop: EventLoop
  /// By the second in which they are to be woken, since 1970; each connection once.
  private var due: [Int64: [ObjectIdentifier: ServerConnection]] = [:]
  private var timer: (second: Int64, timer: LoopTimer)?

  init(_ loop: EventLoop) { self.loop = loop }

  /// How many are to be woken.
  var count: Int { due.values.reduce(0) { $0 + $1.count } }

  /// Calls the connection's `signInIsDue` at that second, and at no other that was asked for before.
  func wake(_ connection: ServerConnection, at second: Int64) {
    guard connection.wakesAt != second else { return }
    forget(connection)
    connection.wakesAt = second
    due[second, default: [:]][ObjectIdentifier(connection)] = connection
    schedule(second)
  }

  /// The connection is not woken; it has to be told of each that ends.
  func forget(_ connection: ServerConnection) {
    guard let second = connection.wakesAt else { return }
    connection.wakesAt = nil
    due[second]?[ObjectIdentifier(connection)] = nil
    if due[second]?.isEmpty == true { due[second] = nil }
  }

  /// The timer fires in that second or before.
  private func schedule(_ second: Int64) {
    if let timer, timer.second <= second { return }
    timer?.timer.cancel()
    let wait = max(0, Timestamp.now.milliseconds.distance(to: second * 1000))
    timer = (second, loop.schedule(after: .milliseconds(wait)) { [weak self] in self?.fire() })
  }

  private func fire() {
    timer = nil
    let now = Timestamp.now.milliseconds / 1000
    for second in due.keys.filter({ $0 <= now }).sorted() {
      guard let ready = due.removeValue(forKey: second) else { continue }
      for connection in ready.values {
        connection.wakesAt = nil
        connection.signInIsDue()
      }
    }
    if let next = due.keys.min() { schedule(next) }
  }
}
