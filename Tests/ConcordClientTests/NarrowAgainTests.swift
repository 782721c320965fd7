import ConcordCore
import SampleContracts
import Synchronization
import Testing

@testable import ConcordClient

/// Narrow subscriptions on a connection that follows a lost one.
@Suite struct NarrowAgainTests {
  private static let gone = Tenant.key(name: "gone").path
  private static let beta = Tenant.key(name: "beta").path

  /// Answers a subscription with the entities of its keys, all of revision `revision`; or refuses it as a whole.
  private static func subscribed(_ request: Peer.Request, refused: String?, revision: Int) -> String {
    let keys = if case .array(let keys) = request["keys"] { keys.compactMap(\.string) } else { [String]() }
    if request["epoch"] != nil { return request.error("RELOAD") }
    if let refused, keys.contains(refused) { return request.error("FORBIDDEN") }
    let entities = keys.map { key in
      let name = key.split(separator: "/").last ?? ""
      return #"{"path":"\#(key)","revision":\#(revision),"value":{"name":"\#(name)","title":"\#(revision)"}}"#
    }
    return request.success(
      #"{"epoch":"e1","offset":\#(revision),"entities":[\#(entities.joined(separator: ","))]}"#)
  }

  @Test func aKeyThatIsRefusedDoesNotTakeTheOthersAlong() async throws {
    let refused = Mutex<String?>(nil)
    let told = Log()
    var options = ClientOptions()
    options.reconnect.base = .milliseconds(2)
    options.onDiagnostic = { told.add("\($0.kind) \($0.message)") }
    try await withClient(greeting: event("concord:hello", #"{"epoch":"e1","offset":5}"#), options: options) { request in
      let refused = refused.withLock { $0 }
      return [Self.subscribed(request, refused: refused, revision: refused == nil ? 5 : 8)]
    } _: { client, peer in
      try await eventually("greeted") { client.status.server != nil }
      try await client.subscribe(to: [acme.path, Self.gone, Self.beta])
      let log = Log()
      _ = client.events.tenant.subscribe.updated { log.add("updated \($0.name)") }
      _ = client.events.tenant.subscribe.deleted { log.add("deleted \($0)") }
      refused.withLock { $0 = Self.gone.description }
      peer.greet(event("concord:hello", #"{"epoch":"e1","offset":8}"#))
      peer.hangUp(code: 1001)
      try await eventually("subscribed again") { log.lines.count == 3 }
      #expect(Set(log.lines) == ["updated acme", "updated beta", "deleted /tenant/gone"])
      #expect(told.lines == ["refusedSubscription /tenant/gone: FORBIDDEN: no"])
      #expect(Set(client.tree.lines) == ["/tenant/acme 8", "/tenant/beta 8"])
      // The next connection asks for what is left, and the wish is not in the way of it.
      try await eventually("over") { client.state.withLock { !$0.mustRead } }
      peer.greet(event("concord:hello", #"{"epoch":"e1","offset":9}"#))
      peer.hangUp(code: 1001)
      let asked = #"{"keys":["/tenant/acme","/tenant/beta"],"epoch":"e1","offset":8}"#
      try await eventually("asked") { peer.requests.contains { $0.payload == asked } }
    }
  }

  @Test func halvesAreTheWhole() {
    var parts = [Narrowing(keys: [acme.path, Self.gone, prod.path], kinds: ["service", "ticket"])]
    var singles: [Narrowing] = []
    while let next = parts.popLast() {
      if let (first, second) = next.halves { parts += [first, second] } else { singles.append(next) }
    }
    #expect(singles.count == 5)
    var whole = Narrowing()
    for single in singles { whole.formUnion(single) }
    #expect(whole == Narrowing(keys: [acme.path, Self.gone, prod.path], kinds: ["service", "ticket"]))
    #expect(Narrowing().halves == nil)
  }

  /// Until it is narrowed a new connection tells of everything.
  @Test func whatWasNotAskedForIsLeftOut() {
    var trace = StateTrace.loaded()
    trace.state.narrowing = Narrowing(keys: [acme.path])
    trace.close(code: 1006)
    trace.state.comeBack(1)
    trace.open(offset: 9)
    trace.state.notRecovered(2)
    _ = trace.done()
    trace.push(Tenant(name: "beta"), 10)
    trace.pushDeletion(Self.gone, 11)
    #expect(trace.done() == [])
    trace.push(prod, 12)
    trace.pushDeletion(acme.path, 13)
    // The tree waits for the reading.
    #expect(trace.done() == ["publish", "deleted /tenant/acme/account/prod", "publish"])
    #expect(trace.state.cache.tree.count == 0 && trace.state.counters.events == 5)
  }

  /// The last subscription was refused: that is to hear of nothing, and not of everything.
  @Test func whoIsRefusedEverythingHearsOfNothing() {
    var trace = StateTrace.loaded()
    trace.state.narrowing = Narrowing(keys: [acme.path])
    trace.state.refusedSubscription(7, Narrowing(keys: [acme.path]), ConcordError(.forbidden, "no"))
    #expect(trace.done() == [])
    trace.state.refusedSubscription(1, Narrowing(keys: [acme.path]), ConcordError(.forbidden, "no"))
    trace.push(Tenant(name: "beta"), 10)
    #expect(trace.done() == ["diagnose refusedSubscription", "deleted /tenant/acme", "tree 0"])
    #expect(trace.state.narrowing == Narrowing())
  }
}
