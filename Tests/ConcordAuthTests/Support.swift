import ConcordCore
import Synchronization

@testable import ConcordAuth

/// A clock that goes when it is told to.
final class TestClock: Sendable {
  private let time = Mutex(Timestamp(milliseconds: 1_800_000_000_000))
  var now: Timestamp { time.withLock { $0 } }
  func pass(_ duration: Duration) { time.withLock { $0 = $0 + duration.milliseconds } }
}

/// Keeps the letters that would be sent.
final class Letterbox: LetterSender {
  private let kept = Mutex<[Letter]>([])
  var letters: [Letter] { kept.withLock { $0 } }
  func send(_ letter: Letter) async { kept.withLock { $0.append(letter) } }

  /// The letter with a number, once it has come.
  func letter(_ number: Int) async throws -> Letter {
    for _ in 0..<30_000 {
      if letters.count > number { return letters[number] }
      try await Task.sleep(for: .milliseconds(2))
    }
    throw ConcordError(.timeout, "no letter \(number) within a minute")
  }
}

/// What followers are told.
final class Told: Sendable {
  private let kept = Mutex<[SessionChange]>([])
  var changes: [SessionChange] { kept.withLock { $0 } }
  init(_ sessions: Sessions) { sessions.follow { change in self.kept.withLock { $0.append(change) } } }
}

extension PasswordCost {
  /// The least that argon2id can do: tests are not about its strength.
  static let least = PasswordCost(passes: 1, memoryBytes: 8192)
}

/// Sign-in as a test needs it.
struct Desk {
  let clock = TestClock()
  let box = Letterbox()
  let accounts = MemoryAccountStore()
  let sessions: Sessions
  let signIn: SignIn

  init(_ rules: SessionRules = SessionRules(), _ adjust: (inout SignInOptions) -> Void = { _ in }) throws {
    var options = SignInOptions()
    options.passwordCost = .least
    adjust(&options)
    let clock = clock
    sessions = Sessions(rules, now: { clock.now })
    signIn = try SignIn(accounts: accounts, letters: box, sessions: sessions, options: options, now: { clock.now })
  }

  /// Ann, who may log in.
  func seedAnn(roles: Set<String> = []) async throws -> UserAccount {
    try await signIn.seed(ann, annsPassword, customerID: "c-1", roles: roles)
  }

  func token() async throws -> IssuedSecret { try await signIn.login(ann, annsPassword, peer: "192.0.2.1") }
}

let ann = EmailAddress(unchecked: "Ann@example.com")
let bob = EmailAddress(unchecked: "bob@example.com")
let annsPassword: Secret<String> = "correct horse battery"

/// An account that no store knows.
func account(_ email: EmailAddress = ann, customer: String = "c-1", revision: Int = 1) -> UserAccount {
  UserAccount(
    id: UUIDv7.next(), email: email, passwordHash: "$argon2id$", isVerified: true, customerID: customer,
    revision: revision)
}

/// The code of the error that `body` throws; nil when it throws none.
func code(_ body: () async throws -> Void) async -> ErrorCode? {
  do {
    try await body()
    return nil
  } catch {
    return (error as? ConcordError)?.code
  }
}
