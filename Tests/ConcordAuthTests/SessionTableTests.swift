import ConcordCore
import Testing

@testable import ConcordAuth

/// A table in a box: an expectation cannot change a value.
private final class Boxed {
  private var table: SessionTable
  var rules: SessionRules { table.rules }
  var count: Int { table.count }
  var copy: Boxed { Boxed(table) }
  init(_ table: SessionTable) { self.table = table }

  func begin(
    _ account: UserAccount, _ token: SecretDigest, at now: Timestamp
  ) throws -> (entry: SessionTable.Entry, ended: UniqueID?) { try table.begin(account, token, at: now) }
  func use(_ token: SecretDigest, at now: Timestamp) -> SessionTable.Entry? { table.use(token, at: now) }
  func renew(_ id: UniqueID, _ token: SecretDigest, at now: Timestamp) -> SessionTable.Entry? {
    table.renew(id, token, at: now)
  }
  func end(_ id: UniqueID) -> Bool { table.end(id) }
  func update(_ account: UserAccount) -> Bool { table.update(account) }
  func account(of id: UniqueID, at now: Timestamp) -> UniqueID? { table.account(of: id, at: now) }
}

/// How long a session lasts, minute by minute.
@Suite struct SessionTableTests {
  private let start = Timestamp(milliseconds: 1_800_000_000_000)

  private func minute(_ number: Int64) -> Timestamp { start + number * 60_000 }

  private func digest(_ text: String) -> SecretDigest { SecretDigest(of: text) }

  /// Ten minutes idle, thirty a token, sixty in all, one of grace.
  private func table(_ adjust: (inout SessionRules) -> Void = { _ in }) -> Boxed {
    var rules = SessionRules()
    rules.idle = .seconds(600)
    rules.lifetime = .seconds(1800)
    rules.longest = .seconds(3600)
    rules.grace = .seconds(60)
    adjust(&rules)
    return Boxed(SessionTable(rules))
  }

  @Test func aSessionThatNobodyUsesEnds() throws {
    let table = table()
    let begun = try table.begin(account(), digest("a"), at: minute(0))
    #expect(begun.entry.session(table.rules).expiresAt == minute(10))
    #expect(table.use(digest("a"), at: minute(9))?.expiresAt(table.rules) == minute(19))
    #expect(table.use(digest("a"), at: minute(18)) != nil)
    #expect(table.use(digest("a"), at: minute(28)) == nil)
    #expect(table.count == 0, "what is found to be over is dropped")
  }

  @Test func aTokenEndsHoweverMuchItIsUsed() throws {
    let table = table()
    _ = try table.begin(account(), digest("a"), at: minute(0))
    for now in stride(from: 5, through: 25, by: 5) { #expect(table.use(digest("a"), at: minute(Int64(now))) != nil) }
    #expect(table.use(digest("a"), at: minute(29))?.expiresAt(table.rules) == minute(30))
    #expect(table.use(digest("a"), at: minute(30)) == nil)
  }

  @Test func aRefreshReplacesTheTokenAndKeepsTheSession() throws {
    let table = table()
    let id = try table.begin(account(), digest("a"), at: minute(0)).entry.id
    let renewed = try #require(table.renew(id, digest("b"), at: minute(8)))
    #expect(renewed.id == id)
    #expect(renewed.tokenEndsAt == minute(38))
    #expect(table.use(digest("a"), at: minute(8))?.id == id, "the old token has a minute's grace")
    #expect(table.use(digest("a"), at: minute(9)) == nil)
    #expect(table.use(digest("b"), at: minute(9))?.id == id, "and its end is not the session's")
    _ = table.renew(id, digest("c"), at: minute(10))
    _ = table.renew(id, digest("d"), at: minute(10))
    #expect(table.use(digest("b"), at: minute(10)) == nil, "only one old token is good")
    #expect(table.use(digest("c"), at: minute(10)) != nil)
  }

  @Test func someDayOneHasToLogInAgain() throws {
    let table = table { $0.idle = .seconds(100_000) }
    let id = try table.begin(account(), digest("0"), at: minute(0)).entry.id
    #expect(table.renew(id, digest("1"), at: minute(25))?.tokenEndsAt == minute(55))
    #expect(table.renew(id, digest("2"), at: minute(50))?.tokenEndsAt == minute(60))
    #expect(table.renew(id, digest("3"), at: minute(60)) == nil)
  }

  @Test func whatIsOverCannotBeRefreshed() throws {
    let table = table()
    let id = try table.begin(account(), digest("a"), at: minute(0)).entry.id
    #expect(table.renew(id, digest("b"), at: minute(10)) == nil)
    #expect(table.renew(UUIDv7.next(), digest("b"), at: minute(0)) == nil)
    #expect(table.use(digest("b"), at: minute(0)) == nil)
  }

  @Test func anEndedSessionHasNoTokens() throws {
    let table = table()
    let id = try table.begin(account(), digest("a"), at: minute(0)).entry.id
    _ = table.renew(id, digest("b"), at: minute(0))
    #expect(table.end(id))
    #expect(!table.end(id))
    #expect(table.use(digest("a"), at: minute(0)) == nil)
    #expect(table.use(digest("b"), at: minute(0)) == nil)
    #expect(table.account(of: id, at: minute(0)) == nil)
  }

  @Test func theSessionUnusedForLongestMakesRoom() throws {
    let table = table { $0.perAccount = 2 }
    let owner = account()
    let first = try table.begin(owner, digest("a"), at: minute(0)).entry.id
    let second = try table.begin(owner, digest("b"), at: minute(1)).entry.id
    _ = try table.begin(account(bob), digest("x"), at: minute(0))
    _ = table.use(digest("a"), at: minute(2))
    #expect(try table.begin(owner, digest("c"), at: minute(3)).ended == second)
    #expect(table.use(digest("a"), at: minute(3))?.id == first)
    #expect(table.use(digest("x"), at: minute(3)) != nil, "others' sessions are not concerned")
  }

  @Test func aFullTableForgetsWhatIsOverAndThenRefuses() async throws {
    let table = table { $0.most = 3 }
    for name in ["a", "b", "c"] { _ = try table.begin(account(), digest(name), at: minute(0)) }
    let full = table.copy
    #expect(await code { _ = try full.begin(account(), digest("d"), at: minute(9)) } == .overloaded)
    _ = try table.begin(account(), digest("d"), at: minute(10))
    #expect(table.count == 1)
  }

  @Test func expiredSessionsAreSweptAsTheTableGrows() throws {
    let table = table()
    for number in 0..<20_000 {
      _ = try table.begin(account(), digest("\(number)"), at: minute(Int64(number / 100)))
    }
    #expect(table.count < 4096, "about 1,000 of them are not over")
  }

  @Test func sessionsShowTheLatestStateOfTheirAccount() throws {
    let table = table()
    var owner = account(revision: 5)
    _ = try table.begin(owner, digest("a"), at: minute(0))
    owner.revision = 6
    owner.roles = ["owner"]
    #expect(table.update(owner))
    #expect(table.use(digest("a"), at: minute(0))?.principal.roles == ["owner"])
    owner.revision = 4
    owner.roles = []
    #expect(!table.update(owner), "an older state comes too late")
    #expect(table.use(digest("a"), at: minute(0))?.principal.roles == ["owner"])
    owner.revision = 7
    owner.roles = ["owner"]
    #expect(!table.update(owner), "nobody has to hear that nothing changed")
  }
}

@Suite struct PassportTableTests {
  private let start = Timestamp(milliseconds: 1_800_000_000_000)

  @Test func aCodeIsGoodOnceAndNotForLong() throws {
    var table = PassportTable(most: 10, perAccount: 10)
    let (session, account) = (UUIDv7.next(), UUIDv7.next())
    let (one, two) = (SecretDigest(of: "1"), SecretDigest(of: "2"))
    try table.add(one, for: session, of: account, until: start + 60_000, at: start)
    try table.add(two, for: session, of: account, until: start + 60_000, at: start)
    let taken = [(one, 59_999), (one, 59_999), (two, 60_000), (SecretDigest(of: "3"), 0)].map { code, after in
      table.take(code, at: start + after)
    }
    #expect(taken == [session, nil, nil, nil])
  }

  @Test func onlySoManyWait() async throws {
    var table = PassportTable(most: 2, perAccount: 10)
    func add(_ name: String, until end: Int64, at now: Int64 = 0) throws {
      try table.add(
        SecretDigest(of: name), for: UUIDv7.next(), of: UUIDv7.next(), until: start + end, at: start + now)
    }
    for name in ["1", "2"] { try add(name, until: 60_000) }
    #expect(await code { try add("3", until: 60_001) } == .overloaded)
    try add("3", until: 120_000, at: 60_000)
  }

  /// One account, with however many sessions, leaves room for the others.
  @Test func nobodyTakesAll() async throws {
    var table = PassportTable(most: 10, perAccount: 2)
    let (ann, bob) = (UUIDv7.next(), UUIDv7.next())
    func add(_ name: String, of account: UniqueID, until end: Int64 = 60_000, at now: Int64 = 0) throws {
      try table.add(SecretDigest(of: name), for: UUIDv7.next(), of: account, until: start + end, at: start + now)
    }
    try add("1", of: ann)
    try add("2", of: ann, until: 90_000)
    #expect(await code { try add("3", of: ann) } == .overloaded)
    try add("4", of: bob)
    // One is used, one expires: there is room again, once for each.
    #expect(table.take(SecretDigest(of: "1"), at: start) != nil)
    try add("5", of: ann)
    #expect(await code { try add("6", of: ann) } == .overloaded)
    try add("6", of: ann, until: 120_000, at: 60_000)
    #expect(await code { try add("7", of: ann, until: 120_000, at: 60_000) } == .overloaded)
  }
}
