/// What a caller shows to prove who it is, by the place where it stood. All of them are secrets: a credential reads `****`
/// wherever it is printed or dumped.
public enum Credential: Sendable, Hashable {
  /// The token behind `Authorization: Bearer` (RFC 6750 §2.1), or of `concord:authenticate`.
  case bearer(String)
  /// The value of the session cookie. Browsers send it by themselves, so who takes it has to look at the request's origin.
  case cookie(String)
  /// A passport code of the query, where a namespace allows one there: good for one connection, within a minute.
  case passport(String)
}

extension Credential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `bearer ****`.
  public var description: String {
    switch self {
    case .bearer: "bearer ****"
    case .cookie: "cookie ****"
    case .passport: "passport ****"
    }
  }
  /// `bearer ****`.
  public var debugDescription: String { description }
  /// A mirror without the secret.
  public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .enum) }
}
