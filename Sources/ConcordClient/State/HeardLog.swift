import ConcordCore

/// How far a client has heard a server's log: enough to ask for what it missed, and to know which part of the answer the
/// bus was told before. A plain value.
///
/// All events of a commit have one offset, and a connection can end between two of them. So a commit counts as heard when
/// an event of a later one comes; what was told beyond that is noted, one by one.
struct HeardLog: Sendable, Equatable {
  /// A change that the bus was told of.
  private struct Told: Hashable, Sendable {
    let topic: String
    let path: EntityPath
  }

  /// Where the client is with what it missed.
  private enum Replay: Sendable, Equatable {
    case none
    /// It asked; events are of the time after.
    case asked
    /// The answer came: events up to this offset are what was missed.
    case until(Int)
  }

  /// Of the log.
  let epoch: String
  /// All events of the commits up to this one were heard.
  private(set) var offset: Int
  private var told: [Int: Set<Told>] = [:]
  private var count = 0
  private let limit: Int
  /// The last offset of which something could not be noted.
  private var unnoted: Int?
  private var replay = Replay.none

  /// - Parameter limit: how many changes are noted.
  init(epoch: String, offset: Int, limit: Int = 10_000) {
    self.epoch = epoch
    self.offset = offset
    self.limit = limit
  }

  /// Whether it is known what was told: otherwise what was missed cannot be told apart from what was not.
  var isComplete: Bool { unnoted == nil }

  /// An event of a commit came.
  ///
  /// - Returns: false when it is a repetition of what the bus was told of.
  mutating func hear(_ topic: String, _ path: EntityPath, at offset: Int) -> Bool {
    if case .until(let last) = replay, offset > last { replay = .none }
    let isNews = told[offset]?.contains(Told(topic: topic, path: path)) != true
    // Before the answer there may be a gap between what was heard and this.
    if replay != .asked { advance(to: offset - 1) }
    note(topic, path, at: offset)
    if case .until = replay { return isNews }
    return true
  }

  /// The bus was told of a change otherwise than by an event of the server.
  mutating func note(_ topic: String, _ path: EntityPath, at offset: Int) {
    guard offset > self.offset else { return }
    guard count < limit else {
      unnoted = max(offset, unnoted ?? offset)
      return
    }
    if told[offset, default: []].insert(Told(topic: topic, path: path)).inserted { count += 1 }
  }

  /// The client asks for what it missed.
  mutating func ask() { replay = .asked }

  /// The answer came: what was missed up to an offset follows.
  mutating func answer(until last: Int) { replay = .until(last) }

  /// What was missed is read otherwise; the connection tells of everything after an offset.
  mutating func skip(to offset: Int) {
    replay = .none
    advance(to: offset)
  }

  private mutating func advance(to offset: Int) {
    guard offset > self.offset else { return }
    self.offset = offset
    if let unnoted, unnoted <= offset { self.unnoted = nil }
    guard !told.isEmpty else { return }
    told = told.filter { $0.key > offset }
    count = told.values.reduce(0) { $0 + $1.count }
  }
}
