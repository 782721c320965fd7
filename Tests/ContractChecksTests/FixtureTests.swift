import ContractChecks
import Foundation
import Testing

/// Pairs of files: contracts that break one rule, and every diagnostic that they give. A new case needs no code: a folder
/// `Tests/Fixtures/Checks/<rule-id>` with contracts and `expected.txt`.
struct FixtureTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/Checks").path
  static let fixtures = (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? []

  @Test(arguments: fixtures)
  func givesWhatIsExpected(fixture: String) throws {
    let path = FixtureTests.folder + "/" + fixture
    var diagnostics = Diagnostics()
    _ = ContractChecker.load(paths: [path], diagnostics: &diagnostics)
    let found = diagnostics.sorted.map { diagnostic in
      diagnostic.description.replacing(path + "/", with: "").replacing(path, with: ".")
    }
    let expected = try String(contentsOfFile: path + "/expected.txt", encoding: .utf8)
    #expect(found.joined(separator: "\n") + "\n" == expected)
    #expect(diagnostics.sorted.contains { $0.rule == fixture }, "the fixture breaks its own rule")
  }

  @Test func everyRuleHasAFixture() {
    let rules = ContractChecker.allRules.map(\.id)
    #expect(rules.sorted() == FixtureTests.fixtures)
    #expect(Set(rules).count == rules.count, "ids are different")
  }

  @Test func rulesAreDescribed() {
    for rule in ContractChecker.allRules {
      #expect(rule.purpose.hasSuffix("."), "\(rule.id)")
      #expect(rule.id.allSatisfy { $0.isLowercase || $0 == "-" }, "\(rule.id)")
    }
  }

  @Test func everyRuleIsOnThePage() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/contract-language/rules.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    for rule in ContractChecker.allRules {
      #expect(text.contains("| `\(rule.id)` | \(rule.severity.rawValue) | \(rule.purpose) |"), "\(rule.id)")
    }
  }
}
