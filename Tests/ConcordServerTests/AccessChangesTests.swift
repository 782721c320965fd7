import Testing

@testable import ConcordServer

@Suite struct AccessChangesTests {
  private static func own(_ owner: String) -> Grants { .byKind([.own(owner)]) }

  @Test func eachPrincipalHasItsPlace() {
    let changes = AccessChanges()
    changes.see("ann", Self.own("acme"), at: 3)
    changes.see("ann", Self.own("acme"), at: 4)
    #expect(changes.allow("ann", after: 0) && changes.allow("bob", after: 0) && changes.allow(nil, after: 0))
    changes.see("ann", Self.own("bolt"), at: 7)
    changes.see("ann", Self.own("bolt"), at: 9)
    #expect([6, 7, 8].map { changes.allow("ann", after: $0) } == [false, false, true])
    // Another loop was not as far.
    changes.see("ann", Self.own("acme"), at: 5)
    #expect([7, 8].map { changes.allow("ann", after: $0) } == [false, true])
    #expect(changes.allow("bob", after: 0) && changes.allow(nil, after: 0))
  }

  @Test func whatIsForgottenCountsForAll() {
    let changes = AccessChanges()
    for number in 0..<AccessChanges.kept { changes.see("p\(number)", .everything, at: number) }
    #expect(changes.allow("p3", after: 0) && changes.allow("other", after: 0))
    changes.see("one more", .everything, at: 20_000)
    #expect(!changes.allow("p3", after: 20_000) && !changes.allow("one more", after: 20_000))
    #expect(changes.allow("p3", after: 20_001))
  }
}
