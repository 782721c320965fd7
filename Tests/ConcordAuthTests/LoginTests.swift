import ConcordCore
import Synchronization
import Testing

@testable import ConcordAuth

@Suite struct LoginTests {
  @Test func thePasswordOpensASession() async throws {
    let desk = try Desk()
    let account = try await desk.seedAnn()
    let token = try await desk.signIn.login(EmailAddress(unchecked: "ANN@Example.com"), annsPassword, peer: nil)
    #expect(try await desk.signIn.account(of: token.session) == account)
    #expect(token.session.principal.name == "ann@example.com")
  }

  @Test func wrongAddressAndWrongPasswordLookAlike() async throws {
    let desk = try Desk()
    _ = try await desk.seedAnn()
    var errors: [ConcordError] = []
    for (email, password) in [(ann, "wrong"), (bob, "correct horse battery"), (bob, "")]
      as [(EmailAddress, Secret<String>)]
    {
      do { _ = try await desk.signIn.login(email, password, peer: nil) } catch { errors.append(error) }
    }
    #expect(errors.count == 3)
    #expect(errors.allSatisfy { $0 == errors[0] && $0.code == .wrongCredentials })
  }

  @Test func somebodyUnverifiedIsToldSoWhenThePasswordIsRight() async throws {
    let desk = try Desk()
    _ = try await desk.signIn.register(bob, "correct horse battery", peer: nil)
    #expect(await code { _ = try await desk.signIn.login(bob, "correct horse battery", peer: nil) } == .notVerified)
    #expect(await code { _ = try await desk.signIn.login(bob, "correct horse batter", peer: nil) } == .wrongCredentials)
    #expect(desk.sessions.count == 0)
  }

  @Test func oneAddressIsNotTriedForEver() async throws {
    let desk = try Desk { $0.attempts.loginsPerAddress = 3 }
    _ = try await desk.seedAnn()
    for _ in 0..<5 { _ = try await desk.token() }
    for number in 0..<3 {
      let peer = "192.0.2.\(number)"
      #expect(await code { _ = try await desk.signIn.login(ann, "wrong", peer: peer) } == .wrongCredentials)
    }
    #expect(await code { _ = try await desk.token() } == .tooManyAttempts)
    for _ in 0..<3 {
      #expect(await code { _ = try await desk.signIn.login(bob, "wrong", peer: nil) } == .wrongCredentials)
    }
    #expect(
      await code { _ = try await desk.signIn.login(bob, "wrong", peer: nil) } == .tooManyAttempts,
      "whether an address has an account is not told by this either")
    desk.clock.pass(.seconds(15 * 60))
    _ = try await desk.token()
  }

  @Test func onePeerDoesNotTryManyAddresses() async throws {
    let desk = try Desk { $0.attempts.loginsPerPeer = 3 }
    _ = try await desk.seedAnn()
    for number in 0..<3 {
      let email = EmailAddress(unchecked: "\(number)@example.com")
      #expect(await code { _ = try await desk.signIn.login(email, "wrong", peer: "2001:db8::1") } == .wrongCredentials)
    }
    #expect(await code { _ = try await desk.signIn.login(ann, annsPassword, peer: "2001:db8::1") } == .tooManyAttempts)
    #expect(
      await code { _ = try await desk.signIn.login(ann, annsPassword, peer: "2001:db8::2") } == .tooManyAttempts,
      "a subscriber has 2^64 addresses")
    _ = try await desk.signIn.login(ann, annsPassword, peer: "2001:db8:0:1::1")
  }

  /// The right password of an account that may not log in costs a hash like a wrong one, and anybody can register one.
  @Test func whoIsNotVerifiedDoesNotTryForEver() async throws {
    let desk = try Desk { $0.attempts.loginsPerAddress = 3 }
    _ = try await desk.signIn.register(bob, "correct horse battery", peer: nil)
    for _ in 0..<3 {
      #expect(await code { _ = try await desk.signIn.login(bob, "correct horse battery", peer: nil) } == .notVerified)
    }
    #expect(await code { _ = try await desk.signIn.login(bob, "correct horse battery", peer: nil) } == .tooManyAttempts)
  }

  /// With right passwords, too, one network has only so many looked at, and others get in beside it.
  @Test func aCrowdFromOneNetworkLeavesRoom() async throws {
    let desk = try Desk {
      $0.passwordCost = PasswordCost(passes: 2, memoryBytes: 16 << 20)
      $0.hashing = 1
      $0.waiting = 100
      $0.hashingPerPeer = 2
      $0.attempts.loginsPerAddress = 100
    }
    _ = try await desk.seedAnn()
    let outcomes = await withTaskGroup(of: ErrorCode?.self) { group in
      for number in 0..<40 {
        let peer = "2001:db8::\(number)"
        group.addTask { await code { _ = try await desk.signIn.login(ann, annsPassword, peer: peer) } }
      }
      return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
    #expect(Set(outcomes.keys) == [nil, .overloaded])
    _ = try await desk.signIn.login(ann, annsPassword, peer: "2001:db8::1")
  }

  /// More at once than may wait are refused, and that was no attempt.
  @Test func aCrowdIsAnsweredOverloaded() async throws {
    let desk = try Desk {
      $0.passwordCost = PasswordCost(passes: 2, memoryBytes: 16 << 20)
      $0.hashing = 1
      $0.waiting = 2
      $0.attempts.loginsPerAddress = 40
    }
    _ = try await desk.seedAnn()
    let outcomes = await withTaskGroup(of: ErrorCode?.self) { group in
      for _ in 0..<40 { group.addTask { await code { _ = try await desk.signIn.login(ann, "wrong", peer: nil) } } }
      return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
    #expect(Set(outcomes.keys) == [.overloaded, .wrongCredentials])
    let tried = try #require(outcomes[.wrongCredentials])
    for _ in tried..<40 {
      #expect(await code { _ = try await desk.signIn.login(ann, "wrong", peer: nil) } == .wrongCredentials)
    }
    #expect(await code { _ = try await desk.signIn.login(ann, "wrong", peer: nil) } == .tooManyAttempts)
  }

  @Test func aHashOfOldCostsIsMadeAnew() async throws {
    let desk = try Desk()
    let account = try await desk.seedAnn()
    var options = SignInOptions()
    options.passwordCost = PasswordCost(passes: 2, memoryBytes: 16_384)
    let stronger = try SignIn(accounts: desk.accounts, letters: desk.box, sessions: desk.sessions, options: options)
    let token = try await stronger.login(ann, annsPassword, peer: nil)
    let kept = try #require(try await desk.accounts.account(account.id))
    #expect(kept.passwordHash.value.hasPrefix("$argon2id$v=19$m=16,t=2,"))
    #expect(try await desk.sessions.session(of: .bearer(token.text)) != nil)
    _ = try await stronger.login(ann, annsPassword, peer: nil)
    #expect(try await desk.accounts.account(account.id) == kept)
  }

  /// An account store in which something happens just after an account was read for its password.
  private final class Meddled: AccountStore {
    private let store: MemoryAccountStore
    private let meddling = Mutex<(@Sendable () async throws(ConcordError) -> Void)?>(nil)
    init(_ store: MemoryAccountStore) { self.store = store }
    func next(_ body: @escaping @Sendable () async throws(ConcordError) -> Void) { meddling.withLock { $0 = body } }

    func account(at email: EmailAddress) async throws(ConcordError) -> UserAccount? {
      let account = try await store.account(at: email)
      let body = meddling.withLock { body in
        defer { body = nil }
        return body
      }
      try await body?()
      return account
    }
    func account(_ id: UniqueID) async throws(ConcordError) -> UserAccount? { try await store.account(id) }
    func add(_ account: UserAccount) async throws(ConcordError) -> UserAccount { try await store.add(account) }
    func replace(_ account: UserAccount) async throws(ConcordError) -> UserAccount { try await store.replace(account) }
    func remove(_ id: UniqueID) async throws(ConcordError) { try await store.remove(id) }
  }

  @Test func aSessionNeverShowsWhatChangedMeanwhile() async throws {
    let desk = try Desk()
    let account = try await desk.seedAnn(roles: ["owner"])
    let store = Meddled(desk.accounts)
    var options = SignInOptions()
    options.passwordCost = .least
    let signIn = try SignIn(accounts: store, letters: desk.box, sessions: desk.sessions, options: options)

    store.next { () async throws(ConcordError) in try await signIn.change(account.id) { $0.roles = [] } }
    let token = try await signIn.login(ann, annsPassword, peer: nil)
    #expect(try await desk.sessions.session(of: .bearer(token.text))?.principal.roles == [])
    try desk.signIn.logout(token.session)

    store.next { () async throws(ConcordError) in try await signIn.setPassword("another horse battery", of: account.id)
    }
    #expect(await code { _ = try await signIn.login(ann, annsPassword, peer: nil) } == .wrongCredentials)
    #expect(desk.sessions.count == 0)

    store.next { () async throws(ConcordError) in try await signIn.remove(account.id) }
    #expect(await code { _ = try await signIn.login(ann, "another horse battery", peer: nil) } == .wrongCredentials)
    #expect(desk.sessions.count == 0)
  }
}
