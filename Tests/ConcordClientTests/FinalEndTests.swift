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
}
