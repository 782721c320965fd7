import ContractChecks
import ConcordJSON
import Foundation
import Testing

/// Every block of code in the documentation is checked; one that cannot be says why (`<!-- unchecked: … -->`).
@Suite struct ExamplesTests {
  @Test(arguments: try Page.all()) func everyBlockNamesItsLanguage(page: Page) {
    for block in page.blocks {
      #expect(
        ["yaml", "yml", "swift", "sh", "console", "text", "json", "mustache"].contains(block.language),
        "\(page.path):\(block.line): a block is yaml, swift, sh, console, text, json or mustache")
      if let reason = block[.unchecked] { #expect(reason.count > 10, "\(page.path):\(block.line): say why") }
    }
  }

  /// A comment that is meant to be a marker and is none would switch a check off.
  @Test(arguments: try Page.all()) func markersAreKnown(page: Page) {
    for (index, line) in page.lines.enumerated() where line.hasPrefix("<!--") {
      let key = line.dropFirst(4).prefix { $0 != ":" && $0 != "-" }.filter { $0 != " " }
      guard line.contains(":") else { continue }
      #expect(
        Marker.Key(rawValue: String(key)) != nil,
        "\(page.path):\(index + 1): there is no marker '\(key)'; there are \(Marker.Key.allCases.map(\.rawValue))")
    }
    let used = page.blocks.flatMap(\.markers).count
    let written = page.lines.count { $0.contains(/^<!-- *(with|in|finds|given|unchecked) *:/) }
    #expect(used == written, "\(page.path): a marker stands right above its block")
  }

  @Test(arguments: try Page.all()) func contractsAreRight(page: Page) throws {
    for unit in try page.contracts() {
      let found = unit.diagnostics
      let text = found.map(\.description).joined(separator: "\n")
      let all = unit.files.sorted { $0.key < $1.key }.map { "--- \($0.key)\n\($0.value)" }.joined()
      #expect(found.map(\.rule) == unit.expected, "\(page.path):\(unit.line): \(text)\n\(all)")
    }
  }

  /// What the contracts of all pages generate, compiled: as few modules as their names allow.
  @Test func contractsCompile() throws {
    let units = try Page.all().flatMap { try $0.contracts() }.filter(\.expected.isEmpty)
    #expect(units.count > 5)
    var modules: [(groups: Set<String>, units: [ContractUnit])] = []
    for unit in units {
      if let index = modules.firstIndex(where: { $0.groups.isDisjoint(with: unit.groups) }) {
        modules[index].groups.formUnion(unit.groups)
        modules[index].units.append(unit)
      } else {
        modules.append((unit.groups, [unit]))
      }
    }
    try Shell.withFolder { folder in
      for (index, module) in modules.enumerated() {
        let files = try SwiftSources.generated(from: module.units.map(\.files))
        let wrong = try SwiftCompiler.compile(files, module: "Module\(index)", in: folder)
        #expect(wrong == "", "\(module.units.map { "\($0.page):\($0.line)" }): \(wrong)")
      }
    }
  }

  @Test(arguments: try Page.all().filter { try !SwiftSources($0).isEmpty }) func swiftCompiles(page: Page) throws {
    let wrong = try Shell.withFolder { try SwiftSources(page).compile(in: $0) }
    #expect(wrong == "", "\(page.path)")
  }

  @Test(arguments: try Page.all()) func jsonIsJSON(page: Page) throws {
    for block in page.blocks where block.language == "json" && block[.unchecked] == nil {
      #expect(throws: Never.self, "\(page.path):\(block.line)") {
        try JSON.decode(JSONValue.self, from: Array(block.text.utf8))
      }
    }
  }

  /// Findings that a page shows in a block are what `concord check` says of the page's contracts, changed as the marker
  /// says.
  @Test(arguments: try Page.all()) func findingsAreReal(page: Page) throws {
    for block in page.blocks where block.language == "text" && block[.unchecked] == nil {
      guard let match = block.text.firstMatch(of: #/^([^ :]+\.ya?ml):\d+:\d+: (?:error|warning): /#) else { continue }
      let path = String(match.output.1)
      let parts = (block[.finds] ?? "").split(separator: " => ").map(String.init)
      guard parts.count == 2 else {
        Issue.record("\(page.path):\(block.line): say what leads to it, as in <!-- finds: OLD => NEW -->")
        continue
      }
      let unit = try #require(try page.contracts().last { $0.files[path]?.contains(parts[0]) == true })
      var changed = unit
      changed.files[path] = unit.files[path]?.replacing(parts[0], with: parts[1])
      let found = changed.diagnostics.map { $0.description.replacing("docs/", with: "", maxReplacements: 1) + "\n" }
      #expect(found.joined() == block.text, "\(page.path):\(block.line)")
    }
  }
}
