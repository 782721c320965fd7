import ContractChecks
import Foundation
import Testing

/// Pairs of versions and everything that is said about the change. A new case needs no code: a folder
/// `Tests/Fixtures/Compatibility/<RULE_ID>` with `old`, `new` and `expected.txt`.
struct CompatibilityFixtureTests {
  static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  static let folder = tests.appending(path: "Fixtures/Compatibility").path
  static let fixtures = (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? []
  static let rules = CompatibilityChecker.rules

  private func load(_ path: String) -> [ContractPackage] {
    var diagnostics = Diagnostics()
    let packages = ContractChecker.load(paths: [path], diagnostics: &diagnostics)
    #expect(!diagnostics.hasErrors, "\(diagnostics.sorted)")
    return packages
  }

  @Test(arguments: fixtures)
  func givesWhatIsExpected(fixture: String) throws {
    let path = Self.folder + "/" + fixture
    let (old, new) = (load(path + "/old"), load(path + "/new"))
    let changes = CompatibilityChecker.compare(old: old, new: new)
    let found = changes.map { $0.description.replacing(path + "/", with: "") }
    let expected = try String(contentsOfFile: path + "/expected.txt", encoding: .utf8)
    #expect(found.joined(separator: "\n") + "\n" == expected)
    #expect(changes.contains { $0.rule == fixture }, "the fixture shows its own rule")
    for change in changes {
      let side = change.side == .old ? "/old" : "/new"
      #expect(change.position.file.hasPrefix(path + side), "\(change)")
    }
  }

  @Test(arguments: fixtures)
  func nothingChangesWithoutAChange(fixture: String) throws {
    for side in ["old", "new"] {
      let packages = load("\(Self.folder)/\(fixture)/\(side)")
      #expect(CompatibilityChecker.compare(old: packages, new: packages) == [])
    }
  }

  @Test func everyRuleHasAFixture() {
    let ids = Self.rules.map(\.id)
    #expect(ids.sorted() == Self.fixtures)
    #expect(Set(ids).count == ids.count, "ids are different")
    #expect(ids.count >= 50)
  }

  @Test func rulesAreDescribed() {
    for rule in Self.rules {
      #expect(rule.id.hasPrefix(rule.category.rawValue + "_"), "\(rule.id)")
      #expect(rule.id.allSatisfy { $0.isUppercase || $0 == "_" }, "\(rule.id)")
      #expect(rule.purpose.hasSuffix("."), "\(rule.id)")
      #expect(!rule.breaks.isEmpty, "\(rule.id)")
    }
  }

  @Test func everyRuleIsOnThePage() throws {
    let page = Self.tests.deletingLastPathComponent().appending(path: "docs/contract-language/compatibility.md")
    let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter {
      $0.hasPrefix("| `WIRE_") || $0.hasPrefix("| `SOURCE_") || $0.hasPrefix("| `STORED_")
    }.map(String.init)
    let expected = Self.rules.map { rule in
      let breaks = rule.breaks.map(\.rawValue).joined(separator: ", ")
      return "| `\(rule.id)` | \(rule.severity.rawValue) | \(breaks) | \(rule.purpose) |"
    }
    #expect(rows == expected)
  }
}
