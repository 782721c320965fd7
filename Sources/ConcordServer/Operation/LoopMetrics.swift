import ConcordCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How a call ended, as operators count it.
enum CallOutcome: Int, CaseIterable {
  case succeeded
  /// The caller was told that it did something wrong, or came too early.
  case refused
  /// The server could not.
  case failed
  /// The caller was gone before there was an answer.
  case abandoned

  init(_ error: ConcordError) { self = error.code.httpStatus < 500 ? .refused : .failed }

  var name: String {
    switch self {
    case .succeeded: "succeeded"
    case .refused: "refused"
    case .failed: "failed"
    case .abandoned: "abandoned"
    }
  }
}

/// What happened on one loop since the start. Plain numbers: only the loop counts and reads them, and whoever wants
/// them asks on the loop.
///
/// Invariant (`@unchecked Sendable`): touched on the loop's thread only.
final class LoopMetrics: @unchecked Sendable {
  private(set) var counts = MetricCounts()

  /// Microseconds of the system's clock that never goes back; to be compared with each other alone.
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec &* 1_000_000 &+ time.tv_nsec / 1000
  }

  /// A call that began at a `now` was answered.
  func count(_ route: Route, _ outcome: CallOutcome, since began: Int) {
    counts.add(route.number, outcome, microseconds: Self.now &- began)
  }

  /// A frame of an event was sent.
  func pushed() { counts.pushes += 1 }

  /// An event of class `drop` was left out for a slow reader.
  func dropped(bytes: Int) {
    counts.droppedEvents += 1
    counts.droppedBytes += bytes
  }
}

/// Counters, as a value that can be added up.
struct MetricCounts: Sendable {
  /// The upper bounds of the classes of latency, in microseconds; the last class has none.
  static let bounds = [100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000]

  var pushes = 0
  var droppedEvents = 0
  var droppedBytes = 0
  var connections = 0
  /// For each operation: by outcome, the sum of all latencies in microseconds, and by class of latency.
  private var calls: [Int] = []

  private static var outcomes: Int { 4 }
  private static var width: Int { outcomes + 1 + 11 }

  mutating func add(_ operation: Int, _ outcome: CallOutcome, microseconds: Int) {
    let start = operation * Self.width
    if start + Self.width > calls.count { makeRoom(start + Self.width) }
    calls[start + outcome.rawValue] += 1
    calls[start + Self.outcomes] += microseconds
    var place = 0
    while place < Self.bounds.count, microseconds > Self.bounds[place] { place += 1 }
    calls[start + Self.outcomes + 1 + place] += 1
  }

  private mutating func makeRoom(_ count: Int) {
    calls.append(contentsOf: repeatElement(0, count: count - calls.count))
  }

  mutating func add(_ other: MetricCounts) {
    pushes += other.pushes
    droppedEvents += other.droppedEvents
    droppedBytes += other.droppedBytes
    connections += other.connections
    if other.calls.count > calls.count { makeRoom(other.calls.count) }
    for index in other.calls.indices { calls[index] += other.calls[index] }
  }

  func calls(_ operation: Int, _ outcome: CallOutcome) -> Int { value(operation, outcome.rawValue) }

  func microseconds(_ operation: Int) -> Int { value(operation, Self.outcomes) }

  /// Calls in each class of latency, the one without a bound last.
  func latencies(_ operation: Int) -> [Int] {
    (0...Self.bounds.count).map { value(operation, Self.outcomes + 1 + $0) }
  }

  private func value(_ operation: Int, _ place: Int) -> Int {
    let index = operation * Self.width + place
    return index < calls.count ? calls[index] : 0
  }
}
