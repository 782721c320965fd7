import ConcordAuth
import ConcordCore
import ConcordEntities
import ReferenceContracts
import Testing

@testable import ReferenceServer

/// The reference server's handlers for somebody who is signed in.
@Suite struct SigningInTests {
  private struct Silence: EventPublisher {
    func publish<Payload: JSONCodable>(
      _ event: PushedEvent<Payload>, _ payload: Payload, about: EntityPath?, cause: MessageID?, except: ConnectionID?
    ) {}
  }

  private func context(_ topic: String, _ session: Session? = nil) -> RequestContext {
    let store = MemoryStore()
    return RequestContext(
      connection: ConnectionID(1), messageID: .text("m"), topic: topic, kind: .custom,
      principal: session?.principal ?? .anonymous, session: session, peer: "192.0.2.1",
      entities: StoredEntities(store, entities: []), publisher: Silence())
  }

  @Test func aSessionFromBeginToEnd() async throws {
    let desk = try Desk()
    let account = try await desk.seedAnn()
    let handler = SigningIn(signIn: desk.signIn)

    let login = context("auth:login")
    let first = try await handler.login(AuthLoginInput(email: ann, password: annsPassword), login)
    #expect(
      login.cookies.map(\.header) == [
        "__Host-session=\(first.token.value); Path=/; Max-Age=43200; HttpOnly; Secure; SameSite=Lax"
      ])
    var session = try await desk.sessions.session(of: .cookie(first.token.value))

    let me = try await handler.me(Empty(), context("auth:me", session))
    #expect([me.userId, me.customerId, me.email.rawValue] == [account.id.description, "c-1", "Ann@example.com"])
    #expect(me.verified)

    let refresh = context("auth:refresh", session)
    desk.clock.pass(.seconds(60))
    let second = try await handler.refresh(Empty(), refresh)
    #expect(second.expiresAt == first.expiresAt + 60_000)
    #expect(refresh.cookies.map(\.value) == [second.token.value])
    session = try await desk.sessions.session(of: .bearer(second.token.value))

    let passport = try await handler.passport(Empty(), context("auth:passport", session))
    #expect(try await desk.sessions.session(of: .passport(passport.code.value)) == session)

    let logout = context("auth:logout", session)
    _ = try await handler.logout(Empty(), logout)
    #expect(logout.cookies == [desk.sessions.noCookie])
    #expect(await code { _ = try await handler.me(Empty(), context("auth:me", session)) } == .unauthenticated)
  }

  /// The developer of `--dev` has every role and no session.
  @Test func withoutASessionThereIsNothingToDo() async throws {
    let handler = SigningIn(signIn: try Desk().signIn)
    #expect(await code { _ = try await handler.me(Empty(), context("auth:me")) } == .unauthenticated)
    #expect(await code { _ = try await handler.refresh(Empty(), context("auth:refresh")) } == .unauthenticated)
    #expect(await code { _ = try await handler.logout(Empty(), context("auth:logout")) } == .unauthenticated)
    #expect(await code { _ = try await handler.passport(Empty(), context("auth:passport")) } == .unauthenticated)
  }

  /// Codes of what sign-in refuses are those that the contract declares: others would be answered as `INTERNAL`.
  @Test func everyRefusalIsDeclared() {
    #expect(
      Set(AuthError.allCases.map(\.code))
        == [.addressTaken, .notVerified, .tooManyAttempts, .wrongCode, .wrongCredentials])
  }

  @Test(
    arguments: [
      ("ann@example.com:pass", nil, nil), ("ann@example.com:pass:c-1", "c-1", nil),
      ("ann@example.com:pass:c-1:owner", "c-1", "owner"),
    ] as [(String, String?, String?)])
  func usersAreSeeded(text: String, customer: String?, role: String?) throws {
    let user = try #require(SeededUser(text))
    #expect(user.email.rawValue == "ann@example.com")
    #expect(user.password == "pass")
    #expect(user.customer == customer)
    #expect(user.role == role)
  }

  @Test(arguments: [
    "", "ann@example.com", "ann:pass", "ann@example.com:", "ann@example.com:p:", "ann@example.com:p:c:r:x",
  ])
  func whatIsNoUserIsRefused(text: String) throws {
    #expect(SeededUser(text) == nil)
    #expect {
      try Options(["--user", text])
    } throws: { error in
      let message = (error as? Options.Failure)?.message ?? ""
      return message.hasPrefix("reference-server: --user is EMAIL:PASSWORD")
        && (text.isEmpty || !message.contains(text))
    }
  }
}
