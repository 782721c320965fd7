import Testing

@testable import ConcordServer

@Suite struct AccessChangesTests {
  @Test func eachPrincipalHasItsPlace() {
    let changes = AccessChanges()
    #expect(changes.allow("ann", after: 0) && changes.allow(nil, after: 0))
    changes.note("ann", at: 7)
    changes.note("ann", at: 5)
    #expect([6, 7, 8].map { changes.allow("ann", after: $0) } == [false, false, true])
    #expect(changes.allow("bob", after: 0) && changes.allow(nil, after: 0))
  }

  @Test func whatIsForgottenCountsForAll() {
    let changes = AccessChanges()
    for number in 0..<AccessChanges.kept { changes.note("p\(number)", at: number) }
    #expect(changes.allow("p3", after: 4) && changes.allow("other", after: 0))
    changes.note("one more", at: 20_000)
    #expect(!changes.allow("other", after: AccessChanges.kept - 1))
    #expect(changes.allow("other", after: AccessChanges.kept))
    #expect(!changes.allow("one more", after: 20_000))
  }
}
