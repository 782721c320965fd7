import Testing

@testable import ConcordCore

@Suite struct UUIDv7Tests {
  /// The timestamp of RFC 9562, appendix A.6: Tuesday, February 22, 2022 2:22:22.00 PM GMT-05:00.
  private static let example: UInt64 = 0x017f_22e2_79b0

  @Test func timestampStandsInTheFirst48Bits() {
    var generator = UUIDv7Generator()
    let id = generator.next(atMilliseconds: Self.example)
    #expect(id.high >> 16 == Self.example)
    #expect(id.description.hasPrefix("017f22e2-79b0-7"))
  }

  @Test func versionAndVariant() {
    var generator = UUIDv7Generator()
    for milliseconds in [0, 1, Self.example, Self.example, 5, (1 << 48) - 2] as [UInt64] {
      let id = generator.next(atMilliseconds: milliseconds)
      #expect(id.version == 7)
      #expect(id.low >> 62 == 0b10)
    }
  }

  @Test func orderWithinOneMillisecond() {
    var generator = UUIDv7Generator()
    var last = generator.next(atMilliseconds: Self.example)
    for _ in 0..<10_000 {
      let next = generator.next(atMilliseconds: Self.example)
      #expect(last < next)
      #expect(next.high >> 16 == Self.example)
      last = next
    }
  }

  @Test func clockThatRunsBackKeepsTheOrder() {
    var generator = UUIDv7Generator()
    var last = generator.next(atMilliseconds: Self.example)
    for back in 1...1000 as ClosedRange<UInt64> {
      let next = generator.next(atMilliseconds: Self.example - back)
      #expect(last < next)
      last = next
    }
    #expect(last < generator.next(atMilliseconds: Self.example + 1))
  }

  @Test func counterThatRunsOverBorrowsFromTheClock() {
    var generator = UUIDv7Generator()
    _ = generator.next(atMilliseconds: Self.example)
    generator.high = (1 << 12) - 1
    generator.low = (1 << 62) - 1
    let last = UniqueID(high: Self.example << 16 | 0x7fff, low: 0xbfff_ffff_ffff_ffff)
    let next = generator.next(atMilliseconds: Self.example)
    #expect(last < next)
    #expect(next.high >> 16 == Self.example + 1)
    #expect(next.version == 7 && next.low >> 62 == 0b10)
    #expect(next < generator.next(atMilliseconds: Self.example))
  }

  @Test func neighboursDiffer() {
    let ids = (0..<1000).map { _ in UUIDv7.next() }
    #expect(Set(ids).count == 1000)
    #expect(ids == ids.sorted())
  }

  @Test func threadsShareOneOrder() async {
    let ids = await withTaskGroup(of: [UniqueID].self) { group in
      for _ in 0..<8 { group.addTask { (0..<500).map { _ in UUIDv7.next() } } }
      return await group.reduce(into: [UniqueID]()) { all, some in
        #expect(some == some.sorted())
        all += some
      }
    }
    #expect(Set(ids).count == 4000)
  }
}
