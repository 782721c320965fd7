import Testing

@testable import ConcordServer

@Suite struct MessageRateTests {
  @Test func admitsAsManyAsMayComeInASecond() {
    let start = ContinuousClock.now
    var rate = MessageRate(3, at: start)
    let answers = [0, 0, 0, 0, 333, 334, 335, 1001, 1001, 60_000, 60_000, 60_000, 60_000].map {
      rate.admits(at: start + .milliseconds($0))
    }
    #expect(
      answers == [true, true, true, false, false, true, false, true, true, true, true, true, false],
      "a second's worth is the most that is saved up")
  }
}
