import ContractModel
import Foundation
import Testing

@testable import ContractSyntax

struct LayoutTests {
  static let aurora: [(name: String, text: String)] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "contracts/aurora")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { name in
      (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).map { (name, $0) }
    }
  }()

  private func formatted(_ text: String) throws -> String {
    let once = try ContractLayout.format(Array(text.utf8), file: "x.yaml")
    #expect(try ContractLayout.format(once, file: "x.yaml") == once, "laying out twice is laying out once")
    return String(decoding: once, as: UTF8.self)
  }

  @Test func contractsInTheLayoutStayAsTheyAre() throws {
    #expect(LayoutTests.aurora.count >= 8)
    for contract in LayoutTests.aurora { #expect(try formatted(contract.text) == contract.text, "\(contract.name)") }
  }

  @Test(arguments: [
    // Indentation, also of lists, whatever it was.
    ("types:\n     A:\n          fields: {a: int}\n", "types:\n  A:\n    fields: { a: int }\n"),
    ("react:\n- a: 1\n  b: 2\n-   c: 3\n", "react:\n  - a: 1\n    b: 2\n  - c: 3\n"),
    ("a:\n -\n    b: 1\n", "a:\n  -\n    b: 1\n"),
    // Blanks, tabs, line ends.
    ("a: 1  \r\nb:   2\t\r\n\r\n\r\n\r\nc: 3\n\n", "a: 1\nb: 2\n\nc: 3\n"),
    ("\u{FEFF}concord: 1", "concord: 1\n"),
    (
      "a: [ 1,2 ,3 ]\nb: {c: 1,d: {e: 2 }}\nf: [ ]\ng: {  }\n", "a: [1, 2, 3]\nb: { c: 1, d: { e: 2 } }\nf: []\ng: {}\n"
    ),
    // Fields stand below one another; elsewhere the author's alignment stays if it is one.
    ("fields:\n  a: int\n  long: int\n", "fields:\n  a:    int\n  long: int\n"),
    ("x:\n  input:  a\n  output: b\n  c:   d\n", "x:\n  input:  a\n  output: b\n  c: d\n"),
    ("fields:\n  a:   int\n\n  long: int\n", "fields:\n  a: int\n\n  long: int\n"),
    // Quotes where they are needed.
    (
      "a: 'text'\nb: \"yes\"\nc: '1'\nd: \"null\"\ne: 'a: b'\nf: ''\n",
      "a: text\nb: \"yes\"\nc: \"1\"\nd: \"null\"\ne: \"a: b\"\nf: \"\"\n"
    ),
    ("a: { t: 'int?', u: \"a,b\", v: 'ab', w: \"a b\" }\n", "a: { t: \"int?\", u: \"a,b\", v: ab, w: a b }\n"),
    (
      "a: \"it's # not\"\nb: 'say \"x\"'\nc: \"tab\\t\"\n'd': e\n",
      "a: \"it's # not\"\nb: 'say \"x\"'\nc: \"tab\\t\"\nd: e\n"
    ),
    // The order of the outermost keys, with their remarks; what is not known comes last.
    (
      "# file\n\n# f\nfields:\n  # in\n  n: int # r\n  # tail\nzzz: 1\n# e\nentity: x\nconcord: 1\n# end\n",
      "# file\n\nconcord: 1\n# e\nentity: x\n\n# f\nfields:\n  # in\n  n: int # r\n  # tail\nzzz: 1\n# end\n"
    ),
    (
      "key: a\nsummary: b\nimport: [c]\nservice: d\nconcord: 1\n",
      "concord: 1\nimport: [c]\nservice: d\nsummary: b\nkey: a\n"
    ),
    ("a: &x 1\nconcord: *x\n", "a: &x 1\nconcord: *x\n"),
    ("swiftPrefix: A\nname: b\n", "name: b\nswiftPrefix: A\n"),
    ("entity: x\ntypes:\n  A: [b]\noperations: {}\n", "entity: x\n\ntypes:\n  A: [b]\noperations: {}\n"),
    // Texts of several lines.
    (
      "types:\n   a: |\n        one\n\n          two\n   b: >-\n     x\n\n\nc: d\n",
      "types:\n  a: |\n    one\n\n      two\n  b: >-\n    x\n\nc: d\n"
    ),
    ("a: |+\n  x\n\n\nb: 1\n", "a: |+\n  x\n\n\nb: 1\n"),
    (
      "a:   one\n        two\n\n        three\nb: \"x\n      y\"\n",
      "a: one\n        two\n\n        three\nb: \"x\n      y\"\n"
    ),
    // Flow collections of several lines.
    (
      "a:\n    b: {\n      c: 1,\n        d: [\n     1,\n  2\n  ]\n         }\n",
      "a:\n  b: {\n    c: 1,\n    d: [\n      1,\n      2\n    ]\n  }\n"
    ),
    ("a:\n    b: { c: 1,\n         d: 2 }\n", "a:\n  b: { c: 1,\n       d: 2 }\n"),
  ])
  func laysOut(before: String, after: String) throws {
    // A remark behind a line stands two blanks behind it.
    #expect(try formatted(before) == after.replacing(" # r", with: "  # r"))
  }

  @Test func remarksBehindLinesStayBelowOneAnother() throws {
    let before = "a: 1    # one\nbcd: 'efghij' # two\nc: 3    # three\n\nd: 4 # four\n"
    let after = "a: 1         # one\nbcd: efghij  # two\nc: 3         # three\n\nd: 4  # four\n"
    #expect(try formatted("a: 1         # one\nbcd: efghij  # two\nc: 3         # three\n\nd: 4 # four\n") == after)
    #expect(try formatted(before).contains("bcd: efghij   # two"))
  }

  @Test(arguments: [
    "a: [", "a: 1\na: 2\n", "a: !x 1\n", "", "a: 1\n---\nb: 2\n", "a:\n\t- b\n", "? a\n: b\n", "a: |2\n   b\n",
    "a: b\u{85}c: d\n",
  ])
  func refusesWhatItCannotLayOut(text: String) {
    #expect(throws: YAMLLayout.Refusal.self) { try ContractLayout.format(Array(text.utf8), file: "x.yaml") }
  }

  @Test func saysWhereTheYAMLIsWrong() {
    #expect {
      try ContractLayout.format(Array("a: 1\na: 2\n".utf8), file: "x.yaml")
    } throws: {
      ($0 as? YAMLLayout.Refusal)?.diagnostics.sorted.first?.rule == "yaml-duplicate-key"
    }
  }

  /// Whatever is done to a contract, it is laid out to the same document or refused.
  @Test(arguments: 0..<16) func damagedContractsKeepTheirMeaning(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    var kept = 0
    for contract in LayoutTests.aurora {
      for _ in 0..<12 {
        var letters = Array(contract.text.unicodeScalars)
        for _ in 0...Int.random(in: 0..<4, using: &random) { damage(&letters, &random) }
        var text = ""
        text.unicodeScalars.append(contentsOf: letters)
        guard let result = try? ContractLayout.format(Array(text.utf8), file: "x.yaml") else { continue }
        kept += 1
        var diagnostics = Diagnostics()
        let before = YAMLDocument.parse(Array(text.utf8), file: "x.yaml", diagnostics: &diagnostics)
        let after = YAMLDocument.parse(result, file: "x.yaml", diagnostics: &diagnostics)
        let isSame = before.flatMap { before in after.map { $0.isSameDocument(as: before) } } ?? false
        #expect(isSame, "\(text)")
        #expect(try ContractLayout.format(result, file: "x.yaml") == result, "\(text)")
        #expect(result.filter { $0 == UInt8(ascii: "#") }.count == text.utf8.filter { $0 == UInt8(ascii: "#") }.count)
      }
    }
    #expect(kept > 0)
  }

  private func damage(_ letters: inout [Unicode.Scalar], _ random: inout SplitMix) {
    let pieces = [
      " ", "  ", "\n", "\n\n", "\t", "# remark", " # remark\n", "'", "\"", "{", "}", "[", "]", ",", ": ", "- ", "|\n",
      ">-\n", "&a ", "*a", "?", "x", "\r\n", "    ", "\n  - ", "''", "é", "---\n", "key: ", "\\", "!t ", "%", "@",
    ]
    let place = Int.random(in: 0..<letters.count, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: letters.remove(at: place)
    case 1: letters.removeSubrange(place..<min(letters.count, place + Int.random(in: 1..<30, using: &random)))
    case 2:
      // A line moves elsewhere.
      var lines = letters.split(separator: "\n", omittingEmptySubsequences: false)
      let line = lines.remove(at: Int.random(in: 0..<lines.count, using: &random))
      lines.insert(line, at: Int.random(in: 0...lines.count, using: &random))
      letters = Array(lines.joined(separator: ["\n"]))
    case 3:
      // Everything that follows is indented.
      let lines = letters.split(separator: "\n", omittingEmptySubsequences: false)
      letters = Array(lines.map { $0.first == " " ? [" "] + Array($0) : Array($0) }.joined(separator: ["\n"]))
    default: letters.insert(contentsOf: pieces.randomElement(using: &random)!.unicodeScalars, at: place)
    }
    if letters.isEmpty { letters = ["a"] }
  }
}

/// Repeatable chance.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
