import ConcordCore
import Testing

@testable import ConcordAuth

@Suite struct AttemptCounterTests {
  private let start = Timestamp(milliseconds: 1_800_000_000_000)

  @Test func attemptsCountUntilTheWindowIsOver() {
    var counter = AttemptCounter(window: .seconds(60))
    let taken = (0..<5).map { _ in counter.take(.login("ann"), most: 3, at: start) }
    #expect(taken == [true, true, true, false, false])
    let other = counter.take(.login("bob"), most: 3, at: start)
    let otherKind = counter.take(.loginFrom(PeerNetwork("ann")), most: 3, at: start)
    #expect(other && otherKind)
    let late = counter.take(.login("ann"), most: 3, at: start + 59_999)
    let next = counter.take(.login("ann"), most: 3, at: start + 60_000)
    #expect(!late && next)
  }

  @Test func goodAttemptsAreTakenBack() {
    var counter = AttemptCounter(window: .seconds(60))
    for _ in 0..<100 {
      let mayTry = counter.take(.login("ann"), most: 1, at: start)
      #expect(mayTry)
      counter.giveBack(.login("ann"), at: start)
    }
    counter.giveBack(.login("ann"), at: start)
    let taken = (0..<2).map { _ in counter.take(.login("ann"), most: 1, at: start) }
    #expect(taken == [true, false], "what was never counted cannot be taken back")
  }

  /// Who tries thousands of other addresses does not make it forget one.
  @Test func othersDoNotWashACountAway() {
    var counter = AttemptCounter(window: .seconds(60))
    for _ in 0..<3 { _ = counter.take(.login("ann"), most: 3, at: start) }
    for number in 0..<50_000 { _ = counter.take(.login("\(number)"), most: 1000, at: start) }
    let again = counter.take(.login("ann"), most: 3, at: start)
    #expect(!again)
  }

  @Test func aFewThousandOthersDoNotShutSomebodyOut() {
    var counter = AttemptCounter(window: .seconds(60))
    for number in 0..<5000 { _ = counter.take(.login("\(number)"), most: 20, at: start) }
    let mayTry = counter.take(.login("ann"), most: 20, at: start)
    #expect(mayTry)
  }
}
