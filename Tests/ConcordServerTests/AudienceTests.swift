import ConcordCore
import TestContracts
import Testing

@testable import ConcordServer

/// Whom an event reaches, as a table: the audience and what a connection hears.
@Suite struct AudienceTests {
  private static let nothing = Grants.byKind([.nothing])
  private static let all = Grants.byKind([.everything])
  private static let adas = Grants.byKind([.own("ada")])

  @Test(arguments: [
    (Audience.everybody, [true, true, true, true]),
    (.readers(kind: 0, owner: "ada"), [true, true, false, true]),
    (.readers(kind: 0, owner: "bob"), [true, true, false, false]),
    (.readers(kind: 0, owner: nil), [true, true, false, false]),
    (.owner(kind: 0, "ada"), [false, false, false, true]),
    (.owner(kind: 0, "bob"), [false, false, false, false]),
    (.others(kind: 0), [true, true, false, false]),
  ]) func reaches(_ audience: Audience, _ expected: [Bool]) {
    let connections = [Grants.everything, Self.all, Self.nothing, Self.adas]
    #expect(connections.map(audience.includes) == expected)
  }

  @Test func aKindWithoutRuleIsForEverybody() {
    let audiences = Audiences(TestPackage.entities)
    #expect(audiences.rule(of: "tenant") == nil)
    guard case .byKind(let grants) = audiences.grants(of: Principal(name: "ada")) else {
      Issue.record("no developer")
      return
    }
    #expect(grants.isEmpty)
    if case .byKind = audiences.grants(of: .developer) { Issue.record("a developer hears of everything") }
  }
}
