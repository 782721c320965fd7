import ConcordCore
import SampleContracts
import Testing

@testable import ConcordClient

/// An entity of a package that the client was not given.
struct Foreign: Entity {
  struct Fields: FieldGroup {
    static var table: Fields { Fields() }
  }

  var name = ""

  static let descriptor = EntityDescriptor(
    name: "foreign", keyField: "name", keyShapes: [.text], list: ListDescriptor(topic: "foreign:get_foreigns"))
  static var blank: Foreign { Foreign() }
  static let fieldTable = FieldTable("name")
  static var requiredFields: UInt64 { 1 }
  var keyValues: [String] { [name] }
  mutating func read(field: Int, from reader: inout JSONReader) { reader.read(&name) }
  func encode(to writer: inout JSONWriter, draft: Bool) {
    writer.beginObject()
    writer.write("\"name\":", name)
    writer.endObject()
  }
  static func serveStored(on registrar: some OperationRegistrar) {}
}

/// Operations of such a package may be called; what they return is nothing to keep, since no event would keep it right.
@Suite struct ForeignPackageTests {
  @Test func itsEntitiesStayOutOfTheCache() async throws {
    try await withClient(answer: {
      [
        $0.topic.hasSuffix("s")
          ? $0.success(#"{"items":[{"name":"x"}],"page":1,"pageSize":50,"total":1,"revisions":[1]}"#)
          : $0.success(#"{"name":"x"}"#, revision: 1)
      ]
    }) { client, _ in
      let get = Foreign.get("foreign:get_foreign")
      #expect(try await client.call(get, Key<Foreign>(["x"]), timeout: nil).name == "x")
      #expect(try await client.call(Foreign.list("foreign:get_foreigns"), ListQuery(), timeout: nil).total == 1)
      #expect(client.tree.count == 0 && client.status.orphanCount == 0)
      try await client.tenant.get(acme.key)
      #expect(client.tree.count == 1)
    }
  }

  /// A kind is known by its type and not by its name alone.
  @Test func aNameAloneIsNotEnough() {
    let kinds = EntityKinds([Tenant.self])
    #expect(kinds.contains(acme) && !kinds.contains(prod) && !kinds.contains(Foreign(name: "x")))
  }
}
