/// A map that holds at most `limit` pairs: one more pushes out the one that was set longest ago.
struct BoundedMap<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Slot: Sendable {
    var value: Value
    var turn: UInt64
  }

  let limit: Int
  private var slots: [Key: Slot] = [:]
  /// Keys in the order in which they were set. A key that was set again or removed leaves a dead place behind, known by
  /// its turn.
  private var queue: [(key: Key, turn: UInt64)] = []
  private var head = 0
  /// Counts every `set`; what was set before a moment has a lower turn than the one read at that moment.
  private(set) var turn: UInt64 = 0

  init(limit: Int) { self.limit = max(1, limit) }

  var count: Int { slots.count }
  var isEmpty: Bool { slots.isEmpty }
  var pairs: some Sequence<(key: Key, value: Value)> { slots.lazy.map { (key: $0.key, value: $0.value.value) } }

  subscript(key: Key) -> Value? { slots[key]?.value }

  /// Sets a value and makes its key the newest.
  ///
  /// - Returns: the pair that had to go.
  mutating func set(_ key: Key, _ value: Value) -> (key: Key, value: Value)? {
    turn += 1
    slots[key] = Slot(value: value, turn: turn)
    queue.append((key, turn))
    compact()
    guard slots.count > limit else { return nil }
    while head < queue.count {
      let (oldest, turn) = queue[head]
      head += 1
      if slots[oldest]?.turn == turn, let slot = slots.removeValue(forKey: oldest) { return (oldest, slot.value) }
    }
    return nil
  }

  @discardableResult
  mutating func remove(_ key: Key) -> Value? { slots.removeValue(forKey: key)?.value }

  mutating func removeAll() {
    slots = [:]
    queue = []
    head = 0
  }

  /// Removes what was set when `turn` was at most this.
  mutating func removeAll(upTo turn: UInt64) {
    slots = slots.filter { $0.value.turn > turn }
    compact()
  }

  /// Dead places are swept when they outnumber the living, so setting stays cheap on average.
  private mutating func compact() {
    guard queue.count > 2 * slots.count + 16 else { return }
    queue = queue[head...].filter { slots[$0.key]?.turn == $0.turn }
    head = 0
  }
}
