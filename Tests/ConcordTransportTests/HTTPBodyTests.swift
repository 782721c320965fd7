import ConcordProtocols
import ConcordTransport
import Foundation
import Testing

/// Bodies on their way to a handler.
@Suite(.timeLimit(.minutes(1)))
struct HTTPBodyTests {
  static let chunked =
    "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    + "5;name=value\r\nhello\r\n1\r\n \r\n00A\r\nbig worlds\r\n0\r\nX-Trailer: y\r\nHost: b\r\n\r\n"

  @Test func chunksArriveWhereverTheyAreCut() async throws {
    let handler = Log<TestRequestHandler>()
    let accept: @Sendable (HTTPRequestHead) -> UpgradeDecision = { _ in
      let made = mirror()
      handler.append(made)
      return .handle(made, bodyBytes: 16)
    }
    try await withServer(accept: accept) { server, _ in
      let peer = try RawPeer(port: server.port)
      for byte in Self.chunked.utf8 { peer.send([byte]) }
      #expect(peer.response().body == "POST /x: hello big worlds\n")
      peer.send(Self.chunked)
      #expect(peer.response().body == "POST /x: hello big worlds\n")
      #expect(handler.values.allSatisfy { $0.seen.ended == 1 && $0.seen.aborted == [] })
    }
  }

  @Test func aBodyThatIsSaidToBeTooLongIsNotRead() async throws {
    let handler = mirror()
    try await withServer(accept: { _ in .handle(handler, bodyBytes: 10) }) { server, _ in
      let peer = try RawPeer(port: server.port)
      peer.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n")
      let answer = peer.response()
      #expect(answer.status == 413 && answer.ends && answer.body == "the body has 11 bytes, at most 10 are taken\n")
      // In good order: what is still sent does not reset the connection before the answer is read.
      peer.send("hello world")
      #expect(peer.receiveAll() == [])
      #expect(handler.seen.pieces == 0 && handler.seen.aborted == [])
    }
  }

  @Test func aBodyThatTurnsOutTooLongIsAborted() async throws {
    let handler = mirror()
    try await withServer(accept: { _ in .handle(handler, bodyBytes: 10) }) { server, _ in
      let peer = try RawPeer(port: server.port)
      peer.send(
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")
      let answer = peer.response()
      #expect(answer.status == 413 && answer.ends)
      #expect(peer.receiveAll() == [])
      #expect(handler.seen.aborted == ["the body has more than 10 bytes"] && handler.seen.ended == 0)
    }
  }

  @Test func whoWaitsForContinueGetsItWhenTheBodyIsTaken() async throws {
    let accept: @Sendable (HTTPRequestHead) -> UpgradeDecision = { request in
      request.path == "/no" ? .respond(HTTPResponse(status: 401, text: "no")) : .handle(mirror(), bodyBytes: 10)
    }
    let wait = "Host: a\r\nExpect: 100-Continue\r\nContent-Length:"
    try await withServer(accept: accept) { server, _ in
      let peer = try RawPeer(port: server.port)
      peer.send("POST /yes HTTP/1.1\r\n\(wait) 5\r\n\r\n")
      #expect(peer.response().head == "HTTP/1.1 100 Continue\r\n\r\n")
      peer.send("hello")
      #expect(peer.response().body == "POST /yes: hello\n")
      // The decision may be no: then nobody knows whether the body will come.
      peer.send("POST /no HTTP/1.1\r\n\(wait) 5\r\n\r\n")
      let refused = peer.response()
      #expect(refused.status == 401 && refused.ends)
      for (request, status) in [
        ("POST /yes HTTP/1.1\r\n\(wait) 11\r\n\r\n", 413),
        ("POST /yes HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\nContent-Length: 5\r\n\r\n", 417),
      ] {
        let peer = try RawPeer(port: server.port)
        peer.send(request)
        let answer = peer.response()
        #expect(answer.status == status && answer.ends)
      }
      // Without a body there is nothing to wait for.
      let none = try RawPeer(port: server.port)
      none.send("POST /yes HTTP/1.1\r\n\(wait) 0\r\n\r\n")
      #expect(none.response().body == "POST /yes: \n")
    }
  }

  @Test func whoLeavesInTheMiddleIsReported() async throws {
    let handler = mirror()
    try await withServer(accept: { _ in .handle(handler, bodyBytes: 100) }) { server, _ in
      do {
        let peer = try RawPeer(port: server.port)
        peer.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello")
        try await eventually("a piece came") { handler.seen.pieces == 1 }
      }
      try await eventually("aborted") { handler.seen.aborted == ["the peer ended the stream"] }
      #expect(handler.seen.ended == 0)
    }
  }

  @Test func whoLeavesBeforeTheAnswerIsReported() async throws {
    let handler = TestRequestHandler()
    try await withServer(accept: { _ in .handle(handler, bodyBytes: 100) }) { server, _ in
      do {
        let peer = try RawPeer(port: server.port)
        peer.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        try await eventually("complete") { handler.seen.ended == 1 }
      }
      try await eventually("aborted") { handler.seen.aborted == ["the peer ended the stream"] }
    }
  }

  @Test func whatFollowsAnEarlyAnswerIsReadOver() async throws {
    let handler = TestRequestHandler(
      onPiece: { $0.respond(HTTPResponse(status: 422, text: "enough")) }, onEnd: { _, _ in })
    let accept: @Sendable (HTTPRequestHead) -> UpgradeDecision = { request in
      request.method == "GET" ? .handle(mirror(), bodyBytes: 0) : .handle(handler, bodyBytes: 1 << 20)
    }
    try await withServer({ $0.limits.maxSkippedBytes = 1000 }, accept: accept) { server, _ in
      let peer = try RawPeer(port: server.port)
      for framing in ["Content-Length: 500\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n1f4\r\n"] {
        peer.send("POST / HTTP/1.1\r\nHost: a\r\n\(framing)x")
        let answer = peer.response()
        #expect(answer.status == 422 && !answer.ends)
        peer.send(String(repeating: "x", count: 499) + (framing.hasPrefix("T") ? "\r\n0\r\n\r\n" : ""))
        #expect(peer.get("/next").body == "GET /next: \n")
      }
      #expect(handler.seen.pieces == 2 && handler.seen.ended == 0 && handler.seen.aborted == [])

      // Too much to read over: the answer says that the connection ends, or it just does.
      peer.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\nx")
      #expect(peer.response().ends)
      #expect(peer.receiveAll() == [])
      let other = try RawPeer(port: server.port)
      other.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n")
      #expect(other.response().status == 422)
      other.send("fff\r\n" + String(repeating: "x", count: 4095) + "\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(other.receiveAll() == [])
    }
  }

  @Test func aSlowBodyIsCutOff() async throws {
    let handler = mirror()
    let change: (inout ServerConfiguration) -> Void = {
      $0.limits.bodyTimeout = .milliseconds(200)
      $0.limits.bodyProgressBytes = 100
    }
    try await withServer(change, accept: { _ in .handle(handler, bodyBytes: 1 << 20) }) { server, _ in
      let peer = try RawPeer(port: server.port)
      peer.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc")
      let answer = peer.response()
      #expect(answer.status == 408 && answer.ends && answer.body.contains("slower than 100 bytes in 0.2 seconds"))
      #expect(handler.seen.aborted.count == 1 && handler.seen.ended == 0)
    }
  }

  @Test func aLongBodyMayTakeLongerThanTheDeadline() async throws {
    let change: (inout ServerConfiguration) -> Void = {
      $0.limits.bodyTimeout = .milliseconds(600)
      $0.limits.bodyProgressBytes = 10
    }
    try await withServer(change, accept: mirrored) { server, _ in
      let peer = try RawPeer(port: server.port)
      peer.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n")
      for _ in 0..<20 {
        peer.send(String(repeating: "x", count: 100))
        usleep(50_000)
      }
      #expect(peer.response().status == 200)
    }
  }

  @Test func aPausedBodyWaitsAndIsNotLate() async throws {
    let handler = TestRequestHandler(
      onPiece: { exchange in
        exchange.pauseBody()
        exchange.loop.schedule(after: .milliseconds(3)) { exchange.resumeBody() }
      },
      onEnd: { exchange, body in exchange.respond(HTTPResponse(status: 200, body: body)) })
    let change: (inout ServerConfiguration) -> Void = {
      $0.limits.inputBytes = 10_000
      $0.limits.bodyTimeout = .milliseconds(250)
    }
    try await withServer(change, accept: { _ in .handle(handler, bodyBytes: 2 << 20) }) { server, _ in
      let peer = try RawPeer(port: server.port)
      let body = (0..<100_000).map { "\($0)," }.joined()
      peer.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
      #expect(peer.response().body == body)
      #expect(handler.seen.pieces > 50)
    }
  }

  @Test func anAnswerMayComeFromAnotherThread() async throws {
    let handler = TestRequestHandler { exchange, body in
      Thread.detachNewThread {
        usleep(5000)
        exchange.loop.execute {
          exchange.respond(HTTPResponse(status: 201, body: body))
          #expect(exchange.isOver)
          // Only the first counts.
          exchange.respond(HTTPResponse(status: 500))
        }
      }
    }
    try await withServer(accept: { _ in .handle(handler, bodyBytes: 100) }) { server, _ in
      let peer = try RawPeer(port: server.port)
      for body in ["one", "two"] {
        peer.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n\(body)")
        #expect(peer.response().status == 201)
      }
      #expect(text(handler.seen.body) == "onetwo")
    }
  }
}
