import ContractModel
import Testing

/// Files of nothing but mistakes are read in a time that grows with their size, not with its square.
@Suite struct ManyMistakesTests {
  private func load(_ text: String) -> [Diagnostic] {
    var diagnostics = Diagnostics()
    _ = ContractLoader.load(files: ["p/types.yaml": text], diagnostics: &diagnostics)
    return diagnostics.sorted
  }

  @Test func onlySomeMisspeltNamesAreComparedWithOthers() {
    var text = "concord: 1\ntypes:\n"
    for number in 0..<300 { text += "  Name\(number): [a]\n" }
    text += "  Record:\n    fields:\n"
    for number in 0..<300 { text += "      field\(number): Nmae\(number)\n" }
    let found = load(text)
    #expect(found.count == 300)
    #expect(found.count { $0.suggestion != nil } == 100)
  }

  @Test func longListsOfValuesAreCutShort() {
    let values = (0..<300).map { "v\($0)" }.joined(separator: ", ")
    let found = load(
      "concord: 1\ntypes:\n  E: [\(values)]\n  R:\n    fields:\n      f: { type: E, default: something }\n")
    #expect(found.map(\.suggestion) == ["it has \((0..<20).map { "v\($0)" }.joined(separator: ", ")), …"])
  }

  @Test func theFirstOfClashingValuesIsCited() {
    let found = load("concord: 1\ntypes:\n  E: { enum: { a: x, b: y, c: x, a2: y, d: b } }\n")
    #expect(
      found.map(\.message) == [
        "the wire value 'x' is given twice; the first is at p/types.yaml:3:16",
        "the wire value 'y' is given twice; the first is at p/types.yaml:3:22",
      ])
  }
}
