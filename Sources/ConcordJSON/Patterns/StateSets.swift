/// The sets of states in which a pattern's machine can be at once, and their steps.
struct StateSets {
  let program: PatternProgram
  let classes: ScalarClasses
  /// Whether a set of the program has a class: `members[set][class]`.
  private let members: [[Bool]]

  /// - Parameter classes: Such that no set of the program tells two scalars of a class apart; nil: as few as can be.
  init(_ program: PatternProgram, classes: ScalarClasses? = nil) {
    self.program = program
    let classes = classes ?? ScalarClasses(program.sets)
    self.classes = classes
    members = program.sets.map(classes.members)
  }

  /// States in the order in which they were found, each once.
  struct States {
    var list: [Int] = []
    fileprivate var marks: [Bool]
    fileprivate(set) var accepts = false

    fileprivate mutating func removeAll() {
      for state in list { marks[state] = false }
      for state in forks { marks[state] = false }
      list.removeAll(keepingCapacity: true)
      forks.removeAll(keepingCapacity: true)
      accepts = false
    }

    fileprivate var forks: [Int] = []
  }

  func none() -> States { States(marks: Array(repeating: false, count: program.states.count)) }

  func first() -> States {
    var states = none()
    var waiting: [Int] = []
    enter(program.start, &states, &waiting)
    return states
  }

  /// The states behind `states` when a scalar of a class has been read.
  func step(_ states: [Int], _ scalarClass: Int, into next: inout States, _ waiting: inout [Int]) {
    next.removeAll()
    for state in states {
      guard case .read(let set, let target) = program.states[state], members[set][scalarClass] else { continue }
      enter(target, &next, &waiting)
    }
  }

  /// Adds a state, and what its forks lead to. A state is looked at once per step, so loops of forks end.
  private func enter(_ state: Int, _ states: inout States, _ waiting: inout [Int]) {
    waiting.append(state)
    while let state = waiting.popLast() {
      if states.marks[state] { continue }
      states.marks[state] = true
      switch program.states[state] {
      case .read: states.list.append(state)
      case .fork(let one, let other):
        states.forks.append(state)
        waiting.append(other)
        waiting.append(one)
      case .accept:
        states.forks.append(state)
        states.accepts = true
      }
    }
  }

  /// Whether some text of a length between the two, ends included, leads to the end, whatever its scalars are.
  func accepts(lengthFrom least: Int, to most: Int) -> Bool {
    var states = first()
    var next = none()
    var waiting: [Int] = []
    for length in 0...most {
      if length >= least, states.accepts { return true }
      next.removeAll()
      for state in states.list {
        guard case .read(let set, let target) = program.states[state], !program.sets[set].isEmpty else { continue }
        enter(target, &next, &waiting)
      }
      if next.list.isEmpty, !next.accepts { return false }
      swap(&states, &next)
    }
    return false
  }
}
