public import ConcordCore

/// Goes with its account, and its key is a number.
public struct Revision: Entity {
  public var tenant: String
  public var account: String
  public var number: Int

  public init(tenant: String, account: String, number: Int) {
    self.tenant = tenant
    self.account = account
    self.number = number
  }

  public static var blank: Revision { Revision(tenant: "", account: "", number: 0) }
  public static let fieldTable = FieldTable("tenant", "account", "number")
  public static var requiredFields: UInt64 { 0b111 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&self.tenant)
    case 1: reader.read(&self.account)
    case 2: reader.read(&self.number)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter, draft: Bool) {
    writer.beginObject()
    writer.write("\"tenant\":", self.tenant)
    writer.write("\"account\":", self.account)
    writer.write("\"number\":", self.number)
    writer.endObject()
  }

  public static let descriptor = EntityDescriptor(
    name: "revision", ancestors: ["tenant", "account"], keyField: "number", keyShapes: [.text, .text, .number],
    readonlyFields: 0, defaultedFields: 0, onParentDelete: .cascade,
    operations: [
      .create(topic: "revision:create_revision"), .delete(topic: "revision:delete_revision"),
      .get(topic: "revision:get_revision"),
      .list(topic: "revision:get_revisions", pageSize: 50, filter: [], sort: []),
    ],
    stampedOnCreate: [], stampedOnChange: [])

  public var keyValues: [String] { [tenant, account, String(number)] }

  public struct Fields: FieldGroup {
    public static let table = Fields()
  }
}
