import Foundation
import Testing

@testable import ContractModel

struct SchemaTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test func hasTheKeysOfTheTables() {
    for (name, table) in ContractSchema.sections {
      let definition = ContractSchema.root["$defs"]?[name]
      #expect(definition?["properties"]?.names == table.known + [KeyTable.allow], "\(name)")
      #expect(definition?["additionalProperties"] == .truth(false), "\(name)")
      #expect(Set(ContractSchema.required[name] ?? []).subtracting(table.known) == [], "\(name)")
      #expect(Set(SchemaShapes.values[name]?.keys.map { $0 } ?? []).subtracting(everyKey) == [], "\(name)")
    }
  }

  @Test func everyKeyHasAShape() {
    for (name, table) in ContractSchema.sections {
      for key in table.known where SchemaShapes.values[name]?[key] == nil {
        #expect(SchemaShapes.shared[key] != nil, "'\(key)' of \(name) has no shape: add it to SchemaShapes")
      }
    }
  }

  private var everyKey: Set<String> {
    Set(ContractSchema.sections.flatMap(\.table.known) + [KeyTable.allow])
  }

  @Test func describesKeysOfTheLanguageOnly() {
    let described = SchemaShapes.descriptions.keys.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
    #expect(Set(described).subtracting(everyKey) == [])
    #expect(Set(SchemaShapes.shared.keys).subtracting(everyKey) == [])
  }

  /// A table that the checker reads by and the schema does not know would let the two drift.
  @Test func hasEveryTable() throws {
    let folder = SchemaTests.root.appending(path: "Sources/ContractModel")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var tables: Set<String> = []
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /static let (\w+) = KeyTable\(/) { tables.insert(String(match.output.1)) }
    }
    #expect(tables == Set(ContractSchema.sections.map(\.name)))
  }

  @Test func referencesLeadSomewhere() {
    func check(_ node: SchemaNode) {
      switch node {
      case .object(let members):
        for member in members {
          if member.name == "$ref", case .text(let path) = member.value {
            let name = String(path.dropFirst("#/$defs/".count))
            #expect(ContractSchema.root["$defs"]?[name] != nil, "\(path)")
          }
          check(member.value)
        }
      case .list(let items): items.forEach(check)
      case .text, .number, .truth: break
      }
    }
    check(ContractSchema.root)
  }

  @Test func isJSON() throws {
    let value = try JSONSerialization.jsonObject(with: Data(ContractSchema.text.utf8)) as? [String: any Sendable]
    #expect(value?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    #expect(ContractSchema.text.split(separator: "\n").allSatisfy { $0.count <= 240 })
  }
}
