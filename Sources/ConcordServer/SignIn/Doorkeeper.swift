import ConcordCore
import ConcordProtocols
import ConcordTransport

/// Finds out who asks: the one place where credentials are read from requests.
struct Doorkeeper: Sendable {
  let authenticator: (any Authenticator)?
  let admit: Admission
  /// The name of the query's field that carries a passport code.
  let passportKey: String
  /// What becomes of sessions that were found.
  let news = SessionNews()
  /// When what somebody may read changed.
  let access = AccessChanges()

  enum Answer: Sendable {
    case known(Identity)
    /// A credential has to be looked up.
    case ask(Credential)
    case refused
  }

  /// What can be said without asking anybody.
  ///
  /// - Parameter signIn: the ways that are open here; nil: all but a passport.
  func look(
    at request: HTTPRequestHead, from peer: SocketAddress?, _ signIn: Set<ServerDefinition.SignIn>?
  ) -> Answer {
    if authenticator != nil, let credential = credential(of: request, signIn) { return .ask(credential) }
    return stranger(request, peer, signIn)
  }

  /// Who shows this credential. A cookie that is nobody's any more is none, for browsers send it all the same; whoever shows a
  /// token that is nobody's is told so.
  func ask(
    _ credential: Credential, of request: HTTPRequestHead, from peer: SocketAddress?,
    _ signIn: Set<ServerDefinition.SignIn>?
  ) async throws(ConcordError) -> Identity? {
    if let identity = try await identity(of: credential) { return identity }
    guard case .cookie = credential, case .known(let identity) = stranger(request, peer, signIn) else { return nil }
    return identity
  }

  /// Whose session a credential stands for; nil when it is nobody's.
  func identity(of credential: Credential) async throws(ConcordError) -> Identity? {
    let asOf = news.last
    return try await authenticator?.session(of: credential).map { Identity($0, credential, asOf: asOf) }
  }

  /// Somebody without a credential.
  private func stranger(
    _ request: HTTPRequestHead, _ peer: SocketAddress?, _ signIn: Set<ServerDefinition.SignIn>?
  ) -> Answer {
    var request = request
    if let signIn {
      request.headers.fields.removeAll { field in
        switch field.name.lowercased() {
        case "authorization": !signIn.contains(.bearer)
        case "cookie": !signIn.contains(.cookie)
        default: false
        }
      }
    }
    guard let principal = admit(request, peer) else { return .refused }
    if principal.name == nil, let signIn, !signIn.contains(.anonymous) { return .refused }
    return .known(Identity(principal))
  }

  /// The first that is shown of a token, a cookie and a passport code.
  private func credential(of request: HTTPRequestHead, _ signIn: Set<ServerDefinition.SignIn>?) -> Credential? {
    func isOpen(_ way: ServerDefinition.SignIn) -> Bool { signIn?.contains(way) ?? (way != .passport) }
    if isOpen(.bearer), let token = Self.bearer(request.headers["Authorization"]) { return .bearer(token) }
    if isOpen(.cookie), let name = authenticator?.cookieName {
      for header in request.headers.all("Cookie") {
        if let value = Cookie.value(of: name, in: header) { return .cookie(value) }
      }
    }
    if isOpen(.passport), let code = QueryText(request.query ?? "")[passportKey], !code.isEmpty {
      return .passport(code)
    }
    return nil
  }

  /// The token of `Authorization: Bearer …` (RFC 6750 §2.1); the scheme's case does not matter (RFC 9110 §11.1).
  private static func bearer(_ header: String?) -> String? {
    guard let header, let space = header.firstIndex(of: " "), header[..<space].lowercased() == "bearer" else {
      return nil
    }
    let token = header[space...].drop { $0 == " " }
    return token.isEmpty ? nil : String(token)
  }
}
