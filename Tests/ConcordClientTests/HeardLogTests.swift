import ConcordCore
import SampleContracts
import Testing

@testable import ConcordClient

/// What a client knows of the log that it hears.
@Suite struct HeardLogTests {
  private var heard = HeardLog(epoch: "e", offset: 5)

  private mutating func hear(_ name: String, at offset: Int) -> Bool {
    heard.hear("tenant:created", Tenant.key(name: name).path, at: offset)
  }

  @Test mutating func aCommitCountsOnceALaterOneComes() {
    let news = [hear("a", at: 6), hear("b", at: 6)]
    #expect(news == [true, true] && heard.offset == 5)
    let next = hear("c", at: 9)
    #expect(next && heard.offset == 8)
  }

  @Test mutating func whatWasToldIsNotNewsTheSecondTime() {
    _ = hear("a", at: 6)
    heard.note("tenant:created", Tenant.key(name: "own").path, at: 7)
    heard.ask()
    #expect(heard.isAsking && heard.offset == 5)
    heard.answer()
    let replayed = [("a", 6), ("b", 6), ("own", 7), ("c", 11)].map { hear($0.0, at: $0.1) }
    #expect(replayed == [false, true, false, true] && heard.offset == 10)
    // Whatever comes after that is of the time since.
    let later = [hear("d", at: 13), hear("d", at: 13)]
    #expect(later == [true, false] && heard.offset == 12)
  }

  /// The connection ends while the client is told what it missed: it goes on from there.
  @Test mutating func aReplayThatEndsInTheMiddle() {
    heard.ask()
    heard.answer()
    let first = [hear("a", at: 6), hear("b", at: 7), hear("c", at: 7)]
    #expect(first == [true, true, true] && heard.offset == 6)
    heard.ask()
    heard.answer()
    let again = [hear("b", at: 7), hear("c", at: 7), hear("d", at: 7), hear("e", at: 21)]
    #expect(again == [false, false, true, true] && heard.offset == 20)
  }

  /// A client that cannot note what it told must not ask for what it missed.
  @Test mutating func moreThanCanBeNoted() {
    heard = HeardLog(epoch: "e", offset: 0, limit: 2)
    for offset in 1...3 { heard.note("tenant:created", Tenant.key(name: "t\(offset)").path, at: offset) }
    #expect(!heard.isComplete)
    _ = hear("a", at: 3)
    #expect(!heard.isComplete)
    _ = hear("a", at: 4)
    #expect(heard.isComplete && heard.offset == 3)
  }

  @Test mutating func whatIsReadOtherwiseIsSkipped() {
    heard.ask()
    heard.skip(to: 11)
    #expect(!heard.isAsking && heard.offset == 11)
    _ = hear("b", at: 14)
    #expect(heard.offset == 13)
  }

  /// Replies, events and readings come in any order; of one entity nothing is told after what is later.
  @Test mutating func whatIsOlderThanWhatWasToldIsNoNews() {
    let path = Tenant.key(name: "x").path
    heard.note("tenant:updated", path, at: 9)
    let topics = ["tenant:created", "tenant:updated", "tenant:deleted"]
    #expect(topics.map { heard.isTold($0, path, at: 8) } == [true, true, true])
    #expect(topics.map { heard.isTold($0, path, at: 9) } == [false, true, false])
    #expect(topics.map { heard.isTold($0, path, at: 10) } == [false, false, false])
    // A state was read at 12, and told whatever had made it.
    heard.note(nil, path, at: 12)
    heard.note("tenant:created", path, at: 7)
    #expect(topics.map { heard.isTold($0, path, at: 12) } == [true, true, true])
    let news = [hear("x", at: 12), hear("x", at: 13)]
    #expect(news == [false, true])
  }

  /// What was heard makes room for what is told.
  @Test mutating func notesAreBounded() {
    heard = HeardLog(epoch: "e", offset: 0, limit: 3)
    for offset in 1...100 { _ = hear("t\(offset)", at: offset) }
    #expect(heard.isComplete && heard.offset == 99)
    let again = hear("t100", at: 100)
    #expect(!again)
  }
}
