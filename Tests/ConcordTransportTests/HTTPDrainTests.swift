import ConcordProtocols
import ConcordTransport
import Glibc
import Testing

/// The end of a server that has HTTP connections.
@Suite(.timeLimit(.minutes(2)))
struct HTTPDrainTests {
  @Test(arguments: [false, true])
  func idleConnectionsEndAndRunningRequestsAreAnswered(_ closes: Bool) async throws {
    let running = Log<HTTPExchange>()
    let accept: @Sendable (HTTPRequestHead) -> UpgradeDecision = { request in
      request.path == "/slow"
        ? .handle(TestRequestHandler { exchange, _ in running.append(exchange) }, bodyBytes: 0)
        : .handle(mirror(), bodyBytes: 0)
    }
    try await withServer({ $0.limits.closeTimeout = .seconds(20) }, accept: accept) { server, group in
      let idle = try RawPeer(port: server.port)
      #expect(idle.get("/x").status == 200)
      let busy = try RawPeer(port: server.port)
      busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET /second HTTP/1.1\r\nHost: a\r\n\r\n")
      try await eventually("runs") { !running.values.isEmpty }
      // On the loop's thread: those of Swift's own executor may all be in a blocking call of some test.
      let closed = Task(executorPreference: group.loops[0]) {
        if closes { await server.close() } else { server.stopAccepting() }
      }
      // The idle one ends without a word.
      #expect(idle.receiveAll() == [])
      let exchange = try #require(running.values.last)
      exchange.loop.execute { exchange.respond(HTTPResponse(status: 200, text: "done")) }
      let answer = busy.response()
      #expect(answer.body == "done\n" && answer.ends)
      #expect(busy.receiveAll() == [])
      busy.end()
      idle.end()
      await closed.value
      #expect(throws: TransportError.self) { try RawPeer(port: server.port) }
    }
  }

  @Test func whatIsNotAnsweredInTimeIsAborted() async throws {
    let handler = TestRequestHandler()
    try await withServer(
      { $0.limits.closeTimeout = .milliseconds(100) }, accept: { _ in .handle(handler, bodyBytes: 100) }
    ) { server, _ in
      let busy = try RawPeer(port: server.port)
      busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
      try await eventually("runs") { handler.seen.ended == 1 }
      await server.close()
      #expect(handler.seen.aborted == ["the server was closed"])
      #expect(busy.receiveAll() == [])
    }
  }

  @Test func aBodyThatIsReadOverIsTheLast() async throws {
    let handler = TestRequestHandler(onPiece: { $0.respond(HTTPResponse(status: 422)) }, onEnd: { _, _ in })
    try await withServer(accept: { _ in .handle(handler, bodyBytes: 100) }) { server, group in
      let peer = try RawPeer(port: server.port)
      peer.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe")
      #expect(peer.response().status == 422)
      server.stopAccepting()
      await onLoop(group.loops[0]) { _ in }
      peer.send("lloGET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(peer.receiveAll() == [])
    }
  }

  @Test func theLastAnswerMayBeTakenSlowly() async throws {
    let big = [UInt8](repeating: 0x61, count: 16 << 20)
    let response = HTTPResponse(status: 200, headers: ["Connection": "close"], body: big)
    try await withServer(
      { $0.limits.closeTimeout = .milliseconds(50) }, accept: { _ in .respond(response) }
    ) { server, _ in
      let peer = try RawPeer(port: server.port, receiveBuffer: 128 * 1024)
      peer.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      usleep(300_000)
      #expect(peer.response().body.utf8.count == big.count)
    }
  }
}
