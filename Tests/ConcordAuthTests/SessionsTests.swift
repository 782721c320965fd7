import ConcordCore
import Testing

@testable import ConcordAuth

/// Sessions as a server asks for them.
@Suite struct SessionsTests {
  @Test func aTokenIsGoodAsBearerAndAsCookie() async throws {
    let desk = try Desk()
    let account = try await desk.seedAnn(roles: ["operator"])
    let token = try await desk.token()
    let session = try #require(try await desk.sessions.session(of: .bearer(token.text)))
    #expect(session == token.session)
    #expect(try await desk.sessions.session(of: .cookie(token.text)) == session)
    #expect(
      session.principal
        == Principal(
          name: "ann@example.com", roles: ["operator"],
          attributes: ["userId": account.id.description, "customerId": "c-1"]))
    #expect(session.expiresAt == desk.clock.now + 2 * 3_600_000)
    #expect(token.expiresAt == desk.clock.now + 12 * 3_600_000)
  }

  @Test func whatIsNoTokenIsNobody() async throws {
    let desk = try Desk()
    _ = try await desk.seedAnn()
    let token = try await desk.token()
    for text in ["", "x", token.text + "x", String(token.text.dropLast()), String(repeating: "a", count: 100_000)] {
      #expect(try await desk.sessions.session(of: .bearer(text)) == nil)
    }
    #expect(try await desk.sessions.session(of: .passport(token.text)) == nil, "a token is no passport")
  }

  @Test func logoutEndsTheSessionEverywhere() async throws {
    let desk = try Desk()
    _ = try await desk.seedAnn()
    let told = Told(desk.sessions)
    let (one, other) = (try await desk.token(), try await desk.token())
    try desk.signIn.logout(one.session)
    try desk.signIn.logout(one.session)
    #expect(told.changes == [.ended(one.session.id)])
    #expect(try await desk.sessions.session(of: .bearer(one.text)) == nil)
    #expect(try await desk.sessions.session(of: .bearer(other.text)) != nil)
    #expect(await code { _ = try desk.signIn.refresh(one.session) } == .unauthenticated)
    #expect(await code { _ = try await desk.signIn.account(of: one.session) } == .unauthenticated)
    #expect(await code { try desk.signIn.logout(nil) } == .unauthenticated)
  }

  @Test func aRefreshedSessionStays() async throws {
    let desk = try Desk()
    _ = try await desk.seedAnn()
    let told = Told(desk.sessions)
    let old = try await desk.token()
    desk.clock.pass(.seconds(3600))
    let new = try desk.signIn.refresh(old.session)
    #expect(new.text != old.text)
    #expect(new.session.id == old.session.id)
    #expect(new.expiresAt == old.expiresAt + 3_600_000)
    desk.clock.pass(.seconds(30))
    #expect(try await desk.sessions.session(of: .bearer(old.text)) == nil)
    #expect(try await desk.sessions.session(of: .bearer(new.text))?.id == old.session.id)
    #expect(told.changes.isEmpty)
  }

  @Test func aPassportOpensOneSocket() async throws {
    let desk = try Desk()
    _ = try await desk.seedAnn()
    let token = try await desk.token()
    let passport = try desk.signIn.passport(token.session)
    #expect(passport.expiresAt == desk.clock.now + 60_000)
    #expect(try await desk.sessions.session(of: .bearer(passport.text)) == nil, "a passport is no token")
    #expect(try await desk.sessions.session(of: .passport(passport.text))?.id == token.session.id)
    #expect(try await desk.sessions.session(of: .passport(passport.text)) == nil)
    let late = try desk.signIn.passport(token.session)
    desk.clock.pass(.seconds(60))
    #expect(try await desk.sessions.session(of: .passport(late.text)) == nil)
    let useless = try desk.signIn.passport(token.session)
    try desk.signIn.logout(token.session)
    #expect(try await desk.sessions.session(of: .passport(useless.text)) == nil)
    #expect(await code { _ = try desk.signIn.passport(token.session) } == .unauthenticated)
  }

  @Test func oneCodeAtManyDoorsOpensOne() async throws {
    let desk = try Desk()
    _ = try await desk.seedAnn()
    let passport = try desk.signIn.passport(try await desk.token().session)
    let opened = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<32 {
        group.addTask { (try? await desk.sessions.session(of: .passport(passport.text))) != nil }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(opened == 1)
  }

  @Test func changesOfAnAccountAreToldAndShown() async throws {
    let desk = try Desk()
    let account = try await desk.seedAnn()
    let told = Told(desk.sessions)
    let token = try await desk.token()
    let changed = try await desk.signIn.change(account.id) {
      $0.roles = ["owner"]
      $0.attributes = ["region": "eu"]
    }
    #expect(changed.principal.attributes == ["userId": account.id.description, "customerId": "c-1", "region": "eu"])
    #expect(told.changes == [.changed(changed.principal)])
    #expect(try await desk.sessions.session(of: .bearer(token.text))?.principal == changed.principal)
    try await desk.signIn.change(account.id) { $0.roles = ["owner"] }
    #expect(told.changes.count == 1)
  }

  @Test func anotherPasswordEndsAllSessions() async throws {
    let desk = try Desk()
    let account = try await desk.seedAnn()
    let told = Told(desk.sessions)
    let tokens = [try await desk.token(), try await desk.token()]
    try await desk.signIn.setPassword("another horse battery", of: account.id)
    #expect(told.changes == tokens.map(\.session.id).sorted().map { .ended($0) })
    #expect(await code { _ = try await desk.token() } == .wrongCredentials)
    _ = try await desk.signIn.login(ann, "another horse battery", peer: nil)
  }

  @Test func aRemovedAccountIsGone() async throws {
    let desk = try Desk()
    let account = try await desk.seedAnn()
    let token = try await desk.token()
    try await desk.signIn.remove(account.id)
    try await desk.signIn.remove(account.id)
    #expect(try await desk.sessions.session(of: .bearer(token.text)) == nil)
    #expect(await code { _ = try await desk.token() } == .wrongCredentials)
    #expect(desk.sessions.count == 0)
  }

  /// A follower may ask and change; it hears of everything in order.
  @Test func followersMayCallBack() async throws {
    let desk = try Desk()
    let account = try await desk.seedAnn()
    let token = try await desk.token()
    desk.sessions.follow { change in
      if case .changed = change { desk.sessions.end(token.session) }
    }
    let told = Told(desk.sessions)
    let changed = try await desk.signIn.change(account.id) { $0.roles = ["owner"] }
    #expect(told.changes == [.changed(changed.principal), .ended(token.session.id)])
  }

  @Test(arguments: [(true, "__Host-session"), (false, "session")])
  func cookiesSayWhoMayReadThem(isSecure: Bool, name: String) async throws {
    let clock = TestClock()
    let sessions = Sessions(isSecure: isSecure, now: { clock.now })
    #expect(sessions.cookieName == name)
    let token = try sessions.begin(account())
    let rest = "HttpOnly; " + (isSecure ? "Secure; " : "") + "SameSite=Lax"
    #expect(sessions.cookie(token).header == "\(name)=\(token.text); Path=/; Max-Age=43200; \(rest)")
    #expect(sessions.noCookie.header == "\(name)=; Path=/; Max-Age=0; \(rest)")
    #expect(Cookie.value(of: name, in: "a=b; \(name)=\(token.text)") == token.text)
  }
}
