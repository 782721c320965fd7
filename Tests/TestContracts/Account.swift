public import ConcordCore

/// Goes with its tenant.
public struct Account: Entity {
  public var tenant: String
  public var name: String
  public var owner: String?

  public init(tenant: String, name: String, owner: String? = nil) {
    self.tenant = tenant
    self.name = name
    self.owner = owner
  }

  public static var blank: Account { Account(tenant: "", name: "") }
  public static let fieldTable = FieldTable("tenant", "name", "owner")
  public static var requiredFields: UInt64 { 0b011 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&self.tenant)
    case 1: reader.read(&self.name)
    case 2: reader.read(&self.owner)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter, draft: Bool) {
    writer.beginObject()
    writer.write("\"tenant\":", self.tenant)
    writer.write("\"name\":", self.name)
    writer.writeIfPresent("\"owner\":", self.owner)
    writer.endObject()
  }

  public static let descriptor = EntityDescriptor(
    name: "account", ancestors: ["tenant"], keyField: "name", keyShapes: [.text, .text],
    readonlyFields: 0, defaultedFields: 0, onParentDelete: .cascade,
    operations: [
      .create(topic: "account:create_account"), .update(topic: "account:update_account"),
      .delete(topic: "account:delete_account"), .get(topic: "account:get_account"),
      .list(topic: "account:get_accounts", pageSize: 50, filter: ["owner"], sort: ["owner"]),
    ],
    stampedOnCreate: [], stampedOnChange: [])

  public var keyValues: [String] { [tenant, name] }

  public static func key(tenant: String, name: String) -> Key<Account> { Key([tenant, name]) }

  public struct Fields: FieldGroup {
    public static let table = Fields()
    public let owner = Field<String?>("owner")
  }
}

/// What may go wrong when an account is cleaned.
public enum AccountError: DeclaredError {
  case notEmpty
  case locked

  public var code: ErrorCode {
    switch self {
    case .notEmpty: ErrorCode("NOT_EMPTY", httpStatus: 409)
    case .locked: ErrorCode("LOCKED", httpStatus: 423)
    }
  }
}

public struct AccountEvents: EventGroup {
  public static let table = AccountEvents()
  public let cleaned = PushedEvent<Key<Account>>("account-cleaned", topic: "account:cleaned")
  public let progress = PushedEvent<Key<Account>>("account-progress", topic: "account:progress", delivery: .drop)
}

public struct AccountOperations: OperationGroup {
  public static let table = AccountOperations()
  public let create = Account.create("account:create_account")
  public let update = Account.update("account:update_account")
  public let delete = Account.delete("account:delete_account")
  public let get = Account.get("account:get_account")
  public let list = Account.list("account:get_accounts")
  public let clean = Operation<Key<Account>, Account>(
    "account:clean_account", errors: AccountError.allCases.map(\.code))
}

public protocol AccountHandler: CreateHandler, UpdateHandler, DeleteHandler, GetHandler, ListHandler
where
  CreatedEntity == Account, UpdatedEntity == Account, DeletedEntity == Account, FoundEntity == Account,
  ListedEntity == Account
{
  func clean(_ input: Key<Account>, _ context: RequestContext) async throws -> Account
}

extension OperationRegistrar {
  public func handle(account handler: some AccountHandler) {
    let operations = AccountOperations.table
    register(operations.create, handler.create)
    register(operations.update, handler.update)
    register(operations.delete, handler.delete)
    register(operations.get, handler.get)
    register(operations.list, handler.list)
    register(operations.clean, handler.clean)
  }
}
