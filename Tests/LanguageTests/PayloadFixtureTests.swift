import ConcordCore
import Foundation
import LanguageContracts
import Testing

/// What generated code does with the payloads in `Tests/Fixtures/Payloads/language.json`, about which `make validate` asks the
/// JSON Schema of the package.
@Suite struct PayloadFixtureTests {
  /// The text that comes out again, or nil when the payload is refused.
  private static let codecs: [String: @Sendable (String) -> String?] = [
    "Machine": read(isInput: false) { Machine.decode(from: &$0) },
    "Machine.draft": read { MachineOperations.table.create.readInput(from: &$0) },
    "Shape": read(isInput: false) { Shape.decode(from: &$0) },
    "Shape.input": read { Shape.decode(from: &$0) },
    "Vault.draft": read { VaultOperations.table.create.readInput(from: &$0) },
    "Slot.draft": read { SlotOperations.table.create.readInput(from: &$0) },
    "Slot.query": read { SlotOperations.table.list.readInput(from: &$0) },
  ]

  private static func read<Value: JSONCodable>(
    isInput: Bool = true, _ body: @escaping @Sendable (inout JSONReader) -> Value
  ) -> @Sendable (String) -> String? {
    { text in
      let bytes = Array(text.utf8)
      var reader = JSONReader(bytes.span.bytes)
      reader.isInput = isInput
      let value = body(&reader)
      reader.finish()
      return reader.failure == nil ? JSON.text(value) : nil
    }
  }

  @Test func generatedCodeSaysTheSame() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appending(path: "Fixtures/Payloads/language.json")
    let all = try JSON.decode(JSONValue.self, from: String(contentsOf: file, encoding: .utf8)).elements ?? []
    #expect(all.count >= 20)
    #expect(Set(all.compactMap { $0["schema"]?.string }) == Set(Self.codecs.keys))
    for fixture in all {
      let codec = try #require(Self.codecs[fixture["schema"]?.string ?? ""])
      let text = JSON.text(fixture["payload"] ?? .null)
      let written = codec(text)
      #expect((written != nil) == fixture["accepted"]?.bool, "\(fixture["schema"]?.string ?? "") \(text)")
      if fixture["written"]?.bool == true { #expect(written == text) }
    }
  }
}
