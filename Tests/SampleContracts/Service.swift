public import ConcordCore

/// A sample entity: service.
public struct Service: Entity {
  public var tenant: String
  public var account: String
  public var environment: String
  public var name: String
  public var replicas: Double

  public init(
    tenant: String, account: String, environment: String, name: String, replicas: Double = 1
  ) {
    self.tenant = tenant
    self.account = account
    self.environment = environment
    self.name = name
    self.replicas = replicas
  }

  public static var blank: Service { Service(tenant: .blank, account: .blank, environment: .blank, name: .blank) }
  public static let fieldTable = FieldTable("tenant", "account", "environment", "name", "replicas")
  public static var requiredFields: UInt64 { 0b11111 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&self.tenant)
    case 1: reader.read(&self.account)
    case 2: reader.read(&self.environment)
    case 3: reader.read(&self.name)
    case 4: reader.read(&self.replicas)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter, draft: Bool) {
    writer.beginObject()
    writer.write("\"tenant\":", self.tenant)
    writer.write("\"account\":", self.account)
    writer.write("\"environment\":", self.environment)
    writer.write("\"name\":", self.name)
    if !draft || self.replicas != 1 { writer.write("\"replicas\":", self.replicas) }
    writer.endObject()
  }
}

extension Service: Equatable {}

extension Service {
  public static let descriptor = EntityDescriptor(
    name: "service", ancestors: ["tenant", "account", "environment"], keyField: "name",
    keyShapes: [.text, .text, .text, .text],
    readonlyFields: 0b00000, defaultedFields: 0b10000, onParentDelete: .cascade,
    operations: [
      .create(topic: "service:create_service"), .update(topic: "service:update_service"),
      .delete(topic: "service:delete_service"), .get(topic: "service:get_service"),
      .list(topic: "service:get_services", pageSize: 50, filter: ["name"], sort: ["name"]),
    ])

  public var keyValues: [String] { [tenant, account, environment, name] }

  public static func key(tenant: String, account: String, environment: String, name: String) -> Key<Service> {
    Key([tenant, account, environment, name])
  }

  public struct Fields: FieldGroup {
    public static let table = Fields()
    public let name = Field<String>("name")
    public let replicas = Field<Double>("replicas")
  }
}

extension EntityBranch where E == Environment {
  public var services: [EntityBranch<Service>] { children(Service.self) }
}

extension EventNames {
  public static var createService: EventName { "create-service" }
  public static var serviceCreated: EventName { "service-created" }
  public static var serviceCreationError: EventName { "service-creation-error" }
  public static var updateService: EventName { "update-service" }
  public static var serviceUpdated: EventName { "service-updated" }
  public static var serviceUpdateError: EventName { "service-update-error" }
  public static var deleteService: EventName { "delete-service" }
  public static var serviceDeleted: EventName { "service-deleted" }
  public static var serviceDeletionError: EventName { "service-deletion-error" }
  public static var serviceRestarted: EventName { "service-restarted" }
}

public struct ServiceEvents: EventGroup {
  public static let table = ServiceEvents()
  public let creation = Event<Service>(EventNames.createService)
  public let created = Event<Service>(EventNames.serviceCreated)
  public let creationError = Event<Failure<Service>>(EventNames.serviceCreationError)
  public let update = Event<Patch<Service>>(EventNames.updateService)
  public let updated = Event<Service>(EventNames.serviceUpdated)
  public let updateError = Event<Failure<Patch<Service>>>(EventNames.serviceUpdateError)
  public let delete = Event<Key<Service>>(EventNames.deleteService)
  public let deleted = Event<Key<Service>>(EventNames.serviceDeleted)
  public let deletionError = Event<Failure<Key<Service>>>(EventNames.serviceDeletionError)
  public let restarted = PushedEvent<Key<Service>>(EventNames.serviceRestarted, topic: "service:restarted")
}

extension EventHelper {
  public var service: EventChannel<ServiceEvents> { EventChannel(bus) }
}

public struct ServiceOperations: OperationGroup {
  public static let table = ServiceOperations()
  public let create = Service.create(
    "service:create_service",
    events: OperationEvents(
      ServiceEvents.table.creation, ServiceEvents.table.created, ServiceEvents.table.creationError))
  public let update = Service.update(
    "service:update_service",
    events: OperationEvents(ServiceEvents.table.update, ServiceEvents.table.updated, ServiceEvents.table.updateError))
  public let delete = Service.delete(
    "service:delete_service",
    events: OperationEvents(ServiceEvents.table.delete, ServiceEvents.table.deleted, ServiceEvents.table.deletionError))
  public let get = Service.get("service:get_service")
  public let list = Service.list("service:get_services")
}

extension OperationCaller {
  public var service: TopicClient<ServiceOperations> { TopicClient(self) }
}

extension ClientBindings {
  mutating func sampleService() {
    let operations = ServiceOperations.table
    let events = ServiceEvents.table
    operation(operations.create)
    operation(operations.update)
    operation(operations.delete)
    entity(Service.self, created: events.created, updated: events.updated, deleted: events.deleted)
    pushed(events.restarted)
  }
}
