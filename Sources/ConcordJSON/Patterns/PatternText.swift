extension TextPattern {
  /// The pattern for other engines: anchored at both ends, and with every set spelled out. `\d`, `\s` and `.` differ from
  /// engine to engine, and `\u{H…}` and many an escape are wrong in some; ranges and `\uHHHH` mean the same in all.
  public var anchored: String {
    var parser = PatternParser(text)
    // The text has been parsed before, or there would be no value.
    guard let node = try? parser.whole() else { return text }
    return "^" + Self.anchoredText(node) + "$"
  }

  private static func anchoredText(_ node: PatternNode) -> String {
    if case .choice = node { return "(?:\(PatternText.of(node)))" }
    return PatternText.of(node)
  }
}

/// A parsed pattern as text.
private enum PatternText {
  static func of(_ node: PatternNode) -> String {
    switch node {
    case .set(let set): return one(of: set)
    case .sequence(let parts):
      return parts.map { part in
        if case .choice = part { "(?:\(of(part)))" } else { of(part) }
      }.joined()
    case .choice(let parts): return parts.map(of).joined(separator: "|")
    case .repetition(let part, let least, let most):
      let unit = if case .set = part { of(part) } else { "(?:\(of(part)))" }
      return unit + counts(least, most)
    }
  }

  private static func counts(_ least: Int, _ most: Int?) -> String {
    switch (least, most) {
    case (0, nil): "*"
    case (1, nil): "+"
    case (0, 1): "?"
    case (let least, nil): "{\(least),}"
    case (let least, let most?): least == most ? "{\(least)}" : "{\(least),\(most)}"
    }
  }

  private static func one(of set: ScalarSet) -> String {
    if set.ranges.count == 1, set.ranges[0].count == 1 { return outside(set.ranges[0].lowerBound) }
    // What reaches to the last scalar is shorter, and free of scalars beyond the BMP, as what it leaves out.
    if set.ranges.last?.upperBound == ScalarSet.largest {
      let rest = set.inverted
      return rest.ranges.isEmpty ? #"[\s\S]"# : "[^\(members(rest))]"
    }
    return set.ranges.isEmpty ? #"[^\s\S]"# : "[\(members(set))]"
  }

  private static func members(_ set: ScalarSet) -> String {
    set.ranges.map { range in
      switch range.count {
      case 1: inside(range.lowerBound)
      case 2: inside(range.lowerBound) + inside(range.upperBound)
      default: inside(range.lowerBound) + "-" + inside(range.upperBound)
      }
    }.joined()
  }

  private static func inside(_ value: UInt32) -> String { escaped(value, syntax: #"\]^-["#) }
  private static func outside(_ value: UInt32) -> String { escaped(value, syntax: #"\^$.*+?()[]{}|/"#) }

  /// A scalar as it is where every engine takes it for itself, else by its number.
  private static func escaped(_ value: UInt32, syntax: String) -> String {
    guard let scalar = Unicode.Scalar(value) else { return hexadecimal(value) }
    if scalar.isASCII, value >= 0x20, value != 0x7f {
      return syntax.unicodeScalars.contains(scalar) ? "\\\(scalar)" : String(scalar)
    }
    return value > 0xffff ? String(scalar) : hexadecimal(value)
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
