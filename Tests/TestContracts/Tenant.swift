public import ConcordCore

// Written by hand, and exactly as the generator would.

/// A customer.
public struct Tenant: Entity {
  public var name: String
  public var title: String
  public var tier: Tier
  public var seats: Int?
  public var status: String
  public var createdAt: Timestamp
  public var updatedAt: Timestamp

  public init(
    name: String, title: String, tier: Tier = .free, seats: Int? = nil, status: String = "new",
    createdAt: Timestamp = .blank, updatedAt: Timestamp = .blank
  ) {
    self.name = name
    self.title = title
    self.tier = tier
    self.seats = seats
    self.status = status
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }

  public static var blank: Tenant { Tenant(name: "", title: "") }
  public static let fieldTable = FieldTable("name", "title", "tier", "seats", "status", "createdAt", "updatedAt")
  public static var requiredFields: UInt64 { 0b1110111 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&self.name)
    case 1: reader.read(&self.title)
    case 2: reader.read(&self.tier)
    case 3: reader.read(&self.seats)
    case 4: reader.read(&self.status)
    case 5: reader.read(&self.createdAt)
    case 6: reader.read(&self.updatedAt)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter, draft: Bool) {
    writer.beginObject()
    writer.write("\"name\":", self.name)
    writer.write("\"title\":", self.title)
    if !draft || self.tier != .free { writer.write("\"tier\":", self.tier) }
    writer.writeIfPresent("\"seats\":", self.seats)
    if !draft { writer.write("\"status\":", self.status) }
    if !draft { writer.write("\"createdAt\":", self.createdAt) }
    if !draft { writer.write("\"updatedAt\":", self.updatedAt) }
    writer.endObject()
  }

  public static let descriptor = EntityDescriptor(
    name: "tenant", ancestors: [], keyField: "name", keyShapes: [.text],
    readonlyFields: 0b1110000, defaultedFields: 0b0000100, onParentDelete: .restrict,
    operations: [
      .create(topic: "tenant:create_tenant"), .update(topic: "tenant:update_tenant"),
      .delete(topic: "tenant:delete_tenant"), .get(topic: "tenant:get_tenant"),
      .list(
        topic: "tenant:get_tenants", pageSize: 3, filter: ["tier", "seats"], sort: ["title", "seats"]),
    ],
    stampedOnCreate: [5], stampedOnChange: [6])

  public var keyValues: [String] { [name] }

  public static func key(name: String) -> Key<Tenant> { Key([name]) }

  public struct Fields: FieldGroup {
    public static let table = Fields()
    public let title = Field<String>("title")
    public let tier = Field<Tier>("tier")
    public let seats = Field<Int?>("seats")
  }
}

public enum Tier: JSONEnum {
  case free, paid
  case unknown(String)

  public init(wireValue: String) {
    switch wireValue {
    case "free": self = .free
    case "PAID": self = .paid
    default: self = .unknown(wireValue)
    }
  }

  public var wireValue: String {
    switch self {
    case .free: "free"
    case .paid: "PAID"
    case .unknown(let text): text
    }
  }

  public static var blank: Tier { .free }
  public var isKnown: Bool { if case .unknown = self { false } else { true } }
}

public struct TenantOperations: OperationGroup {
  public static let table = TenantOperations()
  public let create = Tenant.create("tenant:create_tenant")
  public let update = Tenant.update("tenant:update_tenant")
  public let delete = Tenant.delete("tenant:delete_tenant")
  public let get = Tenant.get("tenant:get_tenant")
  public let list = Tenant.list("tenant:get_tenants")
}
