import ContractModel
import Foundation
import Testing

@testable import ContractEmitters

/// The diagrams keep to a grammar that is stricter than Mermaid's; `make validate` asks Mermaid itself.
@Suite struct MermaidTests {
  private static var sequence: [Regex<Substring>] {
    [
      #/sequenceDiagram/#, #/  participant [a-z]+ as [A-Z][A-Za-z ]+/#,
      #/ +[a-z]+(?:->>|-->>|-\))[a-z]+: [^;<>#\s](?:[^;<>#]|#[0-9]+;)*/#,
      #/ +Note over [a-z]+(?:,[a-z]+)?: [^;<>#\s](?:[^;<>#]|#[0-9]+;)*/#, #/  alt [a-z]+/#, #/  else [^;<>#]+/#,
      #/  end/#,
    ]
  }
  private static var tree: [Regex<Substring>] {
    [#/flowchart LR/#, #/  e[0-9]+\["(?:[^"#;<>]|#[0-9]+;)*"\]/#, #/  e[0-9]+ --> e[0-9]+/#]
  }

  /// The diagrams of a page.
  private static func diagrams(_ page: String) -> [String] {
    page.components(separatedBy: "```mermaid\n").dropFirst().compactMap { $0.components(separatedBy: "\n```").first }
  }

  private func judge(_ diagram: String) {
    let lines = diagram.split(separator: "\n", omittingEmptySubsequences: false)
    let grammar = lines.first == "sequenceDiagram" ? Self.sequence : Self.tree
    for line in lines { #expect(grammar.contains { (try? $0.wholeMatch(in: line)) != nil }, "\(line)") }
    guard lines.first == "sequenceDiagram" else { return }
    let known = Set(lines.compactMap { $0.firstMatch(of: #/participant ([a-z]+) as/#)?.output.1 })
    for line in lines {
      guard let message = line.wholeMatch(of: #/ +([a-z]+)(?:->>|-->>|-\))([a-z]+): .*/#) else { continue }
      #expect(known.contains(message.output.1) && known.contains(message.output.2), "\(line)")
    }
  }

  @Test func everyDiagramKeepsToTheGrammar() throws {
    let generator = try DocumentGenerator(formats: [.markdown], templates: nil)
    let packages =
      GoldenDocumentTests.packages() + GoldenDocumentTests.packages("Tests/Fixtures/Names") + [Awkward.library()]
    var count = 0
    for package in packages {
      for file in try generator.files(.markdown, of: [package]) {
        for diagram in Self.diagrams(file.text) {
          judge(diagram)
          count += 1
        }
      }
    }
    let operations = packages.flatMap(\.contracts).reduce(0) { $0 + ($1.group?.operations.count ?? 0) }
    #expect(count == operations + packages.count { !$0.entities.isEmpty }, "one per operation, and a tree per package")
  }

  @Test func textOfAuthorsCannotEndALine() {
    #expect(MermaidText.message("a; b #1 <c>\nd") == "a#59; b #35;1 #60;c#62; d")
    #expect(MermaidText.label(#"say "x""#) == ##""say #34;x#34;""##)
  }
}
