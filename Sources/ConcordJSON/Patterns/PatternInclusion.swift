extension TextPattern {
  /// How many pairs of state sets are looked at before the question is given up.
  private static let mostPairs = 4096

  /// Whether every text that matches another pattern matches this one. Nil when it would take too long to tell, which
  /// takes patterns that nobody writes by hand.
  public func covers(_ other: TextPattern) -> Bool? {
    guard let outer = try? program(), let inner = try? other.program() else { return nil }
    // Both machines read the same classes of scalars, so one step of each is one step of both.
    let classes = ScalarClasses(outer.sets + inner.sets)
    let (all, some) = (StateSets(outer, classes: classes), StateSets(inner, classes: classes))
    var pair = (all: all.first(), some: some.first())
    var next = (all: all.none(), some: some.none())
    var waiting: [Int] = []
    var known: Set<[[Int]]> = []
    var open: [(all: [Int], some: [Int])] = []
    func isKept() -> Bool {
      // Where the other pattern has no way to its end there is nothing more to cover.
      if !pair.some.list.isEmpty, known.insert([pair.all.list.sorted(), pair.some.list.sorted()]).inserted {
        open.append((pair.all.list, pair.some.list))
      }
      return pair.all.accepts || !pair.some.accepts
    }
    guard isKept() else { return false }
    while let states = open.popLast() {
      guard known.count <= Self.mostPairs else { return nil }
      for scalarClass in 0..<classes.count where classes.isText(scalarClass) {
        all.step(states.all, scalarClass, into: &next.all, &waiting)
        some.step(states.some, scalarClass, into: &next.some, &waiting)
        swap(&pair, &next)
        guard isKept() else { return false }
      }
    }
    return true
  }
}
