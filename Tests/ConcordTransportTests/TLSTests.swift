import COpenSSL
import ConcordProtocols
import Testing

@testable import ConcordTransport

/// WebSockets over TLS, with certificates of an authority that was made for these tests.
@Suite(.timeLimit(.minutes(1)))
struct TLSTests {
  private static let folder = "\(#filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" })/Certificates"
  private static let authority = "\(folder)/authority.pem"

  private func server(_ name: String) throws -> TLSContext {
    try .server(certificates: "\(Self.folder)/\(name).pem", key: "\(Self.folder)/\(name).key")
  }

  @Test func messagesOfAnySizeComeBack() async throws {
    let tls = try server("localhost")
    let change: (inout ServerConfiguration) -> Void = {
      $0.tls = tls
      $0.limits.maxMessageBytes = 8 << 20
      $0.limits.outputBytes = 32 << 20
    }
    try await withServer(loops: 2, change, accept: { _ in .accept(handler: echo()) }) { server, group in
      var limits = ConnectionLimits()
      limits.maxMessageBytes = 8 << 20
      limits.outputBytes = 32 << 20
      // Random letters, which compression makes little smaller.
      var random = SystemRandomNumberGenerator()
      let long = String(
        (0..<(3 << 20)).map { _ in Character(UnicodeScalar(UInt8.random(in: 33...126, using: &random))) })
      for host in ["localhost", "127.0.0.1"] {
        let peer = TestHandler()
        let connection = try await WebSocketClient.connect(
          "wss://\(host):\(server.port)/x", on: group.next(), limits: limits,
          tls: try .client(authorities: Self.authority), handler: peer)
        connection.loop.execute {
          for message in ["", "hello", long, "behind"] { connection.send(text: message) }
        }
        try await eventually("four came back from \(host)") { peer.seen.texts.count == 4 }
        #expect(peer.seen.texts == ["", "hello", long, "behind"])
        connection.loop.execute { connection.close(code: 4001, reason: "enough") }
        try await eventually("closed") { peer.seen.closed?.code == 4001 }
      }
    }
  }

  @Test func pausedReadingLosesNothing() async throws {
    let tls = try server("localhost")
    let paused = TestHandler { text, connection in
      guard text.hasSuffix("7") else { return }
      connection.pauseReading()
      connection.loop.schedule(after: .milliseconds(2)) { connection.resumeReading() }
    }
    try await withServer({ $0.tls = tls }, accept: { _ in .accept(handler: paused) }) { server, group in
      let connection = try await WebSocketClient.connect(
        "wss://localhost:\(server.port)", on: group.next(), tls: try .client(authorities: Self.authority),
        handler: TestHandler())
      let numbers = (0..<300).map { "\(String(repeating: "x", count: 700)) \($0)" }
      connection.loop.execute { for number in numbers { connection.send(text: number) } }
      try await eventually("all came") { paused.seen.texts.count == 300 }
      #expect(paused.seen.texts == numbers)
    }
  }

  @Test func whoIsNotTrustedIsNotSpokenTo() async throws {
    let opened = Count()
    for (name, host, authorities, problem) in [
      ("localhost", "localhost", nil, "unable to get local issuer certificate"),
      ("elsewhere", "localhost", Self.authority, "hostname mismatch"),
      ("elsewhere", "127.0.0.1", Self.authority, "IP address mismatch"),
    ] as [(String, String, String?, String)] {
      let tls = try server(name)
      try await withServer(
        { $0.tls = tls }, accept: { _ in .accept(handler: TestHandler(onOpen: { _ in opened.add() })) }
      ) { server, group in
        do {
          _ = try await WebSocketClient.connect(
            "wss://\(host):\(server.port)", on: group.next(), tls: try .client(authorities: authorities),
            handler: TestHandler())
          Issue.record("connected to \(name)")
        } catch let error as TransportError {
          #expect(error.code == .tls && error.description.contains(problem), "\(error)")
          #expect(error.description.contains("wss://\(host):\(server.port)"))
        }
      }
    }
    #expect(opened.value == 0)
  }

  @Test func whoSpeaksNoTLSCostsNobodyElse() async throws {
    let tls = try server("localhost")
    try await withServer({ $0.tls = tls }, accept: { _ in .accept(handler: echo()) }) { server, group in
      let plain = try RawPeer(port: server.port)
      plain.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(!text(plain.receiveAll()).contains("HTTP/1.1"))
      let peer = TestHandler()
      let connection = try await WebSocketClient.connect(
        "wss://localhost:\(server.port)", on: group.next(), tls: try .client(authorities: Self.authority), handler: peer
      )
      connection.loop.execute { connection.send(text: "still here") }
      try await eventually("echoed") { peer.seen.texts == ["still here"] }
    }
    try await withServer(accept: { _ in .accept(handler: echo()) }) { server, group in
      await #expect(throws: TransportError.self) {
        try await WebSocketClient.connect(
          "wss://localhost:\(server.port)", on: group.next(), tls: try .client(authorities: Self.authority),
          handler: TestHandler())
      }
    }
  }

  /// Who says nothing gets no answer either: it would wait for a handshake that does not come.
  @Test func whoSaysNothingIsLeft() async throws {
    let tls = try server("localhost")
    let change: (inout ServerConfiguration) -> Void = {
      $0.tls = tls
      $0.limits.handshakeTimeout = .milliseconds(100)
      $0.limits.idleTimeout = .seconds(3600)
    }
    try await withServer(change, accept: { _ in .accept(handler: echo()) }) { server, _ in
      let peer = try RawPeer(port: server.port)
      #expect(peer.isLeft())
    }
  }

  /// Each request for new keys has an answer, which is kept for as long as the peer does not take it.
  @Test func whoAsksForKeysAndReadsNoneIsCut() async throws {
    let tls = try server("localhost")
    // Nothing else shall end it: neither the wait for a request, nor the system's for an acknowledgement.
    let change: (inout ServerConfiguration) -> Void = {
      $0.tls = tls
      $0.limits.handshakeTimeout = .seconds(3600)
      $0.limits.idleTimeout = .seconds(3600)
    }
    // More than the system takes for a peer that reads nothing: what comes behind it waits.
    let answer = HTTPResponse(status: 200, body: [UInt8](repeating: 0, count: 16 << 20))
    try await withServer(ping: .seconds(3600), change, accept: { _ in .respond(answer) }) { server, _ in
      let peer = try RawPeer(port: server.port, receiveBuffer: 4096)
      let session = try #require(try TLSContext.client(authorities: Self.authority).session(host: "localhost"))
      func outgoing() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: session.pendingOutput)
        bytes.withUnsafeMutableBytes { session.takeOutput($0) }
        return bytes
      }
      var plain = [UInt8](repeating: 0, count: 16 * 1024)
      session.startHandshake()
      while !session.isEstablished {
        peer.send(outgoing())
        let answer = peer.receive()
        try #require(!answer.isEmpty)
        answer.withUnsafeBytes { session.receive($0) }
        _ = plain.withUnsafeMutableBytes { session.read(into: $0) }
      }
      #expect(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8).withUnsafeBytes { session.write($0) } == nil)
      var sent = 0
      var isHeard = peer.send(outgoing())
      while isHeard, sent < 16 << 20 {
        for _ in 0..<1000 {
          #expect(SSL_key_update(session.ssl, SSL_KEY_UPDATE_REQUESTED) == 1)
          SSL_do_handshake(session.ssl)
        }
        let updates = outgoing()
        sent += updates.count
        isHeard = peer.send(updates)
      }
      #expect(!isHeard, "\(sent) bytes of requests for keys were taken, and their answers kept")
    }
  }

  @Test func aRefusalIsRead() async throws {
    let tls = try server("localhost")
    try await withServer({ $0.tls = tls }, accept: { _ in .refuse(status: 403, body: "no") }) { server, group in
      await #expect(throws: WebSocketHandshakeError(status: 403, reason: "the server answered 403 Forbidden")) {
        try await WebSocketClient.connect(
          "wss://localhost:\(server.port)", on: group.next(), tls: try .client(authorities: Self.authority),
          handler: TestHandler())
      }
    }
  }

  @Test func filesThatCannotBeUsedAreNamed() {
    func problem(_ make: () throws -> TLSContext) -> String {
      do {
        _ = try make()
        return "made"
      } catch { return "\(error)" }
    }
    let folder = Self.folder
    let noFile = problem { try .server(certificates: "/none.pem", key: "/none.key") }
    #expect(noFile.contains("/none.pem"))
    let others = problem {
      try .server(certificates: "\(folder)/localhost.pem", key: "\(folder)/elsewhere.key")
    }
    #expect(others.contains("elsewhere.key with \(folder)/localhost.pem: key values mismatch"))
    let noAuthority = problem { try .client(authorities: "\(folder)/localhost.key") }
    #expect(noAuthority.contains("localhost.key"))
  }
}
