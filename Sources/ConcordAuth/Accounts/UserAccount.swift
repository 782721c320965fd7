public import ConcordCore

/// Somebody who may sign in.
public struct UserAccount: Sendable, Equatable {
  public let id: UniqueID
  /// As it was given: letters go there. `name` is what it is found by.
  public let email: EmailAddress
  /// argon2id with salt and costs.
  public var passwordHash: Secret<String>
  /// Whether the address is known to be the user's; nobody signs in before.
  public var isVerified: Bool
  /// Whose entities the user sees: the principal's attribute `customerId`.
  public var customerID: String
  public var roles: Set<String>
  /// Further attributes of the principal.
  public var attributes: [String: String]
  /// The letter that waits for its answer.
  public var code: PendingCode?
  /// When the account is gone unless somebody verified its address; nil: never.
  public var verifyBy: Timestamp?
  /// Counts the states of the account; the store sets it.
  public var revision: Int

  public init(
    id: UniqueID, email: EmailAddress, passwordHash: Secret<String>, isVerified: Bool = false, customerID: String,
    roles: Set<String> = [], attributes: [String: String] = [:], code: PendingCode? = nil,
    verifyBy: Timestamp? = nil, revision: Int = 0
  ) {
    self.id = id
    self.email = email
    self.passwordHash = passwordHash
    self.isVerified = isVerified
    self.customerID = customerID
    self.roles = roles
    self.attributes = attributes
    self.code = code
    self.verifyBy = verifyBy
    self.revision = revision
  }

  /// The address in lower case: who registers `Ann@Example.com` signs in as `ann@example.com`.
  public var name: String { Self.name(of: email) }

  /// What an account with an address is found by.
  public static func name(of email: EmailAddress) -> String { email.rawValue.lowercased() }

  /// What contracts see of the account: `name`, roles, and the attributes `userId` and `customerId` beside its own.
  public var principal: Principal {
    var attributes = attributes
    attributes["userId"] = id.description
    attributes["customerId"] = customerID
    return Principal(name: name, roles: roles, attributes: attributes)
  }
}

/// A code that a letter carries, as far as it is kept.
public struct PendingCode: Sendable, Equatable {
  /// Of the code together with the account's id.
  public var digest: SecretDigest
  public var expiresAt: Timestamp
  /// Wrong answers that it still stands.
  public var attempts: Int

  public init(digest: SecretDigest, expiresAt: Timestamp, attempts: Int) {
    self.digest = digest
    self.expiresAt = expiresAt
    self.attempts = attempts
  }
}
