import ConcordJSON
import Testing

@Suite struct PatternTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let pattern: String
    let matching: [String]
    let other: [String]

    init(_ pattern: String, _ matching: [String], not other: [String]) {
      self.pattern = pattern
      self.matching = matching
      self.other = other
    }

    var testDescription: String { pattern }
  }

  /// Two patterns, whether the first covers the second, and the second the first.
  @Test(arguments: [
    ("[a-z]+", "[a-z]{1,20}", true, false), ("[a-z]+", "[a-z][a-z]*", true, true), ("a|bc", "bc", true, false),
    ("a*", "(aa)*", true, false), ("[^]", "[\\s\\S]", true, true), (".", "[^]", false, true), ("", "a{0}", true, true),
    ("[a-z]{3}", "[A-Z]{3}", false, false), ("(ab)*", "(ab)*a", false, false),
    (".*", "[^\\n\\r\\u2028\\u2029]*", true, true),
    ("[a-z0-9-]*", "[a-z][a-z0-9-]{1,62}", true, false), ("a", "[^\\s\\S]", true, false),
    ("[a-d]+x?", "(a|b|c|d)+|[a-d]+x", true, true), ("(a|aa){0,30}", "a{0,60}", true, true),
  ])
  func coversWhatAnotherMatches(_ one: String, _ other: String, _ covers: Bool, _ isCovered: Bool) throws {
    let (one, other) = (try TextPattern(parsing: one), try TextPattern(parsing: other))
    #expect(one.covers(other) == covers)
    #expect(other.covers(one) == isCovered)
    #expect(one.covers(one) == true)
  }

  /// A pattern whose machine has more states than anybody can look at: the answer is that it is not known.
  @Test func givesUpInTime() throws {
    let wide = try TextPattern(parsing: "(a|b)*a(a|b){20}")
    #expect(wide.covers(try TextPattern(parsing: "(a|b)*b(a|b){20}")) != true)
    #expect(try TextPattern(parsing: "(a|b)*").covers(wide) != false)
  }

  @Test(
    arguments: [
      ("(ab)+", 3, 3, false), ("(ab)+", 3, 4, true), ("(abc|abcde)", 4, 4, false), ("(abc|abcde)", 4, nil, true),
      ("a{2}|a{7}", 3, 6, false), ("a*", 0, 0, true), ("[^\\s\\S]", 0, nil, false), ("a[^\\s\\S]|bb", 1, 1, false),
      ("(a{3})*", 4998, 5000, true), ("(a{3})*", 4999, 5000, false), ("(a{3})*", 100_000, 100_001, true),
      ("a{3}", 5, nil, false), ("a?", 1, nil, true),
    ] as [(String, Int, Int?, Bool)])
  func hasTextsOfALength(_ pattern: String, _ least: Int, _ most: Int?, _ expected: Bool) throws {
    #expect(try TextPattern(parsing: pattern).matchesLength(from: least, to: most) == expected)
  }

  static let cases = [
    Case("", [""], not: ["a", " "]),
    Case("a", ["a"], not: ["", "aa", "b", "A", "ba", "ab"]),
    Case("abc", ["abc"], not: ["ab", "abcd", "xabc", "abx"]),
    Case(
      "[a-z][a-z0-9-]{1,62}", ["ab", "a-", "a0", "z" + String(repeating: "9", count: 62)],
      not: ["a", "", "Ab", "1a", "a_", "z" + String(repeating: "9", count: 63), "ab\n", "é1"]),
    Case("a|bc|", ["a", "bc", ""], not: ["b", "c", "abc"]),
    Case("a*", ["", "a", "aaaa"], not: ["b", "aab"]),
    Case("a+b?", ["a", "ab", "aaab"], not: ["", "b", "abb"]),
    Case("(ab)*c", ["c", "abc", "ababc"], not: ["ac", "abab", "cab"]),
    Case("(?:a|b){2}", ["aa", "ab", "ba", "bb"], not: ["a", "aba", "ac"]),
    Case("a{0}", [""], not: ["a"]),
    Case("a{0}b", ["b"], not: ["ab"]),
    Case("a{3}", ["aaa"], not: ["aa", "aaaa"]),
    Case("a{2,}", ["aa", "aaaaaa"], not: ["a", ""]),
    Case("a{0,2}", ["", "a", "aa"], not: ["aaa"]),
    Case("(a{0,2}b){2}", ["bb", "abaab", "aabb"], not: ["aaabb", "ab", "abab" + "b"]),
    Case(".", ["a", "é", "😀", "\t", "\u{0}"], not: ["", "\n", "\r", "\u{2028}", "ab"]),
    Case("[^a]", ["b", "\n", "😀"], not: ["a", ""]),
    Case("[^]", ["a", "\n"], not: [""]),
    Case("[a-]", ["a", "-"], not: ["b"]),
    Case("[-a]", ["a", "-"], not: ["b"]),
    Case("[\\]\\-\\\\]", ["]", "-", "\\"], not: ["a"]),
    Case("[\\d_]+", ["1_2"], not: ["a"]),
    Case("[^\\d]", ["a"], not: ["1"]),
    Case("\\d\\w\\s", ["1a ", "0_\u{a0}"], not: ["aa ", "1- ", "1ab"]),
    Case("\\D\\W\\S", ["a-b"], not: ["1-b", "aab", "a- "]),
    Case("\\.\\*\\(\\)\\[\\]\\{\\}\\|\\^\\$\\/", [".*()[]{}|^$/"], not: ["."]),
    Case("\\x41\\u0042\\u{1F600}", ["AB😀"], not: ["AB"]),
    Case("[\\u{1F600}-\\u{1F64F}]+", ["😀😁"], not: ["a", "🚀"]),
    Case("[ä-ü]+", ["äöü"], not: ["a", "ß" + "a"]),
    Case("\\t\\n\\r\\v\\f", ["\t\n\r\u{b}\u{c}"], not: ["t"]),
    Case("e\u{301}", ["e\u{301}"], not: ["\u{e9}", "e"]),
    Case("é", ["\u{e9}"], not: ["e\u{301}"]),
    Case("(a|aa)*b", ["b", "ab", "aaaaab"], not: ["a", "ba", "aac"]),
    Case("(a*)*", ["", "a", "aaaa"], not: ["b", "ab"]),
    Case("(a*)*b", ["b", "aab"], not: ["aa", "ba"]),
    Case("((a*)*|b)*c", ["c", "abac"], not: ["ab"]),
    Case("(|a)+", ["", "a", "aa"], not: ["b"]),
    Case("(){1000}x", ["x"], not: ["", "xx"]),
    Case(
      "(a?){30}a{30}", [String(repeating: "a", count: 30), String(repeating: "a", count: 60)],
      not: [String(repeating: "a", count: 29), String(repeating: "a", count: 61)]),
    Case("[^\\s\\S]", [], not: ["", "a"]),
    Case("a[^\\s\\S]|b", ["b"], not: ["a", "ab"]),
    Case("([^\\s\\S])*", [""], not: ["a"]),
  ]

  @Test(arguments: cases) func coversWholeTexts(_ example: Case) throws {
    let pattern = try TextPattern(parsing: example.pattern)
    for text in example.matching { #expect(pattern.matches(text), "\(text.debugDescription)") }
    for text in example.other { #expect(!pattern.matches(text), "\(text.debugDescription)") }
    // What is said about lengths holds for every example.
    for text in example.matching {
      let count = text.unicodeScalars.count
      let lengths = try #require(pattern.lengths)
      #expect(count >= lengths.shortest && count <= lengths.longest ?? .max)
    }
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    let pattern: String
    let offset: Int
    let message: String

    init(_ pattern: String, _ offset: Int, _ message: String) {
      self.pattern = pattern
      self.offset = offset
      self.message = message
    }

    var testDescription: String { pattern }
  }

  static let faults = [
    Fault("(", 0, "this '(' is not closed"), Fault("a(b|c", 1, "this '(' is not closed"),
    Fault(")", 0, "this ')' closes nothing"), Fault("ab)c", 2, "this ')' closes nothing"),
    Fault("[a", 0, "this '[' is not closed"), Fault("x[]", 1, "'[]' matches nothing"),
    Fault("]", 0, "this ']' closes nothing"), Fault("}", 0, "this '}' closes nothing"),
    Fault("*a", 0, "there is nothing before '*' to repeat"), Fault("a|+", 2, "there is nothing before '+' to repeat"),
    Fault("(?)", 0, "an option is not supported"), Fault("a**", 2, "two repetitions in a row"),
    Fault("a*?", 2, "'?' behind a repetition changes nothing, because a pattern always covers the whole text"),
    Fault("a++", 2, "possessive repetition is not supported"),
    Fault("{1}", 0, "there is nothing before '{' to repeat"), Fault("a{", 1, "a repetition is {n}, {n,} or {n,m}"),
    Fault("a{x}", 1, "a repetition is {n}, {n,} or {n,m}"), Fault("a{1", 1, "a repetition is {n}, {n,} or {n,m}"),
    Fault("a{,2}", 1, "a repetition is {n}, {n,} or {n,m}"),
    Fault("a{3,2}", 1, "the repetition {3,2} ends before it begins"),
    Fault("a{1001}", 2, "more than 1000 repetitions"),
    Fault("a{1,99999999999999999999}", 4, "more than 1000 repetitions"),
    Fault("((a{1000}){1000}){1000}", 0, "the pattern is too large when its repetitions are written out"),
    Fault("[z-a]", 1, "a range in '[…]' ends before it begins"),
    Fault("[\\d-z]", 1, "a range in '[…]' is between two characters"),
    Fault("[[a]]", 1, "'[' in '[…]' is not supported"),
    Fault("^a$", 0, "'^' is not supported: a pattern always covers the whole text"),
    Fault("a$", 1, "'$' is not supported: a pattern always covers the whole text"),
    Fault("(a)\\1", 3, "back-references are not supported"), Fault("\\k<a>", 0, "back-references are not supported"),
    Fault("a(?=b)", 1, "look-ahead is not supported"), Fault("a(?!b)", 1, "look-ahead is not supported"),
    Fault("(?<=a)b", 0, "look-behind is not supported"), Fault("(?<!a)b", 0, "look-behind is not supported"),
    Fault("(?<n>a)", 0, "a group's name is not supported"), Fault("(?P<n>a)", 0, "a group's name is not supported"),
    Fault("(?>a)", 0, "an atomic group is not supported"), Fault("(?i)a", 0, "an option is not supported"),
    Fault("\\bword", 0, "word boundaries are not supported"), Fault("\\p{L}", 0, "'\\p' is not supported"),
    Fault("a\\", 1, "a '\\' stands at the end"), Fault("\\q", 0, "'\\q' has no meaning"),
    Fault("\\x4", 0, "a character by its number is \\xHH, \\uHHHH or \\u{H…}"),
    Fault("\\ud800", 0, "a character by its number is \\xHH, \\uHHHH or \\u{H…}"),
    Fault("\\u{110000}", 0, "a character by its number is \\xHH, \\uHHHH or \\u{H…}"),
    Fault(String(repeating: "(", count: 400), 50, "groups are nested too deeply"),
    Fault(String(repeating: "a", count: 1001), 1000, "the pattern is longer than 1000 characters"),
  ]

  @Test(arguments: faults) func tellsWhatIsWrongAndWhere(_ fault: Fault) {
    #expect {
      _ = try TextPattern(parsing: fault.pattern)
    } throws: { error in
      let error = error as? PatternError
      #expect(error?.message == fault.message)
      #expect(error?.offset == fault.offset)
      return true
    }
  }

  struct Lengths: Sendable {
    let pattern: String
    let shortest: Int
    let longest: Int?
  }

  @Test(arguments: [
    Lengths(pattern: "", shortest: 0, longest: 0), Lengths(pattern: "ab?", shortest: 1, longest: 2),
    Lengths(pattern: "[a-z][a-z0-9-]{1,62}", shortest: 2, longest: 63),
    Lengths(pattern: "a*", shortest: 0, longest: nil),
    Lengths(pattern: "(a|bcd)e", shortest: 2, longest: 4), Lengths(pattern: "(a+|b){2}", shortest: 2, longest: nil),
    Lengths(pattern: "a{0}", shortest: 0, longest: 0), Lengths(pattern: "(a{0})*", shortest: 0, longest: 0),
  ]) func knowsTheLengthsOfItsTexts(_ example: Lengths) throws {
    let lengths = try TextPattern(parsing: example.pattern).lengths
    #expect(lengths?.shortest == example.shortest)
    #expect(lengths?.longest == example.longest)
  }

  @Test(arguments: ["[^\\s\\S]", "a[^\\s\\S]b", "[\\u{0}-\\u{10FFFF}]{0}[^\\d\\D]"])
  func knowsThatNothingMatches(_ pattern: String) throws {
    #expect(try TextPattern(parsing: pattern).lengths == nil)
  }

  /// Texts that make backtracking take exponential time: a test of one would not come to its end.
  @Test(
    .timeLimit(.minutes(5)),
    arguments: ["(a|aa)*b", "(a*)*b", "(a+)+b", "((a|b)*c*)*d", "(a?){500}a{500}b", "(.*)(.*)(.*)(.*)x", "(a|a)*b"])
  func isLinear(_ pattern: String) throws {
    let pattern = try TextPattern(parsing: pattern)
    let text = String(repeating: "a", count: 2000)
    #expect(!pattern.matches(text))
  }

  @Test func countsUpToTheLimitStaySmall() throws {
    let pattern = try TextPattern(parsing: "[a-z]{1000}(-[a-z]{1,1000})?")
    #expect(pattern.matches(String(repeating: "a", count: 1000)))
    #expect(pattern.matches(String(repeating: "a", count: 1000) + "-" + String(repeating: "b", count: 1000)))
    #expect(!pattern.matches(String(repeating: "a", count: 999)))
  }
}

/// The pattern as other engines get it.
@Suite struct AnchoredPatternTests {
  @Test(arguments: [
    ("[a-z][a-z0-9-]{1,62}", #"^[a-z][\-0-9a-z]{1,62}$"#), ("a|b", "^(?:a|b)$"), ("(a|b)c*", "^(?:a|b)c*$"),
    (#"\d+\.\d{2,}"#, #"^[0-9]+\.[0-9]{2,}$"#), (".", #"^[^\u000a\u000d\u2028\u2029]$"#), (#"[\s\S]?"#, #"^[\s\S]?$"#),
    (#"\x41\u00e4\u{1F600}"#, #"^A\u00e4😀$"#), ("(ab){3}", "^(?:ab){3}$"), ("", "^$"), (#"[\]^\\]/"#, #"^[\\-\^]\/$"#),
  ]) func meansTheSameEverywhere(pattern: String, anchored: String) throws {
    #expect(try TextPattern(parsing: pattern).anchored == anchored)
  }
}
