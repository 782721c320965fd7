/// Tells who a caller is; `ConcordAuth` has one, and others may be written.
public protocol Authenticator: Sendable {
  /// The name of the cookie that carries a session.
  var cookieName: String { get }

  /// The session that a credential stands for; nil when it is unknown, ended or expired, which shall look the same.
  ///
  /// To ask counts as use: it puts off the end of a session that ends when nobody uses it, and takes a passport code, which
  /// is good once. So a connection that outlives `expiresAt` asks again.
  /// - Throws: when it cannot be told now, such as `OVERLOADED`.
  func session(of credential: Credential) async throws(ConcordError) -> Session?

  /// Calls `changed`, on any thread, for each session that ends before its time and each account whose roles or attributes
  /// change, from now on.
  func follow(_ changed: @escaping @Sendable (SessionChange) -> Void)
}
