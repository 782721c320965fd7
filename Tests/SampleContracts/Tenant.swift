public import ConcordCore

/// A sample entity: tenant.
public struct Tenant: Entity {
  public var name: String
  public var title: String?

  public init(
    name: String, title: String? = nil
  ) {
    self.name = name
    self.title = title
  }

  public static var blank: Tenant { Tenant(name: .blank) }
  public static let fieldTable = FieldTable("name", "title")
  public static var requiredFields: UInt64 { 0b01 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&self.name)
    case 1: reader.read(&self.title)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter, draft: Bool) {
    writer.beginObject()
    writer.write("\"name\":", self.name)
    writer.writeIfPresent("\"title\":", self.title)
    writer.endObject()
  }
}

extension Tenant: Equatable {}

extension Tenant {
  public static let descriptor = EntityDescriptor(
    name: "tenant", ancestors: [], keyField: "name", keyShapes: [.text],
    readonlyFields: 0b00, defaultedFields: 0b00, onParentDelete: .cascade,
    operations: [
      .create(topic: "tenant:create_tenant"), .update(topic: "tenant:update_tenant"),
      .delete(topic: "tenant:delete_tenant"), .get(topic: "tenant:get_tenant"),
      .list(topic: "tenant:get_tenants", pageSize: 50, filter: ["name"], sort: ["name"]),
    ])

  public var keyValues: [String] { [name] }

  public static func key(name: String) -> Key<Tenant> { Key([name]) }

  public struct Fields: FieldGroup {
    public static let table = Fields()
    public let name = Field<String>("name")
    public let title = Field<String?>("title")
  }
}

extension EventNames {
  public static var createTenant: EventName { "create-tenant" }
  public static var tenantCreated: EventName { "tenant-created" }
  public static var tenantCreationError: EventName { "tenant-creation-error" }
  public static var updateTenant: EventName { "update-tenant" }
  public static var tenantUpdated: EventName { "tenant-updated" }
  public static var tenantUpdateError: EventName { "tenant-update-error" }
  public static var deleteTenant: EventName { "delete-tenant" }
  public static var tenantDeleted: EventName { "tenant-deleted" }
  public static var tenantDeletionError: EventName { "tenant-deletion-error" }
  public static var tenantTreeLoaded: EventName { "tenant-tree-loaded" }
}

public struct TenantEvents: EventGroup {
  public static let table = TenantEvents()
  public let creation = Event<Tenant>(EventNames.createTenant)
  public let created = Event<Tenant>(EventNames.tenantCreated)
  public let creationError = Event<Failure<Tenant>>(EventNames.tenantCreationError)
  public let update = Event<Patch<Tenant>>(EventNames.updateTenant)
  public let updated = Event<Tenant>(EventNames.tenantUpdated)
  public let updateError = Event<Failure<Patch<Tenant>>>(EventNames.tenantUpdateError)
  public let delete = Event<Key<Tenant>>(EventNames.deleteTenant)
  public let deleted = Event<Key<Tenant>>(EventNames.tenantDeleted)
  public let deletionError = Event<Failure<Key<Tenant>>>(EventNames.tenantDeletionError)
  public let treeLoaded = Event<EntityTree>(EventNames.tenantTreeLoaded)
}

extension EventHelper {
  public var tenant: EventChannel<TenantEvents> { EventChannel(bus) }
}

public struct TenantOperations: OperationGroup {
  public static let table = TenantOperations()
  public let create = Tenant.create(
    "tenant:create_tenant",
    events: OperationEvents(TenantEvents.table.creation, TenantEvents.table.created, TenantEvents.table.creationError))
  public let update = Tenant.update(
    "tenant:update_tenant",
    events: OperationEvents(TenantEvents.table.update, TenantEvents.table.updated, TenantEvents.table.updateError))
  public let delete = Tenant.delete(
    "tenant:delete_tenant",
    events: OperationEvents(TenantEvents.table.delete, TenantEvents.table.deleted, TenantEvents.table.deletionError))
  public let get = Tenant.get("tenant:get_tenant")
  public let list = Tenant.list("tenant:get_tenants")
}

extension OperationCaller {
  public var tenant: TopicClient<TenantOperations> { TopicClient(self) }
}

extension ClientBindings {
  mutating func sampleTenant() {
    let operations = TenantOperations.table
    let events = TenantEvents.table
    operation(operations.create)
    operation(operations.update)
    operation(operations.delete)
    entity(Tenant.self, created: events.created, updated: events.updated, deleted: events.deleted)
    tree(events.treeLoaded)
  }
}
