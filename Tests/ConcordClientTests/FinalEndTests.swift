import ConcordCore
import SampleContracts
import Testing

@testable import ConcordClient

/// Who connects again after the connection ended for good: events in, effects out.
@Suite struct FinalEndTests {
  private static let end: UInt16 = 4500

  /// What waits to be repeated was the last user's, who did not close the client.
  @Test func anotherTokenBeginsAnotherSession() {
    var trace = StateTrace.loaded()
    let session = trace.state.session
    trace.close(code: Self.end)
    trace.ask(as: "other")
    trace.open(offset: 9)
    _ = trace.done()
    trace.begin("repeated", session: session)
    #expect(trace.done() == ["fail repeated closed"])
  }

  @Test func theSameTokenGoesOnWithItsSession() {
    var trace = StateTrace.loaded()
    let session = trace.state.session
    trace.close(code: Self.end)
    trace.ask(as: "t")
    #expect(trace.state.session == session)
  }

  @Test func anotherTokenEndsTheLoopsOfTheLast() async throws {
    let operation = Operation<Key<Tenant>, Tenant>("tenant:get_tenant", kind: .custom)
    try await withClient(answer: { [$0.success(#"{"name":"n"}"#)] }) { client, peer in
      var outputs = client.poll(operation, acme.key, every: .seconds(1000)).makeAsyncIterator()
      _ = try await outputs.next()
      peer.hangUp(code: Self.end)
      try await eventually("closed") { client.status.connection == .closed(code: Self.end, reason: "bye") }
      try await client.connect(token: "other")
      #expect(!client.polls.isRunning && peer.requests.count == 1)
    }
  }

  // MARK: What was missed meanwhile

  /// The tree stays, so it has to be brought up to date: a recovery later on would vouch for it.
  @Test(arguments: [true, false]) func whatWasMissedIsAskedFor(byClose: Bool) {
    var trace = StateTrace.loaded()
    if byClose { trace.state.close() } else { trace.close(code: Self.end) }
    trace.ask(as: "t")
    _ = trace.done()
    trace.open(offset: 9)
    #expect(trace.done() == ["recover \(trace.state.attempt) e1 5"])
  }

  @Test func whatCannotBeAskedForIsReadAgain() {
    var trace = StateTrace.loaded()
    trace.close(code: Self.end)
    trace.state.close()
    trace.ask(as: "t")
    _ = trace.done()
    trace.open("e2", offset: 1)
    #expect(trace.done() == ["read again \(trace.state.attempt) tenant"])
  }

  /// Whether it happened is not in what was missed.
  @Test func anOwnChangeThatWasUnderWayIsReadAgain() {
    var trace = StateTrace.loaded()
    trace.begin("tenant:create_tenant", isOwnChange: true)
    trace.close(code: Self.end)
    trace.ask(as: "t")
    _ = trace.done()
    trace.open(offset: 9)
    #expect(trace.done() == ["read again 2 tenant"])
  }

  @Test func anotherUserAsksForNothing() {
    var trace = StateTrace.loaded()
    trace.begin("tenant:create_tenant", isOwnChange: true)
    trace.close(code: Self.end)
    _ = trace.done()
    trace.ask(as: "other")
    trace.open(offset: 9)
    #expect(trace.done() == ["tree 0", "open 2 other"])
    #expect(trace.state.heard == HeardLog(epoch: "e1", offset: 9) && !trace.state.isUnsure)
  }

  /// A client that never was connected has nothing to go on with.
  @Test func aFirstAttemptThatFailedLeavesNothingBehind() {
    var trace = StateTrace()
    trace.state.wanted = ["tenant"]
    trace.ask(as: "t")
    trace.state.openFailed(1, ConcordError(.connectionClosed, "refused"), StateTrace.moment)
    trace.ask(as: "t")
    trace.open(offset: 9)
    #expect(trace.done() == ["open 1 t", "open 2 t"] && trace.state.counters.reloads == 0)
  }
}
