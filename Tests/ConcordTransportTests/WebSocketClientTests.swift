import ConcordProtocols
import ConcordTransport
import Glibc
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct WebSocketClientTests {
  @Test func whatGoesWrongIsNamed() async throws {
    let decide: @Sendable (HTTPRequestHead) -> UpgradeDecision = { request in
      request.path == "/no" ? .refuse(status: 403, body: "no") : .accept(handler: echo())
    }
    try await withServer(accept: decide) { server, group in
      func problem(_ url: String) async -> String {
        do {
          _ = try await WebSocketClient.connect(url, on: group.next(), handler: TestHandler())
          return "connected"
        } catch {
          return "\(error)"
        }
      }
      #expect(await problem("http://a").contains("not ws or wss"))
      #expect(await problem("ws://127.0.0.1:\(server.port)/no").contains("403 Forbidden"))
      #expect(await problem("ws://127.0.0.1:1/").contains("cannot connect to 127.0.0.1:1: connection refused"))
      #expect(await problem("ws://no-such-host.invalid/").contains("no-such-host.invalid"))
    }
  }

  @Test func aServerThatSaysNothingIsGivenUp() async throws {
    try await withServer({ $0.limits.handshakeTimeout = .seconds(5) }, accept: { _ in .accept(handler: echo()) }) {
      server, group in
      // A WebSocket never answers a handshake that comes after its own.
      var limits = ConnectionLimits()
      limits.handshakeTimeout = .milliseconds(1)
      limits.maxHeadBytes = 10
      do {
        _ = try await WebSocketClient.connect(
          "ws://127.0.0.1:\(server.port)", on: group.next(), limits: limits, handler: TestHandler())
        Issue.record("connected")
      } catch let error as TransportError {
        #expect(error.code == .timeout)
      } catch let error as WebSocketHandshakeError {
        #expect(error.reason.contains("10 bytes"))
      }
    }
  }

  @Test func aCancelledTaskGivesUp() async throws {
    try await withLoops { group in
      let loop = group.next()
      // Held up at once: the loop is busy while the task is cancelled.
      let task = Task { try await WebSocketClient.connect("ws://127.0.0.1:1", on: loop, handler: TestHandler()) }
      task.cancel()
      await #expect(throws: (any Error).self) { try await task.value }
    }
  }

  /// The loop is told to end while a lookup is under way: what that finds is not connected to.
  @Test func aConnectThatIsUnderWayDoesNotOutliveItsLoop() async throws {
    try await withServer(accept: { _ in .accept(handler: echo()) }) { server, _ in
      let (loop, starter) = (try EventLoop(), try EventLoop())
      // The loop is held up until it has both to do: then nothing that is looked up can come between them.
      let isOpen = Atomic(false)
      loop.execute { while !isOpen.load(ordering: .acquiring) { usleep(100) } }
      let connect = Task(executorPreference: starter) {
        try await WebSocketClient.connect("ws://127.0.0.1:\(server.port)", on: loop, handler: TestHandler())
      }
      let end = Task(executorPreference: starter) { await loop.shutdown() }
      starter.execute { isOpen.store(true, ordering: .releasing) }
      await end.value
      await #expect(throws: TransportError.self) { try await connect.value }
      await starter.shutdown()
    }
  }

  @Test func theServersCloseIsAnswered() async throws {
    let server = TestHandler { _, connection in connection.close(code: 3501, reason: "sign in") }
    try await withServer(accept: { _ in .accept(handler: server) }) { started, group in
      let peer = TestHandler()
      let connection = try await WebSocketClient.connect(
        "ws://127.0.0.1:\(started.port)", on: group.next(), handler: peer)
      connection.loop.execute { connection.send(text: "x") }
      try await eventually("both know") { peer.seen.closed != nil && server.seen.closed != nil }
      #expect(peer.seen.closed?.code == 3501 && peer.seen.closed?.reason == "sign in")
      #expect(server.seen.closed?.code == 3501)
      connection.loop.execute { #expect(!connection.send(text: "late") && !connection.isOpen) }
    }
  }

  @Test func anAbortIs1006OnBothSides() async throws {
    let server = TestHandler()
    try await withServer(accept: { _ in .accept(handler: server) }) { started, group in
      let peer = TestHandler()
      let connection = try await WebSocketClient.connect(
        "ws://127.0.0.1:\(started.port)", on: group.next(), handler: peer)
      connection.loop.execute { connection.abort() }
      try await eventually("both know") { peer.seen.closed?.code == 1006 && server.seen.closed?.code == 1006 }
    }
  }
}
