import ConcordCore

/// How far a client has heard a server's log: enough to ask for what it missed, and to know what the bus was told already.
/// A plain value.
///
/// All events of a commit have one offset, and a connection can end between two of them. So a commit counts as heard when
/// an event of a later one comes; what was told beyond that is noted. The notes serve the order as well: of an entity
/// nothing is told that is older than what was told of it, whichever of replies, events and readings came first.
struct HeardLog: Sendable, Equatable {
  /// The last that the bus was told of an entity.
  private struct Told: Sendable, Equatable {
    var offset: Int
    /// The events of that commit; nil where its state was told, whatever the events were.
    var topics: Set<String>?
  }

  /// Of the log.
  let epoch: String
  /// All events of the commits up to this one were heard.
  private(set) var offset: Int
  private var told: [EntityPath: Told] = [:]
  private let limit: Int
  /// The last offset of which something could not be noted.
  private var unnoted: Int?
  /// The notes up to this offset were looked through, to make room.
  private var thinned = 0
  /// What was missed was asked for, and the answer has not come: there may be a gap before what comes now, so it has to wait.
  private(set) var isAsking = false

  /// - Parameter limit: how many entities are noted.
  init(epoch: String, offset: Int, limit: Int = 10_000) {
    self.epoch = epoch
    self.offset = offset
    self.limit = limit
  }

  /// Whether it is known what was told: otherwise what was missed cannot be told apart from what was not.
  var isComplete: Bool { unnoted == nil }

  /// An event of a commit came.
  ///
  /// - Returns: false when the bus was told of it, or of something later.
  mutating func hear(_ topic: String, _ path: EntityPath, at offset: Int) -> Bool {
    advance(to: offset - 1)
    if isTold(topic, path, at: offset) { return false }
    note(topic, path, at: offset)
    return true
  }

  /// Whether the bus was told of a change, or of what became of the entity later.
  func isTold(_ topic: String, _ path: EntityPath, at offset: Int) -> Bool {
    guard let last = told[path], last.offset >= offset else { return false }
    return last.offset > offset || last.topics?.contains(topic) ?? true
  }

  /// Whether the bus was told of the state at an offset, or a later one: by what was noted, or since all was heard.
  func knows(_ path: EntityPath, at offset: Int) -> Bool {
    offset <= self.offset || (told[path]?.offset ?? -1) >= offset
  }

  /// The bus was told of a change otherwise than by an event of the server.
  ///
  /// - Parameter topic: nil when it was told what is at that offset, and not what happened.
  mutating func note(_ topic: String?, _ path: EntityPath, at offset: Int) {
    if let last = told[path] {
      guard offset >= last.offset else { return }
      let others = last.offset == offset ? last.topics : []
      told[path] = Told(offset: offset, topics: topic.flatMap { others?.union([$0]) })
      return
    }
    if told.count >= limit { thin() }
    guard told.count < limit else {
      if offset > self.offset { unnoted = max(offset, unnoted ?? offset) }
      return
    }
    told[path] = Told(offset: offset, topics: topic.map { [$0] })
  }

  /// The client asks for what it missed.
  mutating func ask() { isAsking = true }

  /// The answer came: what was missed follows.
  mutating func answer() { isAsking = false }

  /// What is missed is read otherwise; the connection tells of everything after an offset.
  mutating func skip(to offset: Int) {
    isAsking = false
    advance(to: offset)
  }

  private mutating func advance(to offset: Int) {
    guard offset > self.offset else { return }
    self.offset = offset
    if let unnoted, unnoted <= offset { self.unnoted = nil }
  }

  /// What was heard is not asked for again.
  private mutating func thin() {
    guard thinned < offset else { return }
    thinned = offset
    told = told.filter { $0.value.offset > offset }
  }
}
