import ContractSyntax
import Testing

private func parse(_ text: String, limits: YAMLLimits = YAMLLimits()) -> (node: YAMLNode?, found: [String]) {
  var diagnostics = Diagnostics()
  let node = YAMLDocument.parse(Array(text.utf8), file: "f.yaml", limits: limits, diagnostics: &diagnostics)
  return (node, diagnostics.sorted.map(\.description))
}

struct DocumentTests {
  @Test func everyNodeKnowsItsPlace() throws {
    let node = try #require(
      parse("# remark\nname:  api\nports: { http: 80, 'very secure': [443, 8443] }\nnote: |\n  a\n  b\n").node)
    let entries = try #require(node.mapping)
    #expect(entries.map(\.key) == ["name", "ports", "note"])
    #expect(
      entries.map { "\($0.keyPosition.line):\($0.keyPosition.column)-\($0.keyPosition.endColumn)" } == [
        "2:1-5", "3:1-6", "4:1-5",
      ])
    #expect(entries[0].value.position == SourcePosition(file: "f.yaml", line: 2, column: 8, endColumn: 11))
    let ports = try #require(entries[1].value.mapping)
    #expect(entries[1].value.position.column == 8)
    #expect(ports[1].keyPosition == SourcePosition(file: "f.yaml", line: 3, column: 20, endColumn: 33))
    let numbers = try #require(ports[1].value.sequence)
    #expect(numbers.map(\.position.column) == [36, 41])
    #expect(entries[2].value.scalar == YAMLScalar(text: "a\nb\n", isPlain: false))
  }

  /// From the line of the key to the line on which the last part begins, whatever follows.
  @Test func everyNodeKnowsItsLines() throws {
    let text = """
      a:

        # remark
        b: 1
        c: [1,
          2]

      # remark
      d: { e: 1,
        f: &g { h:
          x } }
      i:
      j: *g

      """
    let node = try #require(parse(text).node)
    let entries = try #require(node.mapping)
    #expect(node.lines == 1...13)
    #expect(entries.map(\.value.lines) == [1...6, 9...11, 12...12, 13...13])
    #expect(entries[0].value.mapping?.map(\.value.lines) == [4...4, 5...6])
    #expect(entries[1].value.mapping?.map(\.value.lines) == [9...9, 10...11])
    #expect(
      entries[3].value.mapping?.map(\.value.lines) == [10...11], "what an alias stands for is where it was written")
  }

  @Test func columnsCountCharacters() throws {
    let entries = try #require(parse("größe: { é: 1, ü: 2 }").node?.mapping)
    #expect(entries[0].keyPosition.endColumn == 6)
    #expect(entries[0].value.mapping?.map(\.keyPosition.column) == [10, 16])
  }

  @Test func aliasesStandForWhatTheyName() throws {
    let entries = try #require(parse("a: &x { b: 1 }\nc: *x\n").node?.mapping)
    #expect(entries[1].value.mapping?.map(\.key) == ["b"])
    #expect(entries[1].value.position.line == 1)
  }

  @Test func whatIsRefusedIsReportedAndTheRestIsRead() throws {
    let (node, found) = parse("a: !t 1\na: 2\nb: *no\nc: 3\n")
    #expect(node?.mapping?.map(\.key) == ["a", "b", "c"])
    #expect(found.count == 3)
  }

  @Test func anAliasInsideItselfIsRefused() {
    #expect(parse("a: &a [1, *a]").found == ["f.yaml:1:11: error: '*a' stands inside what it names [yaml-alias]"])
  }

  @Test func limitsHold() {
    var limits = YAMLLimits()
    limits.bytes = 10
    #expect(parse("name: 12345", limits: limits).found.count == 1)
    limits = YAMLLimits()
    limits.depth = 3
    #expect(parse("[[[1]]]", limits: limits).node != nil)
    #expect(parse("[[[[1]]]]", limits: limits).node == nil)
    #expect(parse("a: &x [[1]]\nb: [[*x]]", limits: limits).node == nil, "aliases count as what they name")
    limits.nodes = 6
    #expect(parse("[1, 2, 3, 4, 5]", limits: limits).node != nil)
    #expect(parse("[1, 2, 3, 4, 5, 6]", limits: limits).node == nil)
    #expect(parse("[&x [1, 2], *x]", limits: limits).node == nil)
  }

  @Test func badEncodingHasAPlace() {
    var diagnostics = Diagnostics()
    let bytes = Array("a: 1\nbé: ".utf8) + [0xC3, 0x28]
    #expect(YAMLDocument.parse(bytes, file: "f", diagnostics: &diagnostics) == nil)
    #expect(diagnostics.sorted.first?.position == SourcePosition(file: "f", line: 2, column: 5))
    var others = Diagnostics()
    #expect(YAMLDocument.parse([0xFF, 0xFE, 0x61, 0], file: "f", diagnostics: &others) == nil)
    #expect(others.sorted.map(\.rule) == ["yaml-encoding"])
    #expect(
      parse("a: \u{1}").found == ["f.yaml:1:4: error: control characters are not allowed in a contract [yaml-syntax]"])
  }

  @Test(arguments: [
    ("a: [1, 2", "f.yaml:1:9", "the list opened at 1:4 is not closed"),
    ("a: {b: 1", "f.yaml:1:9", "the mapping opened at 1:4 is not closed"),
    ("a: 'x", "f.yaml:1:4", "not closed before the end"),
    ("a: b: c", "f.yaml:1:5", "a ':' stands where no key can be"),
    ("a:\n\t- 1", "f.yaml:2:1", "a tab cannot indent"),
    ("a: @b", "f.yaml:1:4", "a value cannot begin with this character"),
    ("a: 1\n b: 2", "f.yaml:2:3", "a ':' stands where no key can be"),
    ("a: 1\nb\n", "f.yaml:3:1", "a ':' is missing"),
    ("a: \"\\q\"", "f.yaml:1:5", "no such escape"),
    ("a: - b", "f.yaml:1:4", "a '-' stands where no list can begin"),
  ])
  func syntaxErrorsAreSentencesWithPlaces(text: String, place: String, sentence: String) throws {
    let found = try #require(parse(text).found.first)
    #expect(found.hasPrefix(place + ": error: "), "\(found)")
    #expect(found.contains(sentence), "\(found)")
    #expect(found.hasSuffix("[yaml-syntax]"))
  }
}
