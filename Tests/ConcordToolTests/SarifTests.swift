import ContractChecks
import Foundation
import Testing

@testable import concord

/// SARIF 2.1.0: documents byte for byte, and what the program writes. `scripts/check-sarif` holds the program against the
/// standard's JSON Schema.
struct SarifTests {
  /// What of a document a reader relies on.
  private struct Log: Decodable {
    struct Text: Decodable { var text: String }
    struct Rule: Decodable {
      struct Configuration: Decodable { var level: String }
      var id: String, shortDescription: Text, help: Text, defaultConfiguration: Configuration
    }
    struct Driver: Decodable { var name: String, semanticVersion: String, rules: [Rule] }
    struct Tool: Decodable { var driver: Driver }
    struct Artifact: Decodable { var uri: String, uriBaseId: String? }
    struct Region: Decodable { var startLine: Int, startColumn: Int, endColumn: Int? }
    struct Physical: Decodable { var artifactLocation: Artifact, region: Region }
    struct Location: Decodable { var physicalLocation: Physical }
    struct Result: Decodable {
      var ruleId: String, ruleIndex: Int, level: String, message: Text, locations: [Location]
    }
    struct Run: Decodable { var tool: Tool, columnKind: String, results: [Result] }
    var version: String, runs: [Run]
  }

  private func run(of text: String) throws -> Log.Run {
    let log = try JSONDecoder().decode(Log.self, from: Data(text.utf8))
    #expect(log.version == "2.1.0" && log.runs.count == 1)
    let run = try #require(log.runs.first)
    #expect(run.tool.driver.name == "concord" && run.columnKind == "unicodeCodePoints")
    for result in run.results {
      #expect(run.tool.driver.rules[result.ruleIndex].id == result.ruleId)
      #expect(["error", "warning", "note"].contains(result.level) && result.locations.count == 1)
    }
    return run
  }

  private func expectFixture(_ name: String, _ text: String) throws {
    let file = Program.root.appending(path: "Tests/Fixtures/Sarif/\(name)")
    let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    #expect(text + "\n" == expected, "if the change is meant, this is the new \(name)")
  }

  /// The rules that stand in a document, which the others would only make longer.
  private func entries(_ ids: String...) -> [RuleCatalog.Entry] { RuleCatalog.rules.filter { ids.contains($0.id) } }

  @Test func aCheckByteForByte() throws {
    var diagnostics = Diagnostics()
    _ = ContractChecker.load(
      files: [
        "my contracts/shop/common.yaml": "concord: 1\ntypes:\n  Color: [red]\n",
        "my contracts/shop/box.yaml":
          "concord: 1\nimport: [common.yaml]\nentity: box\nkey: name\nfields: { name: string }\n",
        "my contracts/shop/item.yaml": "concord: 1\nentity: item\nkey: name\nfields: { name: string, size: étrng }\n",
      ], diagnostics: &diagnostics)
    let report = SarifReport(diagnostics, rules: entries("unknown-type", "unused-import"))
    try expectFixture("check.sarif", report.text)
  }

  @Test func aDiffByteForByte() throws {
    let item = "concord: 1\nentity: item\nkey: name\nfields:\n  name: string\n"
    var diagnostics = Diagnostics()
    let old = ContractChecker.load(files: ["shop/item.yaml": item + "  size: int\n"], diagnostics: &diagnostics)
    let new = ContractChecker.load(files: ["shop/item.yaml": item + "  color: string?\n"], diagnostics: &diagnostics)
    #expect(!diagnostics.hasErrors)
    let changes = CompatibilityChecker.compare(old: old, new: new).map { change in
      var change = change
      if change.side == .old { change.position.file = "v1:shop/item.yaml" }
      return change
    }
    let rules = entries("WIRE_OUTPUT_FIELD_REMOVED", "WIRE_OUTPUT_FIELD_ADDED")
    let report = SarifReport(CompatibilityJudgement(changes: changes), Diagnostics(), revision: "v1", rules: rules)
    try expectFixture("diff.sarif", report.text)
  }

  @Test func whatIsAllowedIsSuppressed() throws {
    let shop = "concord: 1\nservice: shop\noperations:\n  search: { events: none, retry: { retries: 1 } }\n"
    var diagnostics = Diagnostics()
    _ = ContractChecker.load(
      files: ["p/shop.yaml": shop + "allow: { retry-not-idempotent: \"it does \\\"no\\\" harm\" }\n"],
      diagnostics: &diagnostics)
    let text = SarifReport(diagnostics, rules: entries("retry-not-idempotent")).text
    #expect(text.contains(#""suppressions":[{"kind":"inSource","justification":"it does \"no\" harm"}]"#))
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: any Sendable]
    #expect(document?["version"] as? String == "2.1.0")
  }

  @Test func pathsAreURIs() {
    var report = SarifReport(rules: [])
    report.folder = "/home/me/shop"
    #expect(report.uri(of: "contracts/item.yaml") == "contracts/item.yaml")
    #expect(report.uri(of: "./contracts/item.yaml") == "contracts/item.yaml")
    #expect(report.uri(of: "/home/me/shop/contracts/item.yaml") == "contracts/item.yaml")
    #expect(report.uri(of: "/home/me/shopping/item.yaml") == "file:///home/me/shopping/item.yaml")
    #expect(report.uri(of: "../other/a b%é#?:.yaml") == "../other/a%20b%25%C3%A9%23%3F%3A.yaml")
  }

  @Test func theProgramDescribesEveryRule() throws {
    let outcome = try Program.run(["check", "--format", "sarif", "contracts"])
    #expect(outcome.status == 0 && outcome.error == "")
    let run = try run(of: outcome.output)
    #expect(run.results.isEmpty && run.tool.driver.semanticVersion == CommandLineTool.version)
    #expect(Set(run.tool.driver.rules.map(\.id)) == Set(ContractChecker.allRules.map(\.id)))
    for rule in run.tool.driver.rules {
      #expect(rule.help.text + "\n" == (try Program.run(["explain", rule.id]).output))
      #expect(rule.help.text.contains(rule.shortDescription.text))
      #expect(["error", "warning"].contains(rule.defaultConfiguration.level))
    }
  }

  @Test func theProgramTellsWhatTheTextTells() throws {
    for fixture in ["unknown-type", "unused-import", "file", "yaml-syntax", "topic-clash"] {
      let folder = "Tests/Fixtures/Checks/\(fixture)"
      let text = try Program.run(["check", folder])
      let sarif = try Program.run(["check", "--format=sarif", folder])
      #expect(sarif.status == text.status && sarif.error == "")
      let results = try run(of: sarif.output).results
      let lines = results.map { result in
        let place = result.locations[0].physicalLocation
        return "\(place.artifactLocation.uri):\(place.region.startLine):\(place.region.startColumn): "
          + "\(result.level): \(result.message.text) [\(result.ruleId)]"
      }
      #expect(lines == text.error.split(separator: "\n").map(String.init).filter { $0.hasSuffix("]") })
    }
  }

  @Test func aDiffOfFolders() throws {
    let fixture = Program.root.appending(path: "Tests/Fixtures/Compatibility/WIRE_ENTITY_REMOVED")
    let outcome = try Program.run(["diff", "--format", "sarif", "old", "new"], in: fixture)
    #expect(outcome.status == 1 && outcome.error == "")
    let run = try run(of: outcome.output)
    #expect(Set(run.tool.driver.rules.map(\.id)) == Set(RuleCatalog.rules.map(\.id)))
    let gone = try #require(run.results.first { $0.ruleId == "WIRE_ENTITY_REMOVED" })
    #expect(gone.level == "error")
    #expect(gone.locations[0].physicalLocation.artifactLocation.uri.hasPrefix("old/"))
    #expect(gone.locations[0].physicalLocation.artifactLocation.uriBaseId == nil)
  }

  @Test func contractsWithErrorsAreTold() throws {
    let folder = "Tests/Fixtures/Checks/unknown-type"
    let outcome = try Program.run(["diff", "--format", "sarif", "contracts", folder])
    #expect(outcome.status == 1 && outcome.error == "")
    #expect(try run(of: outcome.output).results.first?.ruleId == "unknown-type")
  }
}
