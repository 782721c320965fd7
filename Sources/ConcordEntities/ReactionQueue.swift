/// The work of a reactor that waits, in lanes: what is in one lane runs in order, one at a time; lanes run beside each
/// other, up to a limit. A plain value: the reactor adds the lock and runs the work.
struct ReactionQueue<Work: Sendable>: Sendable {
  /// What has to run in order: one reaction and one thing that it is about.
  struct Lane: Hashable, Sendable {
    /// The reaction's number; -1 for the reading of commits.
    var reaction: Int
    var subject: String
  }

  /// How much may wait, and how many lanes run at once.
  let capacity: Int, width: Int
  private var lanes: [Lane: [Work]] = [:]
  /// Lanes with work that do not run, in the order in which their work came.
  private var ready: [Lane] = []
  private var firstReady = 0
  private(set) var running: Set<Lane> = []
  private(set) var count = 0

  init(capacity: Int, width: Int) {
    self.capacity = capacity
    self.width = width
  }

  /// Nothing waits, nothing runs.
  var isIdle: Bool { count == 0 && running.isEmpty }

  /// Appends work to a lane; false when as much waits as may.
  mutating func add(_ work: Work, to lane: Lane) -> Bool {
    guard count < capacity else { return false }
    count += 1
    if lanes[lane, default: []].isEmpty, !running.contains(lane) { ready.append(lane) }
    lanes[lane, default: []].append(work)
    return true
  }

  /// The next work that may run, which then counts as running until `finish`.
  mutating func next() -> (lane: Lane, work: Work)? {
    guard running.count < width, firstReady < ready.count else { return nil }
    let lane = ready[firstReady]
    firstReady += 1
    if firstReady == ready.count || firstReady > 1024 {
      ready.removeFirst(firstReady)
      firstReady = 0
    }
    // In place: a copy of a long lane for each piece of its work would cost its square.
    guard let work = lanes[lane]?.removeFirst() else { return nil }
    if lanes[lane]?.isEmpty == true { lanes[lane] = nil }
    count -= 1
    running.insert(lane)
    return (lane, work)
  }

  /// The work of a lane is done.
  mutating func finish(_ lane: Lane) {
    running.remove(lane)
    if lanes[lane] != nil { ready.append(lane) }
  }

  /// Forgets what waits.
  mutating func removeAll() {
    lanes = [:]
    ready = []
    firstReady = 0
    count = 0
  }
}
