/// A sign-in that lasts: what a server knows about a caller beyond one request. The secret that stands for it is no part of it.
public struct Session: Sendable, Equatable {
  /// Names the session among all; it stays what it is when the session is renewed.
  public let id: UniqueID
  /// Who signed in.
  public let principal: Principal
  /// When it ends unless somebody renews it or shows its credential again; nil for one without an end.
  public let expiresAt: Timestamp?

  public init(id: UniqueID, principal: Principal, expiresAt: Timestamp? = nil) {
    self.id = id
    self.principal = principal
    self.expiresAt = expiresAt
  }
}

/// What connections that live on a session have to know.
public enum SessionChange: Sendable, Equatable {
  /// The session with this id is over: somebody logged out, or the account is gone. Connections that stand on it end.
  case ended(UniqueID)
  /// The roles or attributes of the account with this `name` are now these. What connections of that name may do and
  /// hear is worked out anew.
  case changed(Principal)
}
