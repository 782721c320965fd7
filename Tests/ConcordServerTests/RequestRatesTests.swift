import ConcordCore
import Testing

@testable import ConcordServer

@Suite struct RequestRatesTests {
  @Test func nothingIsCountedWithoutALimit() {
    #expect(RequestRates(ServerLimits()) == nil)
  }

  @Test func principalsAndOperationsHaveBucketsOfTheirOwn() throws {
    var limits = ServerLimits()
    limits.principalRate = 3
    limits.operationRates = ["a:b": 2]
    let rates = try #require(RequestRates(limits))
    let start = ContinuousClock.now
    func ask(_ topic: String, _ principal: String?, after milliseconds: Int = 0) -> String? {
      rates.refusal(of: topic, by: principal, at: start + .milliseconds(milliseconds))?.message
    }
    #expect(ask("a:b", "ada") == nil && ask("a:b", "bob") == nil)
    #expect(ask("a:b", "cid") == "a:b was asked for more than 2 times in a second; try again")
    #expect(ask("a:c", "ada") == nil && ask("a:c", "ada") == nil)
    #expect(ask("a:c", "ada") == "you sent more than 3 requests in a second; send fewer")
    #expect(ask("a:c", nil) == nil && ask("a:c", nil) == nil && ask("a:c", nil) == nil && ask("a:c", nil) != nil)
    #expect(ask("a:c", "ada", after: 334) == nil && ask("a:c", "ada", after: 334) != nil)
  }

  @Test func theTableIsBounded() {
    let start = ContinuousClock.now
    var table = RateTable(capacity: 100)
    let answers = (0..<1000).map { table.admits("\($0)", 1, at: start) }
    #expect(answers.allSatisfy { $0 })
    #expect(table.count == 100, "more at once are not counted")
    let again = table.admits("5", 1, at: start)
    #expect(!again, "those that are counted still are")
    let new = table.admits("new", 1, at: start + .seconds(2))
    #expect(new)
    #expect(table.count == 1, "full buckets say nothing and make room")
    let more = table.admits("new", 1, at: start + .seconds(2))
    #expect(!more)
  }

  @Test func aServerRefusesOverASocket() async throws {
    try await TestServer.run(
      limits: {
        $0.operationRates = ["probe:now": 1]
        $0.principalRate = 1000
      },
      register: { server in
        server.register(Operation<Probe, Probe>("probe:now")) { probe, _ in probe }
      }
    ) { test in
      let (one, other) = (try await test.connect(), try await test.connect())
      let ids = (0..<50).map { _ in one.start("probe:now", #"{"number":1}"#) }
      var replies: [ErrorCode?] = []
      for id in ids { replies.append(try await one.reply(to: id).head.error?.code) }
      #expect(replies.contains(nil) && replies.contains(.overloaded))
      #expect(try await other.call("tenant:get_tenants").head.kind == .success, "others are not slowed down")
    }
  }
}
