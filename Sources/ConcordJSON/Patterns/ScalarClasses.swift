/// Divides all scalars into classes such that no set of a pattern tells two of one class apart.
struct ScalarClasses {
  /// The class of each ASCII character.
  private let ascii: [UInt16]
  /// The first scalar of each class, in order; the class is the index.
  private let starts: [UInt32]

  init(_ sets: [ScalarSet]) {
    var borders: Set<UInt32> = [0]
    for range in sets.flatMap(\.ranges) {
      borders.insert(range.lowerBound)
      borders.insert(range.upperBound + 1)
    }
    let starts = borders.sorted()
    self.starts = starts
    ascii = (0..<128).map { Self.find($0, starts) }
  }

  var count: Int { starts.count }

  func of(_ scalar: Unicode.Scalar) -> Int {
    Int(scalar.value < 128 ? ascii[Int(scalar.value)] : Self.find(scalar.value, starts))
  }

  /// Whether a class has a scalar: one of surrogates alone has none.
  func isText(_ scalarClass: Int) -> Bool {
    let end = scalarClass + 1 < starts.count ? starts[scalarClass + 1] : ScalarSet.largest + 1
    return starts[scalarClass] < end && !ScalarSet([starts[scalarClass]...end - 1]).isEmpty
  }

  /// Which classes a set is made of.
  func members(of set: ScalarSet) -> [Bool] {
    starts.map { start in set.ranges.contains { $0.contains(start) } }
  }

  private static func find(_ value: UInt32, _ starts: [UInt32]) -> UInt16 {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= value { low = middle } else { high = middle }
    }
    return UInt16(low)
  }
}
