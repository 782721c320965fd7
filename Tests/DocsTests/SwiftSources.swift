import ContractChecks
import ContractEmitters
import Foundation

/// The Swift of a page: what its contracts generate, and its own blocks, as the modules that they would be.
struct SwiftSources {
  let page: Page
  let contracts: [ContractUnit]

  init(_ page: Page) throws {
    self.page = page
    contracts = try page.contracts().filter(\.expected.isEmpty)
  }

  private var blocks: [Page.Block] { page.blocks.filter { $0.language == "swift" && $0[.unchecked] == nil } }

  var isEmpty: Bool { blocks.isEmpty }

  /// What the compiler says is wrong with the page; empty when all is well.
  func compile(in folder: URL) throws -> String {
    for (module, files) in try modules() {
      let wrong = try SwiftCompiler.compile(files, module: module, in: folder)
      if !wrong.isEmpty { return wrong }
    }
    for block in blocks where block.path?.hasSuffix("Package.swift") == true {
      let wrong = try SwiftCompiler.checkManifest(block.text, in: folder)
      if !wrong.isEmpty { return wrong }
    }
    return ""
  }

  /// The modules in the order in which they need each other: contracts, targets, statements, tests.
  private func modules() throws -> [(name: String, files: [String: String])] {
    var modules: [(name: String, files: [String: String])] = []
    func add(_ files: [String: String], to name: String) {
      if let index = modules.firstIndex(where: { $0.name == name }) {
        modules[index].files.merge(files) { $1 }
      } else {
        modules.append((name, files))
      }
    }
    for unit in contracts {
      guard let target = unit.target else { continue }
      let below = unit.files.map { path, text in
        (path.split(separator: "/").drop { $0 != target }.dropFirst().joined(separator: "/"), text)
      }
      add(try Self.generated(from: [Dictionary(uniqueKeysWithValues: below)]), to: target)
    }
    var tests: [(name: String, files: [String: String])] = []
    for block in blocks {
      guard let path = block.path, !path.hasSuffix("Package.swift") else { continue }
      let parts = path.split(separator: "/").map(String.init)
      let place = parts.firstIndex { $0 == "Sources" || $0 == "Tests" }
      let name = place.map { parts[$0 + 1] } ?? "Files"
      let files = [parts[parts.count - 1]: located(block) + block.text]
      if let place, parts[place] == "Tests" { tests.append((name, files)) } else { add(files, to: name) }
    }
    let statements = blocks.filter { $0.path == nil }
    if !statements.isEmpty {
      modules.append(("Statements", try self.statements(statements, beside: modules.map(\.name))))
    }
    for (name, files) in tests {
      modules.append((name, files.mapValues { $0 }))
    }
    return modules
  }

  /// Statements as functions, beside what the page's contracts outside of targets generate.
  private func statements(_ blocks: [Page.Block], beside modules: [String]) throws -> [String: String] {
    let loose = contracts.filter { $0.target == nil }
    var files = try Self.generated(from: loose.map(\.files))
    for block in blocks {
      var (imports, rest): ([Substring], [Substring]) = ([], [])
      for line in block.text.split(separator: "\n", omittingEmptySubsequences: false) {
        let isImport = line.hasPrefix("import ") || line.hasPrefix("@testable import ")
        imports.append(isImport ? line : "")
        rest.append(isImport ? "" : line)
      }
      let all =
        Self.modules.map { "import \($0)" } + modules.map { "@testable import \($0)" } + imports.map(String.init)
      var lines = all.filter { !$0.isEmpty }
      let isDeclaration = rest.contains { $0.contains(/^(public |private )?(extension|protocol|@main)\b/) }
      if !isDeclaration { lines.append("func example\(block.line)(\(block[.given] ?? "")) async throws {") }
      lines.append(located(block) + rest.joined(separator: "\n"))
      if !isDeclaration { lines.append("}") }
      files["Block\(block.line).swift"] = lines.joined(separator: "\n") + "\n"
    }
    return files
  }

  /// Makes messages name the page's line.
  private func located(_ block: Page.Block) -> String {
    "#sourceLocation(file: \"\(page.path)\", line: \(block.line + 1))\n"
  }

  /// What statements may use without saying so.
  private static let modules = [
    "ConcordAuth", "ConcordClient", "ConcordCore", "ConcordEntities", "ConcordServer", "ConcordTransport",
    "DeploymentSpec",
  ]

  /// The Swift of sets of contracts, as one module.
  static func generated(from sets: [[String: String]]) throws -> [String: String] {
    var packages: [ContractPackage] = []
    for (index, files) in sets.enumerated() {
      var (files, diagnostics) = (files, Diagnostics())
      if sets.count > 1 || !files.keys.contains(where: { $0.contains("/") }) {
        // Packages beside each other have names and prefixes of their own.
        if !files.keys.contains("package.yaml") {
          files["package.yaml"] = "name: page\(index)\n" + (sets.count > 1 ? "swiftPrefix: P\(index)\n" : "")
        }
        files = Dictionary(uniqueKeysWithValues: files.map { ("page\(index)/\($0.key)", $0.value) })
      }
      packages += ContractChecker.load(files: files, diagnostics: &diagnostics)
    }
    let files = try SwiftGenerator(templates: nil).files(of: packages, roots: ["."])
    return Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.text) })
  }
}
