public import ConcordCore

/// A sample entity: ticket.
public struct Ticket: Entity {
  public var tenant: String
  public var number: Int
  public var text: String

  public init(
    tenant: String, number: Int, text: String
  ) {
    self.tenant = tenant
    self.number = number
    self.text = text
  }

  public static var blank: Ticket { Ticket(tenant: .blank, number: .blank, text: .blank) }
  public static let fieldTable = FieldTable("tenant", "number", "text")
  public static var requiredFields: UInt64 { 0b111 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&self.tenant)
    case 1: reader.read(&self.number)
    case 2: reader.read(&self.text)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter, draft: Bool) {
    writer.beginObject()
    writer.write("\"tenant\":", self.tenant)
    writer.write("\"number\":", self.number)
    writer.write("\"text\":", self.text)
    writer.endObject()
  }
}

extension Ticket: Equatable {}

extension Ticket {
  public static let descriptor = EntityDescriptor(
    name: "ticket", ancestors: ["tenant"], keyField: "number", keyShapes: [.text, .number],
    readonlyFields: 0b000, defaultedFields: 0b000, onParentDelete: .restrict,
    operations: [
      .create(topic: "ticket:create_ticket"), .update(topic: "ticket:update_ticket"),
      .delete(topic: "ticket:delete_ticket"), .get(topic: "ticket:get_ticket"),
      .list(topic: "ticket:get_tickets", pageSize: 50, filter: ["number"], sort: ["number"]),
    ])

  public var keyValues: [String] { [tenant, String(number)] }

  public static func key(tenant: String, number: Int) -> Key<Ticket> { Key([tenant, String(number)]) }

  public struct Fields: FieldGroup {
    public static let table = Fields()
    public let number = Field<Int>("number")
    public let text = Field<String>("text")
  }
}

extension EntityBranch where E == Tenant {
  public var tickets: [EntityBranch<Ticket>] { children(Ticket.self) }
}

extension EventNames {
  public static var createTicket: EventName { "create-ticket" }
  public static var ticketCreated: EventName { "ticket-created" }
  public static var ticketCreationError: EventName { "ticket-creation-error" }
  public static var updateTicket: EventName { "update-ticket" }
  public static var ticketUpdated: EventName { "ticket-updated" }
  public static var ticketUpdateError: EventName { "ticket-update-error" }
  public static var deleteTicket: EventName { "delete-ticket" }
  public static var ticketDeleted: EventName { "ticket-deleted" }
  public static var ticketDeletionError: EventName { "ticket-deletion-error" }
}

public struct TicketEvents: EventGroup {
  public static let table = TicketEvents()
  public let creation = Event<Ticket>(EventNames.createTicket)
  public let created = Event<Ticket>(EventNames.ticketCreated)
  public let creationError = Event<Failure<Ticket>>(EventNames.ticketCreationError)
  public let update = Event<Patch<Ticket>>(EventNames.updateTicket)
  public let updated = Event<Ticket>(EventNames.ticketUpdated)
  public let updateError = Event<Failure<Patch<Ticket>>>(EventNames.ticketUpdateError)
  public let delete = Event<Key<Ticket>>(EventNames.deleteTicket)
  public let deleted = Event<Key<Ticket>>(EventNames.ticketDeleted)
  public let deletionError = Event<Failure<Key<Ticket>>>(EventNames.ticketDeletionError)
}

extension EventHelper {
  public var ticket: EventChannel<TicketEvents> { EventChannel(bus) }
}

public struct TicketOperations: OperationGroup {
  public static let table = TicketOperations()
  public let create = Ticket.create(
    "ticket:create_ticket",
    events: OperationEvents(TicketEvents.table.creation, TicketEvents.table.created, TicketEvents.table.creationError))
  public let update = Ticket.update(
    "ticket:update_ticket",
    events: OperationEvents(TicketEvents.table.update, TicketEvents.table.updated, TicketEvents.table.updateError))
  public let delete = Ticket.delete(
    "ticket:delete_ticket",
    events: OperationEvents(TicketEvents.table.delete, TicketEvents.table.deleted, TicketEvents.table.deletionError))
  public let get = Ticket.get("ticket:get_ticket")
  public let list = Ticket.list("ticket:get_tickets")
}

extension OperationCaller {
  public var ticket: TopicClient<TicketOperations> { TopicClient(self) }
}

extension ClientBindings {
  mutating func sampleTicket() {
    let operations = TicketOperations.table
    let events = TicketEvents.table
    operation(operations.create)
    operation(operations.update)
    operation(operations.delete)
    entity(Ticket.self, created: events.created, updated: events.updated, deleted: events.deleted)
  }
}
