/// A parsed pattern.
indirect enum PatternNode {
  case set(ScalarSet)
  /// One behind the other; the empty sequence is the empty text.
  case sequence([PatternNode])
  case choice([PatternNode])
  /// `most` is nil without an upper end.
  case repetition(PatternNode, least: Int, most: Int?)

  /// The lengths in scalars of the texts that match; nil when none does. The numbers are ends, what lies between need
  /// not all be there; `longest` is nil without an end, and both stop at `Int.max`.
  var lengths: (shortest: Int, longest: Int?)? {
    switch self {
    case .set(let set): return set.isEmpty ? nil : (1, 1)
    case .sequence(let parts):
      var total: (shortest: Int, longest: Int?) = (0, 0)
      for part in parts {
        guard let next = part.lengths else { return nil }
        total.shortest = Self.sum(total.shortest, next.shortest)
        if let longest = total.longest, let more = next.longest {
          total.longest = Self.sum(longest, more)
        } else {
          total.longest = nil
        }
      }
      return total
    case .choice(let parts):
      let all = parts.compactMap(\.lengths)
      guard let shortest = all.map(\.shortest).min() else { return nil }
      return (shortest, all.contains { $0.longest == nil } ? nil : all.compactMap(\.longest).max())
    case .repetition(let part, let least, let most):
      guard let one = part.lengths else { return least == 0 ? (0, 0) : nil }
      let longest: Int? =
        one.longest == 0 ? 0 : most.flatMap { most in one.longest.map { Self.product($0, most) } }
      return (Self.product(one.shortest, least), most == 0 ? 0 : longest)
    }
  }

  private static func sum(_ one: Int, _ other: Int) -> Int {
    let (sum, overflow) = one.addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  private static func product(_ one: Int, _ other: Int) -> Int {
    let (product, overflow) = one.multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
