import ConcordProtocols
import Foundation
import Testing

@testable import ConcordTransport

/// Requests that follow each other on one connection.
@Suite(.timeLimit(.minutes(1)))
struct HTTPConnectionTests {
  @Test func aConnectionServesManyRequests() async throws {
    try await withServer(accept: mirrored) { server, _ in
      let peer = try RawPeer(port: server.port)
      for i in 0..<200 {
        peer.send("POST /\(i) HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
        let answer = peer.response()
        #expect(answer.body == "POST /\(i): abc\n" && !answer.ends)
      }
    }
  }

  @Test(arguments: [
    "GET /x HTTP/1.0\r\n\r\n", "GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "GET /x HTTP/1.1\r\nHost: a\r\nConnection: te, Close\r\n\r\n",
  ])
  func aConnectionEndsWhenTheRequestSaysSo(_ request: String) async throws {
    try await withServer(accept: mirrored) { server, _ in
      let peer = try RawPeer(port: server.port)
      peer.send(request + "GET /second HTTP/1.1\r\nHost: a\r\n\r\n")
      let answer = peer.response()
      #expect(answer.body == "GET /x: \n" && answer.ends)
      #expect(peer.receiveAll() == [])
    }
  }

  @Test func aResponseMayEndTheConnection() async throws {
    try await withServer(accept: { _ in .respond(HTTPResponse(status: 200, headers: ["Connection": "close"])) }) {
      server, _ in
      let peer = try RawPeer(port: server.port)
      #expect(peer.get("/").ends)
      #expect(peer.receiveAll() == [])
    }
  }

  @Test func pipelinedRequestsAreServedOneAfterTheOther() async throws {
    let running = Log<Int>()
    let atOnce = Count()
    let accept: @Sendable (HTTPRequestHead) -> UpgradeDecision = { _ in
      .handle(
        TestRequestHandler { exchange, body in
          atOnce.add()
          running.append(atOnce.value)
          exchange.loop.schedule(after: .milliseconds(2)) {
            running.append(-atOnce.value)
            exchange.respond(HTTPResponse(status: 200, text: "\(exchange.head.path) \(text(body))"))
          }
        }, bodyBytes: 10)
    }
    try await withServer(accept: accept) { server, _ in
      let peer = try RawPeer(port: server.port)
      peer.send(
        (1...20).map { i in
          i % 2 == 0
            ? "GET /\(i) HTTP/1.1\r\nHost: a\r\n\r\n"
            : "PUT /\(i) HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n"
        }.joined())
      for i in 1...20 { #expect(peer.response().body == (i % 2 == 0 ? "/\(i) \n" : "/\(i) ab\n")) }
      // Each began after the one before was answered.
      #expect(running.values == (1...20).flatMap { [$0, -$0] })
    }
  }

  @Test func muchMayBePipelinedAndLittleIsHeld() async throws {
    let held = Log<Int>()
    let accept: @Sendable (HTTPRequestHead) -> UpgradeDecision = { _ in
      .handle(
        TestRequestHandler { exchange, _ in
          exchange.loop.execute {
            for stream in exchange.loop.streams.all {
              if let connection = stream.consumer as? HTTPServerConnection { held.append(connection.held.count) }
            }
            exchange.respond(HTTPResponse(status: 200))
          }
        }, bodyBytes: 0)
    }
    try await withServer({ $0.limits.inputBytes = 4096 }, accept: accept) { server, _ in
      let peer = try RawPeer(port: server.port)
      for _ in 0..<10 { peer.send(String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 200)) }
      for _ in 0..<2000 { #expect(peer.response().status == 200) }
      #expect(held.values.max() ?? 0 > 0 && held.values.allSatisfy { $0 <= 2 * 4096 })
    }
  }

  @Test func headIsAnsweredAsGetWithoutTheBody() async throws {
    try await withServer(accept: mirrored) { server, _ in
      let peer = try RawPeer(port: server.port)
      peer.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\nGET /y HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(peer.response(toHead: true).head.contains("Content-Length: 10\r\n"))
      #expect(peer.response().body == "GET /y: \n")
    }
  }

  @Test func whoSaysNothingIsLeftInSilence() async throws {
    try await withServer({ $0.limits.idleTimeout = .milliseconds(100) }, accept: mirrored) { server, _ in
      let peer = try RawPeer(port: server.port)
      #expect(peer.get("/x").status == 200)
      #expect(peer.receiveAll() == [])
    }
  }

  @Test func aSlowHeadIsCutOffAlsoWhenItIsTheSecond() async throws {
    try await withServer({ $0.limits.handshakeTimeout = .milliseconds(200) }, accept: mirrored) { server, _ in
      let peer = try RawPeer(port: server.port)
      #expect(peer.get("/x").status == 200)
      peer.send("GET /")
      let answer = peer.response()
      #expect(answer.status == 408 && answer.ends && answer.body.contains("0.2 seconds"))
      #expect(peer.receiveAll() == [])
    }
  }

  @Test func theUpgradeMayBeTheSecondRequest() async throws {
    let accept: @Sendable (HTTPRequestHead) -> UpgradeDecision = { request in
      request.path == "/ws" ? .accept(handler: echo()) : .handle(mirror(), bodyBytes: 0)
    }
    try await withServer(accept: accept) { server, group in
      let peer = try RawPeer(port: server.port)
      #expect(peer.get("/first").status == 200)
      let http = WeakConnection()
      await onLoop(group.loops[0]) { loop in
        for stream in loop.streams.all { http.connection = stream.consumer as? HTTPServerConnection }
        #expect(http.connection != nil)
      }
      #expect(peer.upgrade("/ws", behind: peer.frame(.text, Array("early".utf8))).contains("101"))
      #expect(peer.receive() == serverFrame(.text, "early"))
      // A WebSocket does not own what HTTP needed.
      await onLoop(group.loops[0]) { _ in #expect(http.connection == nil) }
    }
  }

  @Test func anUpgradeHasNoBody() async throws {
    try await withServer(accept: { _ in .accept(handler: echo()) }) { server, _ in
      let peer = try RawPeer(port: server.port)
      #expect(peer.upgrade(headers: "Content-Length: 4\r\n", behind: Array("abcd".utf8)).hasPrefix("HTTP/1.1 400"))
    }
  }

  @Test func aDecisionMayComeLaterFromAnywhere() async throws {
    let accept: @Sendable (HTTPRequestHead) -> UpgradeDecision = { request in
      let path = request.path
      return .later { decide in
        Thread.detachNewThread {
          usleep(2000)
          switch path {
          case "/ws": decide(.accept(handler: echo()))
          case "/no": decide(.refuse(status: 401, body: "sign in first"))
          default: decide(.handle(mirror(), bodyBytes: 100))
          }
          // Only the first counts.
          decide(.refuse(status: 500, body: "twice"))
        }
      }
    }
    try await withServer(accept: accept) { server, _ in
      let peer = try RawPeer(port: server.port)
      for i in 0..<3 {
        peer.send("POST /\(i) HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab")
        #expect(peer.response().body == "POST /\(i): ab\n")
      }
      #expect(peer.upgrade("/ws", behind: peer.frame(.text, Array("early".utf8))).contains("101"))
      #expect(peer.receive() == serverFrame(.text, "early"))
      let refused = try RawPeer(port: server.port)
      #expect(refused.get("/no").body == "sign in first\n")
    }
  }

  @Test func aDecisionThatDoesNotComeIsOur503() async throws {
    try await withServer(
      { $0.limits.handshakeTimeout = .milliseconds(100) }, accept: { _ in .later { _ in } }
    ) { server, _ in
      let peer = try RawPeer(port: server.port)
      let answer = peer.get("/")
      #expect(answer.status == 503 && answer.ends)
    }
  }

  @Test func aReaderThatTakesNothingHoldsUpItsRequests() async throws {
    let served = Count()
    let big = [UInt8](repeating: 0x61, count: 1 << 20)
    let accept: @Sendable (HTTPRequestHead) -> UpgradeDecision = { _ in
      served.add()
      return .respond(HTTPResponse(status: 200, body: big))
    }
    try await withServer(accept: accept) { server, _ in
      // Not smaller: below a segment of loopback the kernel waits longer and longer between what it sends.
      let peer = try RawPeer(port: server.port, receiveBuffer: 128 * 1024)
      peer.send(String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 100))
      try await eventually("one was served") { served.value > 0 }
      try await Task.sleep(for: .milliseconds(50))
      #expect(served.value < 20)
      for _ in 0..<100 { #expect(peer.response().body.utf8.count == 1 << 20) }
      #expect(served.value == 100)
    }
  }
}

/// What a closure sees on a loop.
func onLoop<Value: Sendable>(_ loop: EventLoop, _ look: @escaping @Sendable (EventLoop) -> Value) async -> Value {
  await withCheckedContinuation { continuation in loop.execute { continuation.resume(returning: look(loop)) } }
}

/// Touched on a loop only.
private final class WeakConnection: @unchecked Sendable {
  weak var connection: HTTPServerConnection?
}
