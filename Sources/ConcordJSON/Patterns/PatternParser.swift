/// Reads the patterns of `match`: the part of ECMA-262's regular expressions (§22.2.1) that is regular.
struct PatternParser {
  /// Bounds that keep every pattern small; what people write stays far below.
  enum Limit {
    static let length = 1000
    static let depth = 50
    static let repetitions = 1000
  }

  private let letters: [Unicode.Scalar]
  private var at = 0
  private var depth = 0

  init(_ text: String) { letters = Array(text.unicodeScalars) }

  mutating func whole() throws(PatternError) -> PatternNode {
    guard letters.count <= Limit.length else {
      throw PatternError("the pattern is longer than \(Limit.length) characters", at: Limit.length)
    }
    let node = try choice()
    if at < letters.count { throw PatternError("this ')' closes nothing", at: at, suggestion: "write '\\)'") }
    return node
  }

  private var next: Unicode.Scalar? { at < letters.count ? letters[at] : nil }

  private mutating func consume(_ letter: Unicode.Scalar) -> Bool {
    guard next == letter else { return false }
    at += 1
    return true
  }

  private mutating func choice() throws(PatternError) -> PatternNode {
    var parts = [try sequence()]
    while consume("|") { parts.append(try sequence()) }
    return parts.count == 1 ? parts[0] : .choice(parts)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var parts: [PatternNode] = []
    while let letter = next, letter != "|", letter != ")" { parts.append(try repeated()) }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func repeated() throws(PatternError) -> PatternNode {
    let part = try atom()
    let start = at
    let counts: (least: Int, most: Int?)
    switch next {
    case "*": counts = (0, nil)
    case "+": counts = (1, nil)
    case "?": counts = (0, 1)
    case "{": counts = try self.counts()
    default: return part
    }
    if letters[start] != "{" { at += 1 }
    switch next {
    case "?":
      throw PatternError(
        "'?' behind a repetition changes nothing, because a pattern always covers the whole text", at: at,
        suggestion: "leave it out")
    case "+": throw PatternError("possessive repetition is not supported", at: at, suggestion: "leave the '+' out")
    case "*", "{": throw PatternError("two repetitions in a row", at: at, suggestion: "put the first in '(…)'")
    default: return .repetition(part, least: counts.least, most: counts.most)
    }
  }

  /// `{n}`, `{n,}` or `{n,m}`.
  private mutating func counts() throws(PatternError) -> (least: Int, most: Int?) {
    let start = at
    at += 1
    let least = try number(from: start)
    var most: Int? = least
    if consume(",") { most = next == "}" ? nil : try number(from: start) }
    guard consume("}") else { throw braces(start) }
    if let most, most < least {
      throw PatternError("the repetition {\(least),\(most)} ends before it begins", at: start, count: at - start)
    }
    return (least, most)
  }

  private mutating func number(from start: Int) throws(PatternError) -> Int {
    var value = 0
    let first = at
    while let letter = next, ("0"..."9").contains(letter) {
      value = min(value * 10 + Int(letter.value - 0x30), 1_000_000)
      at += 1
    }
    if at == first { throw braces(start) }
    if value > Limit.repetitions {
      throw PatternError("more than \(Limit.repetitions) repetitions", at: first, count: at - first)
    }
    return value
  }

  private func braces(_ start: Int) -> PatternError {
    PatternError(
      "a repetition is {n}, {n,} or {n,m}", at: start, suggestion: "for the character itself write '\\{'")
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    let letter = letters[at]
    switch letter {
    case "(": return try group()
    case "[": return .set(try characterClass())
    case ".":
      at += 1
      return .set(.dot)
    case "\\": return .set(try escape(inClass: false))
    case "^", "$":
      throw PatternError(
        "'\(letter)' is not supported: a pattern always covers the whole text", at: at,
        suggestion: "leave it out, or write '\\\(letter)' for the character")
    case "*", "+", "?":
      throw PatternError("there is nothing before '\(letter)' to repeat", at: at, suggestion: "write '\\\(letter)'")
    case "{": throw PatternError("there is nothing before '{' to repeat", at: at, suggestion: "write '\\{'")
    case "}", "]": throw PatternError("this '\(letter)' closes nothing", at: at, suggestion: "write '\\\(letter)'")
    default:
      at += 1
      return .set(ScalarSet(letter))
    }
  }

  private mutating func group() throws(PatternError) -> PatternNode {
    let start = at
    at += 1
    if consume("?"), !consume(":") {
      let kinds: [(head: String, name: String)] = [
        ("=", "look-ahead"), ("!", "look-ahead"), ("<=", "look-behind"), ("<!", "look-behind"), ("<", "a group's name"),
        ("P", "a group's name"), (">", "an atomic group"),
      ]
      let rest = String(String.UnicodeScalarView(letters[at...].prefix(2)))
      let kind = kinds.first { rest.hasPrefix($0.head) }
      throw PatternError(
        "\(kind?.name ?? "an option") is not supported", at: start, count: 2 + (kind?.head.count ?? 1),
        suggestion: "groups are '(…)' and '(?:…)'")
    }
    depth += 1
    guard depth <= Limit.depth else { throw PatternError("groups are nested too deeply", at: start) }
    let inner = try choice()
    depth -= 1
    guard consume(")") else { throw PatternError("this '(' is not closed", at: start) }
    return inner
  }

  private mutating func characterClass() throws(PatternError) -> ScalarSet {
    let start = at
    at += 1
    let isInverted = consume("^")
    var ranges: [ClosedRange<UInt32>] = []
    while let letter = next, letter != "]" {
      let first = at
      let low = try member()
      guard next == "-", at + 1 < letters.count, letters[at + 1] != "]" else {
        ranges += low.ranges
        continue
      }
      at += 1
      let high = try member()
      guard let from = low.single, let to = high.single, from <= to else {
        throw PatternError(
          low.single != nil && high.single != nil
            ? "a range in '[…]' ends before it begins" : "a range in '[…]' is between two characters", at: first,
          count: at - first, suggestion: "write '\\-' for the character '-'")
      }
      ranges.append(from...to)
    }
    guard consume("]") else { throw PatternError("this '[' is not closed", at: start) }
    if at == start + 2 {
      throw PatternError("'[]' matches nothing", at: start, count: 2, suggestion: "for the characters write '\\[\\]'")
    }
    let set = ScalarSet(ranges)
    return isInverted ? set.inverted : set
  }

  private mutating func member() throws(PatternError) -> ScalarSet {
    let letter = letters[at]
    if letter == "\\" { return try escape(inClass: true) }
    if letter == "[" {
      throw PatternError("'[' in '[…]' is not supported", at: at, suggestion: "write '\\[' for the character")
    }
    at += 1
    return ScalarSet(letter)
  }

  private mutating func escape(inClass: Bool) throws(PatternError) -> ScalarSet {
    let start = at
    at += 1
    guard let letter = next else { throw PatternError("a '\\' stands at the end", at: start) }
    at += 1
    switch letter {
    case "d": return .digits
    case "D": return ScalarSet.digits.inverted
    case "w": return .word
    case "W": return ScalarSet.word.inverted
    case "s": return .space
    case "S": return ScalarSet.space.inverted
    case "t": return ScalarSet("\t")
    case "n": return ScalarSet("\n")
    case "r": return ScalarSet("\r")
    case "v": return ScalarSet("\u{b}")
    case "f": return ScalarSet("\u{c}")
    case "x": return try hexadecimal(2, from: start)
    case "u": return try hexadecimal(4, from: start)
    case "0"..."9":
      throw PatternError("back-references are not supported", at: start, count: 2)
    case "b", "B": throw PatternError("word boundaries are not supported", at: start, count: 2)
    case "A", "z", "Z":
      throw PatternError(
        "'\\\(letter)' is not supported: a pattern always covers the whole text", at: start, count: 2,
        suggestion: "leave it out")
    case "k": throw PatternError("back-references are not supported", at: start, count: 2)
    case "p", "P":
      throw PatternError(
        "'\\\(letter)' is not supported", at: start, count: 2, suggestion: "write the characters, as in [a-zäöü]")
    default:
      guard letter.isASCII, !letter.properties.isAlphabetic else {
        throw PatternError("'\\\(letter)' has no meaning", at: start, count: 2, suggestion: "leave the '\\' out")
      }
      return ScalarSet(letter)
    }
  }

  /// `\xHH`, `\uHHHH` or `\u{H…}`.
  private mutating func hexadecimal(_ digits: Int, from start: Int) throws(PatternError) -> ScalarSet {
    let isBraced = digits == 4 && consume("{")
    let first = at
    var value: UInt32 = 0
    while let letter = next, letter.isASCII, at - first < (isBraced ? 6 : digits) {
      let digit = hexDigit(UInt8(letter.value))
      guard digit < 16 else { break }
      value = value << 4 | digit
      at += 1
    }
    let isComplete = isBraced ? at > first && consume("}") : at - first == digits
    guard isComplete, let scalar = Unicode.Scalar(value) else {
      throw PatternError(
        "a character by its number is \\xHH, \\uHHHH or \\u{H…}", at: start, count: max(2, at - start))
    }
    return ScalarSet(scalar)
  }
}

extension ScalarSet {
  /// The value of the only scalar.
  fileprivate var single: UInt32? {
    guard ranges.count == 1, ranges[0].count == 1 else { return nil }
    return ranges[0].lowerBound
  }
}
