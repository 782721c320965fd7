public import ConcordCore

/// A sample entity: account.
public struct Account: Entity {
  public var tenant: String
  public var name: String
  public var provider: Provider
  public var status: String
  public var size: Int
  public var owner: String?

  public init(
    tenant: String, name: String, provider: Provider, status: String = .blank, size: Int = 3, owner: String? = nil
  ) {
    self.tenant = tenant
    self.name = name
    self.provider = provider
    self.status = status
    self.size = size
    self.owner = owner
  }

  public static var blank: Account { Account(tenant: .blank, name: .blank, provider: .blank) }
  public static let fieldTable = FieldTable("tenant", "name", "provider", "status", "size", "owner")
  public static var requiredFields: UInt64 { 0b011111 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&self.tenant)
    case 1: reader.read(&self.name)
    case 2: reader.read(&self.provider)
    case 3: reader.read(&self.status)
    case 4: reader.read(&self.size)
    case 5: reader.read(&self.owner)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter, draft: Bool) {
    writer.beginObject()
    writer.write("\"tenant\":", self.tenant)
    writer.write("\"name\":", self.name)
    writer.write("\"provider\":", self.provider)
    if !draft { writer.write("\"status\":", self.status) }
    if !draft || self.size != 3 { writer.write("\"size\":", self.size) }
    writer.writeIfPresent("\"owner\":", self.owner)
    writer.endObject()
  }
}

extension Account: Equatable {}

extension Account {
  public static let descriptor = EntityDescriptor(
    name: "account", ancestors: ["tenant"], keyField: "name", keyShapes: [.text, .text],
    readonlyFields: 0b001000, defaultedFields: 0b010000, onParentDelete: .cascade,
    operations: [
      .create(topic: "account:create_account"), .update(topic: "account:update_account"),
      .delete(topic: "account:delete_account"), .get(topic: "account:get_account"),
      .list(topic: "account:get_accounts", pageSize: 50, filter: ["name"], sort: ["name"]),
    ])

  public var keyValues: [String] { [tenant, name] }

  public static func key(tenant: String, name: String) -> Key<Account> { Key([tenant, name]) }

  public struct Fields: FieldGroup {
    public static let table = Fields()
    public let name = Field<String>("name")
    public let status = Field<String>("status")
    public let provider = Field<Provider>("provider")
    public let size = Field<Int>("size")
    public let owner = Field<String?>("owner")
  }
}

extension EntityBranch where E == Tenant {
  public var accounts: [EntityBranch<Account>] { children(Account.self) }
}

extension EventNames {
  public static var createAccount: EventName { "create-account" }
  public static var accountCreated: EventName { "account-created" }
  public static var accountCreationError: EventName { "account-creation-error" }
  public static var updateAccount: EventName { "update-account" }
  public static var accountUpdated: EventName { "account-updated" }
  public static var accountUpdateError: EventName { "account-update-error" }
  public static var deleteAccount: EventName { "delete-account" }
  public static var accountDeleted: EventName { "account-deleted" }
  public static var accountDeletionError: EventName { "account-deletion-error" }
}

public struct AccountEvents: EventGroup {
  public static let table = AccountEvents()
  public let creation = Event<Account>(EventNames.createAccount)
  public let created = Event<Account>(EventNames.accountCreated)
  public let creationError = Event<Failure<Account>>(EventNames.accountCreationError)
  public let update = Event<Patch<Account>>(EventNames.updateAccount)
  public let updated = Event<Account>(EventNames.accountUpdated)
  public let updateError = Event<Failure<Patch<Account>>>(EventNames.accountUpdateError)
  public let delete = Event<Key<Account>>(EventNames.deleteAccount)
  public let deleted = Event<Key<Account>>(EventNames.accountDeleted)
  public let deletionError = Event<Failure<Key<Account>>>(EventNames.accountDeletionError)
}

extension EventHelper {
  public var account: EventChannel<AccountEvents> { EventChannel(bus) }
}

public struct AccountOperations: OperationGroup {
  public static let table = AccountOperations()
  public let create = Account.create(
    "account:create_account",
    events: OperationEvents(
      AccountEvents.table.creation, AccountEvents.table.created, AccountEvents.table.creationError))
  public let update = Account.update(
    "account:update_account",
    events: OperationEvents(AccountEvents.table.update, AccountEvents.table.updated, AccountEvents.table.updateError))
  public let delete = Account.delete(
    "account:delete_account",
    events: OperationEvents(AccountEvents.table.delete, AccountEvents.table.deleted, AccountEvents.table.deletionError))
  public let get = Account.get("account:get_account")
  public let list = Account.list("account:get_accounts")
  public let clean = Operation<Key<Account>, Account>(
    "account:clean_account", idempotent: true, timeout: .milliseconds(200),
    retry: RetryPolicy(retries: 3, first: .milliseconds(10), maximum: .milliseconds(40)),
    errors: [ErrorCode("ACCOUNT_BUSY", httpStatus: 409, isRetryable: true)])
  public let ping = Operation<Empty, Empty>("account:ping", timeout: .milliseconds(200))
}

extension OperationCaller {
  public var account: TopicClient<AccountOperations> { TopicClient(self) }
}

extension ClientBindings {
  mutating func sampleAccount() {
    let operations = AccountOperations.table
    let events = AccountEvents.table
    operation(operations.create)
    operation(operations.update)
    operation(operations.delete)
    entity(Account.self, created: events.created, updated: events.updated, deleted: events.deleted)
  }
}
