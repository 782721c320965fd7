import ConcordCore
import Testing

@testable import ConcordAuth

@Suite struct RegistrationTests {
  @Test func aLetterLeadsToALogIn() async throws {
    let desk = try Desk()
    let account = try await desk.signIn.register(bob, "correct horse battery", peer: "192.0.2.1")
    #expect(!account.isVerified)
    #expect(account.roles.isEmpty)
    let letter = try await desk.box.letter(0)
    #expect(letter.address == bob)
    #expect(letter.expiresAt == desk.clock.now + 3_600_000)
    try await desk.signIn.verifyEmail(bob, code: letter.code, peer: nil)
    let token = try await desk.signIn.login(bob, "correct horse battery", peer: nil)
    #expect(try await desk.signIn.account(of: token.session).isVerified)
    #expect(token.session.principal.attribute("customerId") == account.customerID)
    #expect(await code { try await desk.signIn.verifyEmail(bob, code: letter.code, peer: nil) } == .wrongCode)
  }

  @Test func everyCustomerIsAnother() async throws {
    let desk = try Desk()
    let one = try await desk.signIn.register(ann, "correct horse battery", peer: nil)
    let other = try await desk.signIn.register(bob, "correct horse battery", peer: nil)
    #expect(one.customerID != other.customerID)
    #expect(one.passwordHash != other.passwordHash)
  }

  @Test func anAddressHasOneAccountInAnyCase() async throws {
    let desk = try Desk()
    _ = try await desk.seedAnn()
    let shouting = EmailAddress(unchecked: "ANN@EXAMPLE.COM")
    #expect(
      await code { _ = try await desk.signIn.register(shouting, "correct horse battery", peer: nil) } == .addressTaken)
    #expect(await code { _ = try await desk.signIn.seed(shouting, "correct horse battery") } == .addressTaken)
  }

  /// Whoever comes at the same moment, one account is there, and one of the letters fits.
  @Test func oneAddressIsOneAccountWhoeverRegistersIt() async throws {
    let desk = try Desk()
    let made = await withTaskGroup(of: ErrorCode?.self) { group in
      for _ in 0..<8 {
        group.addTask { await code { _ = try await desk.signIn.register(bob, "correct horse battery", peer: nil) } }
      }
      return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
    #expect(made == [nil: 3, .tooManyAttempts: 5], "each sends a letter")
    _ = try await desk.box.letter(2)
    var fitting = 0
    for letter in desk.box.letters {
      if await code({ try await desk.signIn.verifyEmail(bob, code: letter.code, peer: nil) }) == nil { fitting += 1 }
    }
    #expect(fitting == 1)
  }

  @Test func whoRegistersAnAddressFirstDoesNotKeepItFromItsOwner() async throws {
    let desk = try Desk()
    let first = try await desk.signIn.register(bob, "the squatter's choice", peer: nil)
    let old = try await desk.box.letter(0)
    let second = try await desk.signIn.register(
      EmailAddress(unchecked: "Bob@example.com"), "correct horse battery", peer: nil)
    #expect(second.customerID != first.customerID)
    let letter = try await desk.box.letter(1)
    #expect(letter.address.rawValue == "Bob@example.com")
    #expect(await code { try await desk.signIn.verifyEmail(bob, code: old.code, peer: nil) } == .wrongCode)
    try await desk.signIn.verifyEmail(bob, code: letter.code, peer: nil)
    #expect(
      await code { _ = try await desk.signIn.login(bob, "the squatter's choice", peer: nil) } == .wrongCredentials)
    _ = try await desk.signIn.login(bob, "correct horse battery", peer: nil)
    #expect(await code { _ = try await desk.signIn.register(bob, "once more", peer: nil) } == .addressTaken)
  }

  @Test func anotherLetterDoesNotKeepAnAccountAlive() async throws {
    let desk = try Desk()
    let account = try await desk.signIn.register(bob, "correct horse battery", peer: nil)
    #expect(account.verifyBy == desk.clock.now + 2 * 3_600_000)
    desk.clock.pass(.seconds(5400))
    try desk.signIn.resendVerification(bob, peer: nil)
    let letter = try await desk.box.letter(1)
    #expect(letter.expiresAt == account.verifyBy)
    desk.clock.pass(.seconds(1800))
    #expect(await code { try await desk.signIn.verifyEmail(bob, code: letter.code, peer: nil) } == .wrongCode)
    try desk.signIn.resendVerification(bob, peer: nil)
    // There is nothing to see of a letter that is not sent.
    while desk.signIn.sending.withLock({ $0 }) > 0 { try await Task.sleep(for: .milliseconds(1)) }
    #expect(desk.box.letters.count == 2)
    _ = try await desk.signIn.register(bob, "correct horse battery", peer: nil)
    try await desk.signIn.verifyEmail(bob, code: try await desk.box.letter(2).code, peer: nil)
    #expect(desk.box.letters.count == 3)
    #expect(try #require(try await desk.accounts.account(at: bob)).verifyBy == nil)
  }

  @Test func aCodeExpires() async throws {
    let desk = try Desk()
    _ = try await desk.signIn.register(bob, "correct horse battery", peer: nil)
    let letter = try await desk.box.letter(0)
    desk.clock.pass(.seconds(3600))
    #expect(await code { try await desk.signIn.verifyEmail(bob, code: letter.code, peer: nil) } == .wrongCode)
  }

  @Test func aCodeStandsFewWrongAnswers() async throws {
    let desk = try Desk()
    _ = try await desk.signIn.register(bob, "correct horse battery", peer: nil)
    let letter = try await desk.box.letter(0)
    for _ in 0..<5 {
      #expect(await code { try await desk.signIn.verifyEmail(bob, code: "0000-0000", peer: nil) } == .wrongCode)
    }
    #expect(await code { try await desk.signIn.verifyEmail(bob, code: letter.code, peer: nil) } == .wrongCode)
    try desk.signIn.resendVerification(bob, peer: nil)
    try await desk.signIn.verifyEmail(bob, code: try await desk.box.letter(1).code, peer: nil)
  }

  /// A hundred guesses at the same moment are no more than five.
  @Test func guessesAtOnceCountOneByOne() async throws {
    let desk = try Desk()
    let account = try await desk.signIn.register(bob, "correct horse battery", peer: nil)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<100 { group.addTask { try? await desk.signIn.verifyEmail(bob, code: "0000-0000", peer: nil) } }
    }
    #expect(try await desk.accounts.account(account.id)?.code?.attempts == 0)
    let letter = try await desk.box.letter(0)
    #expect(await code { try await desk.signIn.verifyEmail(bob, code: letter.code, peer: nil) } == .wrongCode)
  }

  @Test func aCodeBelongsToItsAccount() async throws {
    let desk = try Desk()
    _ = try await desk.signIn.register(ann, "correct horse battery", peer: nil)
    let letter = try await desk.box.letter(0)
    _ = try await desk.signIn.register(bob, "correct horse battery", peer: nil)
    #expect(await code { try await desk.signIn.verifyEmail(bob, code: letter.code, peer: nil) } == .wrongCode)
    try await desk.signIn.verifyEmail(ann, code: Secret(letter.code.value.lowercased()), peer: nil)
  }

  @Test func theLetterComesAgainToWhoWaitsForIt() async throws {
    let desk = try Desk()
    _ = try await desk.seedAnn()
    _ = try await desk.signIn.register(bob, "correct horse battery", peer: nil)
    let first = try await desk.box.letter(0)
    try desk.signIn.resendVerification(EmailAddress(unchecked: "nobody@example.com"), peer: nil)
    try desk.signIn.resendVerification(ann, peer: nil)
    try desk.signIn.resendVerification(bob, peer: nil)
    let second = try await desk.box.letter(1)
    #expect(second.address == bob)
    #expect(second.code != first.code)
    #expect(await code { try await desk.signIn.verifyEmail(bob, code: first.code, peer: nil) } == .wrongCode)
    try await desk.signIn.verifyEmail(bob, code: second.code, peer: nil)
    #expect(desk.box.letters.count == 2)
  }

  @Test func nobodyIsFloodedWithLetters() async throws {
    let desk = try Desk()
    for address in ["nobody@example.com", "bob@example.com"] {
      let email = EmailAddress(unchecked: address)
      for _ in 0..<3 { try desk.signIn.resendVerification(email, peer: nil) }
      #expect(await code { try desk.signIn.resendVerification(email, peer: nil) } == .tooManyAttempts)
    }
  }

  @Test func onePeerIsCountedAtEveryDoor() async throws {
    let desk = try Desk {
      $0.attempts.registrationsPerPeer = 1
      $0.attempts.lettersPerPeer = 1
      $0.attempts.codesPerPeer = 1
    }
    let peer = "192.0.2.1"
    _ = try await desk.signIn.register(bob, "correct horse battery", peer: peer)
    #expect(
      await code { _ = try await desk.signIn.register(ann, "correct horse battery", peer: peer) } == .tooManyAttempts)
    try desk.signIn.resendVerification(ann, peer: peer)
    #expect(await code { try desk.signIn.resendVerification(bob, peer: peer) } == .tooManyAttempts)
    #expect(await code { try await desk.signIn.verifyEmail(bob, code: "x", peer: peer) } == .wrongCode)
    #expect(await code { try await desk.signIn.verifyEmail(bob, code: "x", peer: peer) } == .tooManyAttempts)
  }
}
