import ConcordCore
import SampleContracts
import Testing

@testable import ConcordClient

/// Own changes are told by their replies alone. What becomes of those whose callers wait no longer.
@Suite struct OwnChangeTests {
  private static let create = "tenant:create_tenant"
  private static let end = StateTrace.start + .seconds(30)

  /// A reply comes, and is read.
  private static func answer(_ trace: inout StateTrace, _ entity: some Entity, _ revision: Int) {
    let standing = trace.state.standing
    guard let waiter = trace.state.take(.text(create)) else { return }
    let answer = Answer(
      changes: [.put(entity, revision: revision)], action: "created", announce: { _ in }, resume: {})
    trace.state.answered(answer, to: waiter, since: standing)
  }

  @Test func aCancelledChangeReachesTheTreeByItsReply() {
    var trace = StateTrace.loaded()
    trace.begin(Self.create, isOwnChange: true)
    trace.state.cancel(.text(Self.create))
    #expect(trace.done() == ["fail \(Self.create) cancelled"])
    Self.answer(&trace, Tenant(name: "own"), 8)
    // The caller has its answer already.
    #expect(trace.done() == ["tree 2", "publish"])
    #expect(trace.state.counters.lateReplies == 1 && !trace.state.isUnsure)
    Self.answer(&trace, Tenant(name: "twice"), 9)
    #expect(trace.done() == [] && trace.state.counters.lateReplies == 2)
  }

  @Test func aChangeThatMissedItsDeadlineReachesTheTreeByItsReply() {
    var trace = StateTrace.loaded()
    trace.begin(Self.create, isOwnChange: true)
    trace.state.expire(at: Self.end, scheduled: Self.end)
    #expect(trace.done() == ["fail \(Self.create) deadline"])
    Self.answer(&trace, Tenant(name: "own"), 8)
    #expect(trace.done() == ["tree 2", "publish"])
  }

  /// Its second attempt gets the one reply, and nothing is left to wait for.
  @Test func aChangeThatIsRepeatedIsToldOnce() {
    var trace = StateTrace.loaded()
    trace.begin(Self.create, isOwnChange: true)
    trace.state.expire(at: Self.end, scheduled: Self.end)
    trace.begin(Self.create, isOwnChange: true)
    _ = trace.done()
    Self.answer(&trace, Tenant(name: "own"), 8)
    #expect(trace.done() == ["tree 2", "publish", "resume"] && trace.state.givenUp.isEmpty)
  }

  /// What is read tells nobody who does not wait.
  @Test func aReadingThatWasCancelledIsForgotten() {
    var trace = StateTrace.loaded()
    trace.begin(Self.create)
    trace.state.cancel(.text(Self.create))
    _ = trace.done()
    Self.answer(&trace, Tenant(name: "read"), 8)
    #expect(trace.done() == [])
  }

  /// Its reply cannot come any more: whether it happened is not in what was missed.
  @Test func aGivenUpChangeWhoseConnectionIsLostIsReadAgain() {
    var trace = StateTrace.loaded()
    trace.begin(Self.create, isOwnChange: true)
    trace.state.cancel(.text(Self.create))
    trace.close(code: 1006)
    trace.state.comeBack(1)
    _ = trace.done()
    trace.open(offset: 9)
    #expect(trace.done() == ["read again 2 tenant"])
  }

  /// What was never sent has not happened.
  @Test func whatWasNotSentIsSure() {
    var trace = StateTrace.loaded()
    trace.close(code: 1006)
    trace.begin(Self.create, isOwnChange: true)
    trace.state.cancel(.text(Self.create))
    #expect(!trace.state.isUnsure)
  }

  /// The server gave up waiting, so no reply will tell; while connected nothing else would make the client look.
  @Test(arguments: [true, false]) func aChangeThatTheServerGaveUpIsRead(isCancelled: Bool) throws {
    var trace = StateTrace.loaded()
    trace.begin(Self.create, isOwnChange: true)
    if isCancelled { trace.state.cancel(.text(Self.create)) }
    let taken = trace.state.take(.text(Self.create))
    let waiter = try #require(taken)
    trace.state.refused(waiter, ConcordError(.timeout, "too late"))
    #expect(trace.done() == ["fail \(Self.create) \(isCancelled ? "cancelled" : "answered")", "read again 1 tenant"])
    // What it finds is told, since no event will come.
    let start = trace.state.loadStart
    trace.state.change([.put(Tenant(name: "own"), revision: 8)], isRead: true)
    trace.state.loaded(["tenant"], since: start, seen: [acme.path, Tenant.key(name: "own").path])
    trace.state.caughtUp(1, kinds: ["tenant"])
    trace.state.endLoad()
    #expect(trace.done() == ["tenant:created /tenant/own", "tree 2"])
  }

  @Test func anotherOneDuringTheReadingIsReadAfterIt() throws {
    var trace = StateTrace.loaded()
    for topic in [Self.create, "tenant:delete_tenant"] {
      trace.begin(topic, isOwnChange: true)
      let taken = trace.state.take(.text(topic))
      let waiter = try #require(taken)
      trace.state.refused(waiter, ConcordError(.timeout, "too late"))
    }
    #expect(
      trace.done() == [
        "fail \(Self.create) answered", "read again 1 tenant", "fail tenant:delete_tenant answered",
      ])
    trace.state.caughtUp(1, kinds: ["tenant"])
    trace.state.endLoad()
    #expect(trace.done() == ["read again 1 tenant"])
    trace.state.caughtUp(1, kinds: ["tenant"])
    trace.state.endLoad()
    #expect(trace.done() == ["tree 1"])
  }

  /// A load that began before does not show what came after.
  @Test func aLoadOfBeforeSaysNothing() throws {
    var trace = StateTrace.loaded()
    let start = trace.state.loadStart
    trace.begin(Self.create, isOwnChange: true)
    let taken = trace.state.take(.text(Self.create))
    let waiter = try #require(taken)
    trace.state.refused(waiter, ConcordError(.timeout, "too late"))
    trace.state.caughtUp(since: start, kinds: ["tenant"])
    #expect(trace.state.catchUp != nil)
    trace.state.caughtUp(since: trace.state.loadStart, kinds: ["tenant"])
    #expect(trace.state.catchUp == nil)
  }

  /// Of a kind that was never loaded nothing is read, here as after a lost connection.
  @Test func whatWasNeverLoadedIsNotRead() throws {
    var trace = StateTrace.loaded()
    trace.begin("account:create_account", isOwnChange: true)
    let taken = trace.state.take(.text("account:create_account"))
    let waiter = try #require(taken)
    trace.state.refused(waiter, ConcordError(.timeout, "too late"))
    #expect(trace.done() == ["fail account:create_account answered"] && trace.state.isUnsure)
  }

  /// A server that goes away may still tell what became of it.
  @Test func aDrainWaitsForWhatWasGivenUp() {
    var trace = StateTrace.loaded()
    trace.begin(Self.create, isOwnChange: true)
    trace.state.drain(seconds: 10, StateTrace.moment)
    trace.state.cancel(.text(Self.create))
    #expect(trace.done() == ["leave later", "fail \(Self.create) cancelled"])
    Self.answer(&trace, Tenant(name: "own"), 8)
    #expect(trace.done() == ["leave now", "tree 2", "publish"])
  }

  @Test func theNewStateReachesTheTree() async throws {
    try await withClient { client, peer in
      let log = Log()
      _ = client.events.tenant.subscribe.created { log.add($0.name) }
      let task = Task { try await client.tenant.create(acme) }
      try await eventually("sent") { peer.requests.count == 1 }
      task.cancel()
      await expectFailure(.cancelled, try await task.value)
      peer.push(peer.requests[0].success(#"{"name":"acme"}"#, revision: 7, offset: 7))
      try await eventually("told") { log.lines == ["acme"] }
      #expect(client.tree.lines == ["/tenant/acme 7"])
    }
  }
}
