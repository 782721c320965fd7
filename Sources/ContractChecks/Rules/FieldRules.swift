import ConcordJSON

extension Rule {
  static let boundsCrossed = Rule("bounds-crossed", "A field's `min` is at most its `max`.") { packages in
    fields(packages).compactMap { field in
      if let min = field.rules.min, let max = field.rules.max, max.value.isLess(than: min.value) {
        return Finding(
          max.position, "no value of '\(field.name)' is at least \(min.value.text) and at most \(max.value.text)")
      }
      guard field.type.unwrapped == .scalar(.int) else { return nil }
      if let min = field.rules.min, case .integer(let value) = min.value, value > largestInt {
        return Finding(min.position, "no int is at least \(value)", suggestion: "an int64 may be")
      }
      if let max = field.rules.max, case .integer(let value) = max.value, value < -largestInt {
        return Finding(max.position, "no int is at most \(value)", suggestion: "an int64 may be")
      }
      return nil
    }
  }

  /// 2⁵³ − 1, the largest `int`.
  private static let largestInt: Int64 = (1 << 53) - 1

  static let matchNothing = Rule("match-nothing", "A field's pattern matches a text of the length that it may have.") {
    packages in
    fields(packages).compactMap { field in
      guard let match = field.rules.match else { return nil }
      guard let lengths = match.pattern.lengths else {
        return Finding(match.position, "no text matches this pattern of '\(field.name)'")
      }
      if let max = field.rules.max?.count, lengths.shortest > max {
        return Finding(
          match.position, "the shortest text that matches has \(lengths.shortest) characters, and 'max' is \(max)")
      }
      if let min = field.rules.min?.count, let longest = lengths.longest, longest < min {
        return Finding(match.position, "the longest text that matches has \(longest) characters, and 'min' is \(min)")
      }
      let (min, max) = (field.rules.min?.count ?? 0, field.rules.max?.count)
      if max.map({ min > $0 }) == true || match.pattern.matchesLength(from: min, to: max) { return nil }
      let range = min == max ? "\(min)" : "\(min) to \(max.map { "\($0)" } ?? "any number of")"
      return Finding(match.position, "no text that matches has \(range) characters, as 'min' and 'max' ask")
    }
  }

  static let defaultRules = Rule("default-rules", "A default keeps the rules of its field.") { packages in
    fields(packages).compactMap { field in
      guard let literal = field.defaultValue, let message = breach(of: field.rules, by: literal) else { return nil }
      return Finding(field.defaultPosition ?? field.position, "the default of '\(field.name)' \(message)")
    }
  }

  /// How a default breaks rules, to stand behind the field's name.
  private static func breach(of rules: FieldRules, by literal: Literal) -> String? {
    guard let size = literal.size(like: rules.min?.value ?? rules.max?.value) else { return mismatch(rules, literal) }
    if let min = rules.min, size.isLess(than: min.value) {
      return literal.isText(rules)
        ? "has \(size.text) characters, and 'min' is \(min.value.text)"
        : "is \(size.text), which is less than \(min.value.text)"
    }
    if let max = rules.max, max.value.isLess(than: size) {
      return literal.isText(rules)
        ? "has \(size.text) characters, and 'max' is \(max.value.text)"
        : "is \(size.text), which is more than \(max.value.text)"
    }
    return mismatch(rules, literal)
  }

  private static func mismatch(_ rules: FieldRules, _ literal: Literal) -> String? {
    guard let match = rules.match, case .string(let text) = literal, !match.pattern.matches(text) else { return nil }
    return "does not match \(match.pattern.text)"
  }
}

extension FieldRules.Bound {
  /// The number of a length's bound.
  fileprivate var count: Int? { if case .count(let count) = value { count } else { nil } }
}

extension Literal {
  /// What a bound of the given kind is compared with.
  fileprivate func size(like bound: FieldRules.Bound.Value?) -> FieldRules.Bound.Value? {
    switch (self, bound) {
    case (.string(let text), .count): .count(text.unicodeScalars.count)
    case (.string(let text), .decimal): DecimalText(text).map { .decimal($0) }
    case (.integer(let number), .integer): .integer(number)
    case (.number(let number), .number): .number(number)
    default: nil
    }
  }

  fileprivate func isText(_ rules: FieldRules) -> Bool {
    if case .count? = rules.min?.value ?? rules.max?.value { true } else { false }
  }
}
