import ConcordAuth
import ConcordCore
import ReferenceContracts

/// Sign-in as the contract `auth` says it: every answer with a token also sets the browser's cookie.
struct SigningIn: AuthHandler {
  let signIn: SignIn

  func register(_ input: AuthRegisterInput, _ context: RequestContext) async throws -> CustomerAccount {
    CustomerAccount(try await signIn.register(input.email, input.password, peer: context.peer))
  }

  func login(_ input: AuthLoginInput, _ context: RequestContext) async throws -> SignedIn {
    answer(try await signIn.login(input.email, input.password, peer: context.peer), context)
  }

  func refresh(_ input: Empty, _ context: RequestContext) async throws -> SignedIn {
    answer(try signIn.refresh(context.session), context)
  }

  func logout(_ input: Empty, _ context: RequestContext) async throws -> Empty {
    try signIn.logout(context.session)
    context.set(signIn.sessions.noCookie)
    return Empty()
  }

  func passport(_ input: Empty, _ context: RequestContext) async throws -> Passport {
    let issued = try signIn.passport(context.session)
    return Passport(code: issued.secret, expiresAt: issued.expiresAt)
  }

  func verifyEmail(_ input: AuthVerifyEmailInput, _ context: RequestContext) async throws -> Empty {
    try await signIn.verifyEmail(input.email, code: input.code, peer: context.peer)
    return Empty()
  }

  func resendVerification(_ input: AuthResendVerificationInput, _ context: RequestContext) async throws -> Empty {
    try signIn.resendVerification(input.email, peer: context.peer)
    return Empty()
  }

  func me(_ input: Empty, _ context: RequestContext) async throws -> CustomerAccount {
    CustomerAccount(try await signIn.account(of: context.session))
  }

  private func answer(_ issued: IssuedSecret, _ context: RequestContext) -> SignedIn {
    context.set(signIn.sessions.cookie(issued))
    return SignedIn(token: issued.secret, expiresAt: issued.expiresAt)
  }
}

extension CustomerAccount {
  fileprivate init(_ account: UserAccount) {
    self.init(
      userId: account.id.description, customerId: account.customerID, email: account.email,
      verified: account.isVerified)
  }
}

/// Writes letters to standard error, code and all, in place of sending them: this server knows no mail server.
struct PrintedLetters: LetterSender {
  func send(_ letter: Letter) async {
    print(
      "no mail is sent; the letter to \(letter.address): your code is \(letter.code.value), good until \(letter.expiresAt)",
      to: .error)
  }
}
