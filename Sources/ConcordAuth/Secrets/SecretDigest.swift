public import ConcordCore

/// What is kept of a secret: its BLAKE2b hash. Who reads the store cannot sign in with it.
public struct SecretDigest: Sendable, Hashable {
  /// 32 bytes.
  public let bytes: [UInt8]

  /// A digest that was kept.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// The digest of a text.
  init(of secret: String) { bytes = Sodium.digest(Array(secret.utf8)) }

  /// The digest of a text that belongs to an account, so that equal texts of two accounts do not look alike.
  init(of secret: String, for account: UniqueID) { bytes = Sodium.digest(account.bytes + Array(secret.utf8)) }

  /// Whether both are of the same secret, in a time that does not tell where they differ.
  func matches(_ other: SecretDigest) -> Bool { Sodium.areEqual(bytes, other.bytes) }
}

/// A secret on its way to whom it was made for, in clear this once.
public struct IssuedSecret: Sendable, Equatable {
  /// 32 random bytes as 43 characters that may stand in a header, a cookie and a query.
  public let secret: Secret<String>
  /// When it is good no longer.
  public let expiresAt: Timestamp
  /// The session that it stands for.
  public let session: Session

  /// The secret in clear.
  public var text: String { secret.value }

  /// A new secret's text.
  static func make() -> String { Sodium.base64(Sodium.random(32)) }

  /// No secret is longer; what is need not be hashed to know that it is none.
  static let maxBytes = 64
}
