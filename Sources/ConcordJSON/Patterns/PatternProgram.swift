/// A pattern as a machine (Thompson's construction): states that read one scalar of a set, and states that fork.
struct PatternProgram {
  enum State {
    /// Reads a scalar of a set, by its index in `sets`.
    case read(Int, next: Int)
    case fork(Int, Int)
    case accept
  }

  /// Repetitions are written out, so that a state needs no counter; a pattern that gets larger is refused.
  static let largest = 5000

  private(set) var states: [State] = [.accept]
  private(set) var start = 0
  private(set) var sets: [ScalarSet] = []
  private var indices: [ScalarSet: Int] = [:]

  /// - Throws: `PatternError` when written-out repetitions are too many.
  init(_ node: PatternNode) throws(PatternError) { start = try add(node, before: 0) }

  /// Adds the states that read `node` and go on at `next`; gives the first of them.
  private mutating func add(_ node: PatternNode, before next: Int) throws(PatternError) -> Int {
    switch node {
    case .set(let set):
      let index = indices[set] ?? sets.count
      if index == sets.count {
        sets.append(set)
        indices[set] = index
      }
      return try add(.read(index, next: next))
    case .sequence(let parts):
      var first = next
      for part in parts.reversed() { first = try add(part, before: first) }
      return first
    case .choice(let parts):
      var first: Int?
      for part in parts.reversed() {
        let entry = try add(part, before: next)
        first = if let first { try add(.fork(entry, first)) } else { entry }
      }
      return first ?? next
    case .repetition(let part, let least, let most):
      // What reads nothing is the same however often it stands there, and would make no state to count.
      if let longest = node.lengths?.longest, longest == 0 { return next }
      var first = next
      if let most {
        // x{0,3} is (x(xx?)?)?: from each place one way goes on and one leaves.
        for _ in least..<most { first = try add(.fork(try add(part, before: first), next)) }
      } else {
        first = try add(.fork(next, next))
        states[first] = .fork(try add(part, before: first), next)
      }
      for _ in 0..<least { first = try add(part, before: first) }
      return first
    }
  }

  private mutating func add(_ state: State) throws(PatternError) -> Int {
    guard states.count < Self.largest else {
      throw PatternError(
        "the pattern is too large when its repetitions are written out", at: 0, suggestion: "repeat less often")
    }
    states.append(state)
    return states.count - 1
  }
}
