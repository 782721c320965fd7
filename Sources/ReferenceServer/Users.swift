import ConcordCore
import ReferenceContracts

/// Who is signed in. The store answers the rest.
struct Users: UserHandler {
  /// The user whose address is the name of the account; the developer of `--dev` is none.
  func get(_ input: Empty, _ context: RequestContext) async throws -> User {
    guard let name = context.principal.name, let email = EmailAddress(rawValue: name) else {
      throw ConcordError(.notFound, "'\(context.principal.name ?? "")' is no user's address")
    }
    return try await context.entities.get(User.key(email: email), context)
  }
}
