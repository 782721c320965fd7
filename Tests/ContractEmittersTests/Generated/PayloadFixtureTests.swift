import ConcordCore
import EmittedContracts
import Foundation
import Testing

/// What generated code does with the payloads in `Tests/Fixtures/Payloads/library.json`. `make validate` asks the JSON Schema
/// of the package about the same payloads, so that the two agree.
@Suite struct PayloadFixtureTests {
  private struct Fixture {
    let schema: String
    let isAccepted: Bool
    /// Whether generated code writes just this.
    let isWritten: Bool
    let payload: JSONValue
  }

  private static func fixtures() throws -> [Fixture] {
    let file = Emitting.root.appending(path: "Tests/Fixtures/Payloads/library.json")
    let all = try JSON.decode(JSONValue.self, from: String(contentsOf: file, encoding: .utf8))
    return (all.elements ?? []).map {
      Fixture(
        schema: $0["schema"]?.string ?? "", isAccepted: $0["accepted"]?.bool ?? false,
        isWritten: $0["written"]?.bool ?? false, payload: $0["payload"] ?? .null)
    }
  }

  /// The text that comes out again, or nil when the payload is refused.
  private static let codecs: [String: @Sendable (String) -> String?] = [
    "Book": output(Book.self), "Branch.page": output(Page<Branch>.self), "Book.key": output(Key<Book>.self),
    "Book.draft": input(BookOperations.table.create), "Book.patch": input(BookOperations.table.update),
    "Book.keyOrPath": input(BookOperations.table.get), "Book.query": input(BookOperations.table.list),
    "BranchCloseInput": input(BranchOperations.table.close),
  ]

  private static func output<Value: JSONCodable>(_ type: Value.Type) -> @Sendable (String) -> String? {
    { text in (try? JSON.decode(type, from: text)).map(JSON.text) }
  }

  private static func input<Input: Sendable, Output: Sendable>(
    _ operation: ConcordCore.Operation<Input, Output>
  ) -> @Sendable (String) -> String? {
    { text in
      let bytes = Array(text.utf8)
      var reader = JSONReader(bytes.span.bytes)
      let value = operation.readInput(from: &reader)
      reader.finish()
      guard reader.failure == nil else { return nil }
      var writer = JSONWriter()
      operation.writeInput(value, to: &writer)
      return writer.withBytes { String(decoding: $0, as: UTF8.self) }
    }
  }

  @Test func generatedCodeSaysTheSame() throws {
    let fixtures = try Self.fixtures()
    #expect(fixtures.count >= 30)
    #expect(Set(fixtures.map(\.schema)) == Set(Self.codecs.keys))
    for fixture in fixtures {
      let codec = try #require(Self.codecs[fixture.schema])
      let text = JSON.text(fixture.payload)
      let written = codec(text)
      #expect((written != nil) == fixture.isAccepted, "\(fixture.schema) \(text)")
      if fixture.isWritten { #expect(written == text) }
    }
  }
}
