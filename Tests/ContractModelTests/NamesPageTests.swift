import ContractModel
import Foundation
import Testing

/// `docs/contract-language/names.md` shows the tables as they are.
struct NamesPageTests {
  private static func words() throws -> Set<String> {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/contract-language/names.md")
    return Set(try String(contentsOf: page, encoding: .utf8).split { !$0.isLetter }.map(String.init))
  }

  @Test func hasEveryParticipleAndPlural() throws {
    let words = try NamesPageTests.words()
    for (verb, participle) in Participles.table {
      #expect(words.contains(verb), "\(verb)")
      if !isRegular(verb, participle) { #expect(words.contains(participle), "\(participle)") }
    }
    for (noun, plural) in Plurals.irregular { #expect(words.contains(noun) && words.contains(plural), "\(noun)") }
  }

  private func isRegular(_ verb: String, _ participle: String) -> Bool {
    let body = String(verb.dropLast())
    let vowelBefore = body.last.map { "aeiou".contains($0) } ?? false
    if verb.hasSuffix("e") { return participle == verb + "d" }
    if verb.hasSuffix("y"), !vowelBefore { return participle == body + "ied" }
    return participle == verb + "ed"
  }
}
