import ConcordAuth
import ConcordCore
import Testing

/// The bounds of docs/sign-in.md are those of the code.
@Suite struct SignInTablesTests {
  @Test func bounds() throws {
    let rows = try Page("docs/sign-in.md").table(below: "## Bounds").map { [$0[1], $0[2]] }
    let (sessions, options, attempts) = (SessionRules(), SignInOptions(), AttemptRules())
    let cost = options.passwordCost
    #expect(
      rows == [
        [text(sessions.idle), "SessionRules.idle"],
        [text(sessions.lifetime), "SessionRules.lifetime"],
        [text(sessions.longest), "SessionRules.longest"],
        [text(sessions.grace), "SessionRules.grace"],
        ["\(text(sessions.passport)), used once", "SessionRules.passport"],
        ["\(sessions.passportsPerAccount)", "SessionRules.passportsPerAccount"],
        ["\(sessions.perAccount)", "SessionRules.perAccount"],
        ["\(text(sessions.most)); \(text(sessions.mostPassports))", "SessionRules.most, mostPassports"],
        ["100,000", "MemoryAccountStore(maxAccounts:)"],
        ["\(cost.passes) passes over \(cost.memoryBytes >> 20) MiB", "SignInOptions.passwordCost"],
        ["\(options.hashing); \(options.waiting)", "SignInOptions.hashing, waiting"],
        ["\(options.hashingPerPeer)", "SignInOptions.hashingPerPeer"],
        [
          "\(text(options.codeLifetime)), \(options.codeAttempts) wrong answers",
          "SignInOptions.codeLifetime, codeAttempts",
        ],
        [text(options.unverifiedLifetime), "SignInOptions.unverifiedLifetime"],
        ["\(options.sending)", "SignInOptions.sending"],
        [
          "\(attempts.loginsPerAddress); \(attempts.loginsPerPeer)", "AttemptRules.loginsPerAddress, loginsPerPeer",
        ],
        ["\(attempts.registrationsPerPeer)", "AttemptRules.registrationsPerPeer"],
        [
          "\(attempts.lettersPerAddress); \(attempts.lettersPerPeer)",
          "AttemptRules.lettersPerAddress, lettersPerPeer",
        ],
        ["\(attempts.codesPerPeer)", "AttemptRules.codesPerPeer"],
      ])
    #expect(attempts.window == .seconds(15 * 60))
  }

  private func text(_ time: Duration) -> String {
    let seconds = time.components.seconds
    for (unit, length) in [("days", 86_400), ("h", 3600)] as [(String, Int64)]
    where seconds % length == 0 && seconds / length > (unit == "days" ? 1 : 0) {
      return "\(seconds / length) \(unit)"
    }
    return "\(seconds) s"
  }

  private func text(_ number: Int) -> String { number >= 1000 ? "\(number / 1000),000" : "\(number)" }
}
