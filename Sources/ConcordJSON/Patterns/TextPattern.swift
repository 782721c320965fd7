/// A pattern of `match`: it covers a whole text or not, in time that grows with the text alone.
///
/// Characters, `.`, `[…]`, `\d \w \s`, `(…)`, `|` and the repetitions `* + ? {n} {n,} {n,m}`, with the meaning that they
/// have in ECMA-262. Back-references and look-around are refused, so the pattern is regular and no text makes it slow.
public struct TextPattern: Sendable {
  /// The pattern as it was written.
  public let text: String
  /// The lengths in Unicode scalars of the shortest and longest text that matches (nil: there is no longest); nil when
  /// no text does.
  public let lengths: (shortest: Int, longest: Int?)?

  /// Whether some text that matches has at least `least` and at most `most` scalars. Where the ends alone do not tell, the
  /// machine is followed for as many scalars as a pattern can have states; beyond that the answer is yes.
  public func matchesLength(from least: Int, to most: Int?) -> Bool {
    guard let lengths, most.map({ lengths.shortest <= $0 }) ?? true, lengths.longest.map({ $0 >= least }) ?? true else {
      return false
    }
    // A repetition without an end goes on in steps of less than that.
    guard let most, most - least < PatternProgram.largest, most <= PatternProgram.largest else { return true }
    guard let program = try? program() else { return true }
    return StateSets(program).accepts(lengthFrom: least, to: most)
  }

  /// The machine before it became a table.
  func program() throws(PatternError) -> PatternProgram {
    var parser = PatternParser(text)
    return try PatternProgram(try parser.whole())
  }

  private let machine: Machine

  private enum Machine: Sendable {
    case table(PatternTable)
    case sets(StateSets)
  }

  /// Reads a pattern.
  ///
  /// - Throws: `PatternError` with the place of what is wrong or not supported.
  public init(parsing text: String) throws(PatternError) {
    var parser = PatternParser(text)
    let node = try parser.whole()
    let sets = StateSets(try PatternProgram(node))
    self.text = text
    lengths = node.lengths
    machine = if let table = PatternTable(sets) { .table(table) } else { .sets(sets) }
  }

  /// A pattern of generated code, which the contract compiler has read before.
  ///
  /// Any other text that is no pattern ends the program.
  public init(_ text: StaticString) {
    do {
      try self.init(parsing: text.description)
    } catch {
      preconditionFailure("'\(text)' is not a pattern: \(error.message) at \(error.offset)")
    }
  }

  /// Whether the pattern covers all of a text.
  public func matches(_ text: String) -> Bool {
    switch machine {
    case .table(let table): return table.matches(text)
    case .sets(let sets):
      var states = sets.first()
      var next = sets.none()
      var waiting: [Int] = []
      for scalar in text.unicodeScalars {
        sets.step(states.list, sets.classes.of(scalar), into: &next, &waiting)
        if next.list.isEmpty, !next.accepts { return false }
        swap(&states, &next)
      }
      return states.accepts
    }
  }
}
