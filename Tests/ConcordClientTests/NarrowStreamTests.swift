import ConcordCore
import SampleContracts
import Testing

@testable import ConcordClient

/// How those go on who named what they hear of.
extension StreamTests {
  // MARK: Narrow subscriptions

  @Test mutating func aSnapshotIsTheState() {
    connect()
    push(Tenant(name: "gone"), 7)
    push(prod, 8)
    push(Tenant(name: "newer"), 30)
    _ = done()
    state.subscribed(
      to: Narrowing(kinds: ["tenant"]),
      Self.answer(
        #"{"epoch":"e1","offset":20,"entities":[{"path":"/tenant/acme","revision":19,"value":{"name":"acme","title":"x"}},"#
          + #"{"path":"/moon/x","revision":2,"value":{}}]}"#))
    #expect(done() == ["deleted /tenant/gone", "tree 3"])
    #expect(state.cache.tree.lines == ["/tenant/acme 19", "/tenant/acme/account/prod 8", "/tenant/newer 30"])
  }

  @Test mutating func keysCoverWhatLiesBelow() {
    let narrowing = Narrowing(keys: [acme.path], kinds: ["service"])
    #expect([acme.path, prod.path, api.path].allSatisfy(narrowing.covers))
    #expect(!narrowing.covers(Tenant.key(name: "beta").path))
    #expect(narrowing.covers(Service(tenant: "beta", account: "a", environment: "e", name: "s").path))
  }

  @Test mutating func whoNarrowedSubscribesAgain() {
    connect(loaded: false)
    let start = Self.answer(#"{"epoch":"e1","offset":6,"entities":[]}"#)
    state.subscribed(to: Narrowing(keys: [acme.path]), start)
    state.subscribed(to: Narrowing(kinds: ["service"]), start)
    state.unsubscribed(from: Narrowing(keys: [acme.path]))
    #expect(state.narrowing == Narrowing(kinds: ["service"]))
    loseAndComeBack(offset: 5)
    #expect(done().last == "recover 2 e1 5 narrowed")
    state.notRecovered(2)
    #expect(done() == ["read again 2  narrowed"])
    // The user closes, and connects again later.
    state.close()
    state.connect(token: "t", ConnectWaiter(number: 1, resume: { _ in }))
    state.opened(state.attempt, NoSocket(), Self.moment())
    #expect(done().last == "read again 4  narrowed")
  }

  @Test mutating func whoHearsOfNothingStaysSo() {
    connect(loaded: false)
    state.narrowing = Narrowing()
    loseAndComeBack()
    #expect(done() == ["recover 2 e1 5"])
    state.recovered(2, Self.answer(#"{"recovered":true,"epoch":"e1","offset":9}"#))
    push(Tenant(name: "new"), 8)
    state.pushedDeletion(acme.path, StoreMark(revision: 9, offset: 9), topic: "tenant:deleted") { _, _ in }
    #expect(done() == [] && state.cache.tree.lines == ["/tenant/acme 6"] && state.heard?.offset == 8)
  }
}
