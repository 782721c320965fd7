public import ConcordCore

/// Keeps its tenant from being deleted.
public struct Lock: Entity {
  public var tenant: String
  public var name: String

  public init(tenant: String, name: String) {
    self.tenant = tenant
    self.name = name
  }

  public static var blank: Lock { Lock(tenant: "", name: "") }
  public static let fieldTable = FieldTable("tenant", "name")
  public static var requiredFields: UInt64 { 0b11 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&self.tenant)
    case 1: reader.read(&self.name)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter, draft: Bool) {
    writer.beginObject()
    writer.write("\"tenant\":", self.tenant)
    writer.write("\"name\":", self.name)
    writer.endObject()
  }

  public static let descriptor = EntityDescriptor(
    name: "lock", ancestors: ["tenant"], keyField: "name", keyShapes: [.text, .text],
    readonlyFields: 0, defaultedFields: 0, onParentDelete: .restrict,
    operations: [
      .create(topic: "lock:create_lock"), .delete(topic: "lock:delete_lock"), .get(topic: "lock:get_lock"),
      .list(topic: "lock:get_locks", pageSize: 50, filter: [], sort: []),
    ],
    stampedOnCreate: [], stampedOnChange: [])

  public var keyValues: [String] { [tenant, name] }

  public struct Fields: FieldGroup {
    public static let table = Fields()
  }
}
