import ContractChecks
import Foundation
import Synchronization
import Testing

@testable import ContractEmitters

/// docs/templates.md tells of every template and of every name that its plan has, and of nothing else.
@Suite struct TemplatesPageTests {
  /// What prints the templates of an output. A new folder of `Templates/` needs a line here and a part of the page.
  private static let generators: [String: @Sendable ([ContractPackage]) throws -> Void] = [
    "swift": { _ = try SwiftGenerator(templates: nil).files(of: $0, roots: [root.path]) },
    "kubernetes": { packages in
      let generator = try ServiceSpecGenerator(formats: [.kubernetes], templates: nil)
      for contract in packages.flatMap(\.contracts) { _ = try generator.files(of: contract, path: contract.file) }
    },
    "markdown": { try documents(.markdown, $0) }, "asyncapi": { try documents(.asyncapi, $0) },
    "openapi": { try documents(.openapi, $0) }, "jsonschema": { try documents(.jsonschema, $0) },
  ]

  private static func documents(_ format: DocumentGenerator.Format, _ packages: [ContractPackage]) throws {
    _ = try DocumentGenerator(formats: [format], templates: nil).files(format, of: packages)
  }

  /// Contracts that between them use everything that a plan can have.
  private static let contracts = [
    "contracts", "Tests/Fixtures/Emitters/Contracts", "Tests/LanguageContracts", "Tests/Fixtures/Services/contracts",
  ]

  private static let root = Emitting.root
  private static let outputs =
    (try? FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: "Templates").path))?.sorted() ?? []

  @Test func everyFolderHasAGenerator() {
    #expect(
      Self.outputs == Self.generators.keys.sorted(),
      "add what prints Templates/FOLDER to TemplatesPageTests.generators, and '## FOLDER' to docs/templates.md")
  }

  @Test(arguments: outputs) func everyNameIsExplained(output: String) throws {
    let plans = try Self.plans(of: output)
    let page = try Self.page(of: output)
    let folder = Self.root.appending(path: "Templates/\(output)").path
    let templates = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".mustache") }
      .map { String($0.dropLast(".mustache".count)) }
    #expect(
      Set(page.keys) == Set(templates),
      "docs/templates.md has a heading '### NAME' below '## \(output)' for each of \(templates.sorted())")
    for template in templates.sorted() {
      let plan = try #require(
        plans[template],
        "no contract of TemplatesPageTests.contracts makes concord print \(output)/\(template).mustache")
      let explained = page[template] ?? [:]
      let missing = plan.filter { explained[$0.key] != $0.value }.sorted { $0.key < $1.key }
      let rows = missing.map { "| `\($0.key)` | \($0.value) | … |" }.joined(separator: "\n")
      #expect(missing.isEmpty, "docs/templates.md, \(output)/\(template) needs these rows:\n\(rows)")
      let gone = explained.keys.filter { plan[$0] == nil }.sorted()
      #expect(gone.isEmpty, "docs/templates.md, \(output)/\(template): the plan has no \(gone)")
    }
  }

  /// The names of each template's plans with their kinds; `list.name` for those inside a list.
  private static func plans(of output: String) throws -> [String: [String: String]] {
    let found = Mutex<[String: [String: String]]>([:])
    var diagnostics = Diagnostics()
    // Each by itself, since they are no packages of one module.
    for folder in contracts {
      let packages = ContractChecker.load(paths: [root.appending(path: folder).path], diagnostics: &diagnostics)
      #expect(!diagnostics.hasErrors, "\(diagnostics.sorted.map(\.description))")
      try PlanRecorder.$record.withValue(
        { printed, template, plan in
          guard printed == output else { return }
          found.withLock { add(plan, to: &$0[template, default: [:]], below: "") }
        },
        operation: { try generators[output]?(packages) })
    }
    return found.withLock { $0 }
  }

  private static func add(_ plan: TemplateValue, to names: inout [String: String], below path: String) {
    guard case .object(let members) = plan else { return }
    for member in members {
      let value = member.value
      let path = path.isEmpty ? member.name : "\(path).\(member.name)"
      switch value {
      case .text: names[path] = "text"
      case .flag: names[path] = "flag"
      case .object:
        names[path] = "object"
        add(value, to: &names, below: path)
      case .list(let items):
        names[path] = "list"
        for item in items { add(item, to: &names, below: path) }
      }
    }
  }

  /// The rows of the page for an output: kinds by name, by template.
  private static func page(of output: String) throws -> [String: [String: String]] {
    let text = try String(contentsOf: root.appending(path: "docs/templates.md"), encoding: .utf8)
    var templates: [String: [String: String]] = [:]
    var (isInside, template) = (false, "")
    for line in text.split(separator: "\n").map(String.init) {
      if line.hasPrefix("## ") {
        isInside = line == "## \(output)"
      } else if isInside, line.hasPrefix("### ") {
        template = String(line.dropFirst(4))
        templates[template] = [:]
      } else if isInside, line.hasPrefix("| `") {
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        guard cells.count == 3 else { continue }
        // Rows for several names have them behind one another.
        for name in cells[0].matches(of: /`([^`]+)`/) { templates[template]?[String(name.output.1)] = cells[1] }
        #expect(cells[2].count > 3 && cells[2] != "…", "docs/templates.md: \(line) says nothing")
      }
    }
    return templates
  }
}
