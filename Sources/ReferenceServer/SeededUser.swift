import ConcordAuth
import ConcordCore

/// `--user EMAIL:PASSWORD[:CUSTOMER[:ROLE]]`: an account that is there, verified, when the server starts.
struct SeededUser: Equatable {
  let email: EmailAddress
  let password: Secret<String>
  /// Whose entities the user sees; nil for a customer of its own.
  let customer: String?
  let role: String?

  /// Nil unless there are two to four parts, an address first and nothing empty.
  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard (2...4).contains(parts.count), !parts.contains(""), let email = EmailAddress(rawValue: parts[0]) else {
      return nil
    }
    self.email = email
    password = Secret(parts[1])
    customer = parts.count > 2 ? parts[2] : nil
    role = parts.count > 3 ? parts[3] : nil
  }

  func seed(_ signIn: SignIn) async throws(ConcordError) {
    _ = try await signIn.seed(email, password, customerID: customer, roles: Set(role.map { [$0] } ?? []))
  }
}
