public import ConcordCore

/// A sample entity: environment.
public struct Environment: Entity {
  public var tenant: String
  public var account: String
  public var name: String

  public init(
    tenant: String, account: String, name: String
  ) {
    self.tenant = tenant
    self.account = account
    self.name = name
  }

  public static var blank: Environment { Environment(tenant: .blank, account: .blank, name: .blank) }
  public static let fieldTable = FieldTable("tenant", "account", "name")
  public static var requiredFields: UInt64 { 0b111 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&self.tenant)
    case 1: reader.read(&self.account)
    case 2: reader.read(&self.name)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter, draft: Bool) {
    writer.beginObject()
    writer.write("\"tenant\":", self.tenant)
    writer.write("\"account\":", self.account)
    writer.write("\"name\":", self.name)
    writer.endObject()
  }
}

extension Environment: Equatable {}

extension Environment {
  public static let descriptor = EntityDescriptor(
    name: "environment", ancestors: ["tenant", "account"], keyField: "name", keyShapes: [.text, .text, .text],
    readonlyFields: 0b000, defaultedFields: 0b000, onParentDelete: .cascade,
    operations: [
      .create(topic: "environment:create_environment"), .update(topic: "environment:update_environment"),
      .delete(topic: "environment:delete_environment"), .get(topic: "environment:get_environment"),
      .list(topic: "environment:get_environments", pageSize: 50, filter: ["name"], sort: ["name"]),
    ])

  public var keyValues: [String] { [tenant, account, name] }

  public static func key(tenant: String, account: String, name: String) -> Key<Environment> {
    Key([tenant, account, name])
  }

  public struct Fields: FieldGroup {
    public static let table = Fields()
    public let name = Field<String>("name")
  }
}

extension EntityBranch where E == Account {
  public var environments: [EntityBranch<Environment>] { children(Environment.self) }
}

extension EventNames {
  public static var createEnvironment: EventName { "create-environment" }
  public static var environmentCreated: EventName { "environment-created" }
  public static var environmentCreationError: EventName { "environment-creation-error" }
  public static var updateEnvironment: EventName { "update-environment" }
  public static var environmentUpdated: EventName { "environment-updated" }
  public static var environmentUpdateError: EventName { "environment-update-error" }
  public static var deleteEnvironment: EventName { "delete-environment" }
  public static var environmentDeleted: EventName { "environment-deleted" }
  public static var environmentDeletionError: EventName { "environment-deletion-error" }
}

public struct EnvironmentEvents: EventGroup {
  public static let table = EnvironmentEvents()
  public let creation = Event<Environment>(EventNames.createEnvironment)
  public let created = Event<Environment>(EventNames.environmentCreated)
  public let creationError = Event<Failure<Environment>>(EventNames.environmentCreationError)
  public let update = Event<Patch<Environment>>(EventNames.updateEnvironment)
  public let updated = Event<Environment>(EventNames.environmentUpdated)
  public let updateError = Event<Failure<Patch<Environment>>>(EventNames.environmentUpdateError)
  public let delete = Event<Key<Environment>>(EventNames.deleteEnvironment)
  public let deleted = Event<Key<Environment>>(EventNames.environmentDeleted)
  public let deletionError = Event<Failure<Key<Environment>>>(EventNames.environmentDeletionError)
}

extension EventHelper {
  public var environment: EventChannel<EnvironmentEvents> { EventChannel(bus) }
}

public struct EnvironmentOperations: OperationGroup {
  public static let table = EnvironmentOperations()
  public let create = Environment.create(
    "environment:create_environment",
    events: OperationEvents(
      EnvironmentEvents.table.creation, EnvironmentEvents.table.created, EnvironmentEvents.table.creationError))
  public let update = Environment.update(
    "environment:update_environment",
    events: OperationEvents(
      EnvironmentEvents.table.update, EnvironmentEvents.table.updated, EnvironmentEvents.table.updateError))
  public let delete = Environment.delete(
    "environment:delete_environment",
    events: OperationEvents(
      EnvironmentEvents.table.delete, EnvironmentEvents.table.deleted, EnvironmentEvents.table.deletionError))
  public let get = Environment.get("environment:get_environment")
  public let list = Environment.list("environment:get_environments")
}

extension OperationCaller {
  public var environment: TopicClient<EnvironmentOperations> { TopicClient(self) }
}

extension ClientBindings {
  mutating func sampleEnvironment() {
    let operations = EnvironmentOperations.table
    let events = EnvironmentEvents.table
    operation(operations.create)
    operation(operations.update)
    operation(operations.delete)
    entity(Environment.self, created: events.created, updated: events.updated, deleted: events.deleted)
  }
}
