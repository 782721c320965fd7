import ContractChecks
import Foundation
import Testing

@testable import concord

struct ExplainTests {
  /// The binary's examples are the fixtures: `scripts/embed-examples` brings them up to date.
  @Test(arguments: RuleCatalog.rules.map(\.id)) func showsTheFixture(rule: String) throws {
    let kind = rule.contains("_") ? "Compatibility" : "Checks"
    let folder = Program.root.appending(path: "Tests/Fixtures/\(kind)/\(rule)")
    var files: [String] = []
    let all = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    for path in all.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: folder.path + "/" + path, isDirectory: &isFolder)
      guard !isFolder.boolValue else { continue }
      var text = String(decoding: try Data(contentsOf: folder.appending(path: path)), as: UTF8.self)
      if text.hasSuffix("\n") { text.removeLast() }
      files.append("--- \(path)\n\(text)")
    }
    #expect(builtInExamples[rule] == files.joined(separator: "\n"), "run scripts/embed-examples")
  }

  @Test func everyRuleHasAnExampleThatBreaksItAndAWayOut() {
    for rule in RuleCatalog.rules {
      guard let example = RuleExample(of: rule.id) else {
        Issue.record("\(rule.id) has no example: add a fixture and run scripts/embed-examples")
        continue
      }
      #expect(!example.findings.isEmpty, "\(rule.id)")
      #expect(example.text.contains("[\(rule.id)]"), "\(rule.id)")
      let suggests = example.findings.contains { $0.contains("; ") }
      #expect(suggests || RuleAdvice.of(rule) != nil, "\(rule.id) has no way out: add it to RuleAdvice")
    }
  }

  @Test func listsEveryRuleOfTheChecker() throws {
    let ids = RuleCatalog.rules.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(Set(ids) == Set(ContractChecker.allRules.map(\.id) + CompatibilityChecker.rules.map(\.id)))
    #expect(Set(RuleAdvice.table.keys).subtracting(ids) == [], "advice for rules that there are not")
    let outcome = try Program.run(["explain"])
    #expect(outcome.status == 0)
    for rule in RuleCatalog.rules {
      #expect(outcome.output.contains("  \(rule.id) "), "\(rule.id)")
      #expect(outcome.output.contains(rule.purpose), "\(rule.id)")
    }
  }

  @Test func explainsARule() throws {
    let outcome = try Program.run(["explain", "unknown-type"])
    #expect(outcome.status == 0 && outcome.error == "")
    #expect(outcome.output.hasPrefix("unknown-type (error)\nA type is a scalar, declared, or an entity.\n"))
    #expect(outcome.output.contains("    5 |   name: strng\n      |         ^\n"))
    #expect(outcome.output.contains("did you mean 'string'? [unknown-type]"))
    #expect(outcome.output.contains("To fix it: "))
    let copied = try Program.run(["explain", "[Unknown-Type]"])
    #expect(copied.output == outcome.output, "as copied from a diagnostic")
  }

  @Test func longExamplesAreCut() throws {
    let outcome = try Program.run(["explain", "too-many-fields"])
    #expect(outcome.status == 0 && outcome.output.split(separator: "\n").count < 30)
  }

  @Test func unknownRulesNameTheNearest() throws {
    let outcome = try Program.run(["explain", "unknwon-type"])
    #expect(outcome.status == 2 && outcome.output == "")
    #expect(outcome.error.contains("did you mean 'unknown-type'?"))
  }
}

struct RuleCatalogTests {
  @Test func partsOfIdsAreEnough() {
    #expect(RuleCatalog.suggestion(for: "wire_topic") == "there is WIRE_TOPIC_CHANGED")
    #expect(RuleCatalog.suggestion(for: "unknown")?.hasPrefix("there are unknown-key, ") == true)
    #expect(RuleCatalog.suggestion(for: "unknown-tipe") == "did you mean 'unknown-type'?")
    #expect(RuleCatalog.suggestion(for: "qqqq") == nil)
  }
}
