import ConcordCore
import SampleContracts
import Synchronization
import Testing

@testable import ConcordClient

/// Loops that ask again and again, over a real socket.
@Suite struct PollTests {
  private static let operation = Operation<Key<Tenant>, Tenant>("tenant:get_tenant", kind: .custom)
  private static let key = Tenant.key(name: "acme")

  private static func numbered(_ fails: Set<Int> = [], _ code: String = "OVERLOADED")
    -> @Sendable (Peer.Request) ->
    [String]
  {
    let count = CallCount()
    return { request in
      let number = count.next()
      return [fails.contains(number) ? request.error(code) : request.success(#"{"name":"n\#(number)"}"#)]
    }
  }

  private final class CallCount: Sendable {
    private let count = Mutex(0)
    func next() -> Int {
      count.withLock {
        $0 += 1; return $0
      }
    }
  }

  private static func names(_ outputs: Polling<Tenant>) async throws -> [String] {
    var names: [String] = []
    for try await output in outputs { names.append(output.name) }
    return names
  }

  private static func next(_ outputs: inout Polling<Tenant>.AsyncIterator) async -> Result<String?, ConcordError> {
    do throws(ConcordError) {
      return .success(try await outputs.next()?.name)
    } catch {
      return .failure(error)
    }
  }

  @Test func fiveTimes() async throws {
    try await withClient(answer: Self.numbered()) { client, peer in
      let names = try await Self.names(client.poll(Self.operation, Self.key, every: .milliseconds(1)))
      #expect(names == ["n1", "n2", "n3", "n4", "n5"] && peer.requests.count == 5)
    }
  }

  /// A round of five intervals is followed by the next at once, and that one by the next after an interval.
  @Test func whatASlowRoundLeftOutIsNotMadeUpFor() {
    let start = ContinuousClock.now
    var rhythm = PollRhythm(interval: .seconds(10), start: start)
    let due = [1, 12, 53, 54, 64].map { now in
      Int((rhythm.next(at: start + .seconds(now)) - start) / .seconds(1))
    }
    #expect(due == [10, 20, 53, 63, 73])
  }

  @Test func untilItIsEnough() async throws {
    try await withClient(answer: Self.numbered()) { client, peer in
      let outputs = client.poll(Self.operation, Self.key, every: .zero, times: nil, until: { $0.name == "n3" })
      let names = try await Self.names(outputs)
      #expect(names == ["n1", "n2", "n3"])
      #expect(peer.requests.count == 3)
    }
  }

  @Test func aRoundMayFail() async throws {
    try await withClient(answer: Self.numbered([2, 4])) { client, _ in
      let names = try await Self.names(client.poll(Self.operation, Self.key, every: .zero, times: 5))
      #expect(names == ["n1", "n3", "n5"])
    }
    try await withClient(answer: Self.numbered([2])) { client, _ in
      await expectFailure(
        .overloaded, try await Self.names(client.poll(Self.operation, Self.key, every: .zero, times: 2)))
    }
    try await withClient(answer: Self.numbered([2], "NOT_FOUND")) { client, peer in
      await expectFailure(
        .notFound, try await Self.names(client.poll(Self.operation, Self.key, every: .zero, times: 5)))
      #expect(peer.requests.count == 2)
    }
  }

  @Test func aCloseEndsIt() async throws {
    try await withClient(answer: Self.numbered()) { client, _ in
      var outputs = client.poll(Self.operation, Self.key, every: .seconds(1000), times: nil).makeAsyncIterator()
      var result = await Self.next(&outputs)
      #expect(result == .success("n1"))
      client.close()
      result = await Self.next(&outputs)
      #expect(result == .failure(ConcordError(.connectionClosed, "Connection closed")))
      result = await Self.next(&outputs)
      #expect(result == .success(nil))
    }
  }

  @Test func anotherTokenEndsIt() async throws {
    try await withClient(answer: Self.numbered()) { client, _ in
      var outputs = client.poll(Self.operation, Self.key, every: .seconds(1000)).makeAsyncIterator()
      var result = await Self.next(&outputs)
      #expect(result == .success("n1"))
      try await client.connect(token: "other")
      result = await Self.next(&outputs)
      #expect(result == .failure(ConcordError(.connectionClosed, "Connection closed")))
    }
  }

  /// A second start for the same ends the first; another input is another loop.
  @Test func oneLoopForOneRequest() async throws {
    try await withClient(answer: Self.numbered()) { client, peer in
      var first = client.poll(Self.operation, Self.key, every: .seconds(1000)).makeAsyncIterator()
      var other = client.poll(Self.operation, Tenant.key(name: "other"), every: .seconds(1000)).makeAsyncIterator()
      _ = await Self.next(&first)
      _ = await Self.next(&other)
      let second = client.poll(Self.operation, Self.key, every: .zero, times: 2)
      var result = await Self.next(&first)
      #expect(result == .success(nil))
      let names = try await Self.names(second)
      #expect(names.count == 2)
      #expect(peer.requests.count == 4)
      client.close()
      result = await Self.next(&other)
      #expect(result == .failure(ConcordError(.connectionClosed, "Connection closed")))
    }
  }

  @Test func aCancelledReaderEndsIt() async throws {
    try await withClient(answer: Self.numbered()) { client, peer in
      let reader = Task { try await Self.names(client.poll(Self.operation, Self.key, every: .seconds(1000))) }
      try await eventually("begun") { peer.requests.count == 1 }
      reader.cancel()
      _ = try? await reader.value
      try await eventually("over") { !client.polls.isRunning }
    }
  }

  @Test func withCallbacks() async throws {
    try await withClient(answer: Self.numbered([3], "NOT_FOUND")) { client, _ in
      let log = Log()
      client.poll(Self.operation, Self.key, every: .zero) {
        log.add($0.name)
      } ended: {
        log.add("\($0?.code.text ?? "ended")")
      }
      try await eventually("ended") { log.lines == ["n1", "n2", "NOT_FOUND"] }
    }
  }
}
