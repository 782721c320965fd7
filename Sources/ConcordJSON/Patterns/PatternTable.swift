/// A pattern's machine with one state at a time, written out as a table: the fast way, where the table is small.
struct PatternTable {
  /// Bounds of the table and of the work to make it; beyond them `StateSets` is walked instead.
  private enum Limit {
    static let entries = 1 << 15
    static let work = 1 << 19
  }

  private let classes: ScalarClasses
  /// `steps[state * classes.count + class]` is the next state. State 0 is the one without a way to the end.
  private let steps: [UInt16]
  private let accepts: [Bool]

  /// nil when the table would be too large.
  init?(_ sets: StateSets) {
    let classes = sets.classes
    var numbers: [[Int]: UInt16] = [[]: 0]
    var found: [[Int]] = [[]]
    var accepts = [false]
    var steps: [UInt16] = Array(repeating: 0, count: classes.count)
    var scratch = sets.none()
    var waiting: [Int] = []
    var work = 0
    func number(_ states: StateSets.States) -> UInt16 {
      // Sets that differ only in whether they accept are different states.
      let key = states.list.sorted() + (states.accepts ? [-1] : [])
      if let number = numbers[key] { return number }
      let number = UInt16(found.count)
      numbers[key] = number
      found.append(states.list)
      accepts.append(states.accepts)
      return number
    }
    _ = number(sets.first())
    var state = 1
    while state < found.count {
      let list = found[state]
      for scalarClass in 0..<classes.count {
        sets.step(list, scalarClass, into: &scratch, &waiting)
        steps.append(number(scratch))
        work += list.count + scratch.list.count + 1
      }
      guard found.count * classes.count <= Limit.entries, work <= Limit.work else { return nil }
      state += 1
    }
    self.classes = classes
    self.steps = steps
    self.accepts = accepts
  }

  func matches(_ text: String) -> Bool {
    var state = 1
    // A pattern without any text has only the states 0 and 1, and 1 may be missing when nothing can be read.
    guard accepts.count > 1 else { return false }
    for scalar in text.unicodeScalars {
      state = Int(steps[state * classes.count + classes.of(scalar)])
      if state == 0 { return false }
    }
    return accepts[state]
  }
}
