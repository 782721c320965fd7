import ConcordProtocols
import ConcordTransport
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct WebSocketServerTests {
  @Test func messagesComeBackWithTheirKind() async throws {
    try await withServer(accept: { _ in .accept(handler: echo()) }) { server, group in
      let peer = TestHandler()
      let long = String(repeating: "Grüße ", count: 8000)
      // Uncompressed, so that bytes can be counted.
      var limits = ConnectionLimits()
      limits.compressionThreshold = nil
      let connection = try await WebSocketClient.connect(
        "ws://localhost:\(server.port)/x?y=z", on: group.next(), limits: limits, handler: peer)
      connection.loop.execute {
        for message in ["", "hello", long] { connection.send(text: message) }
      }
      try await eventually("three came back") { peer.seen.texts.count == 3 }
      #expect(peer.seen.texts == ["", "hello", long])
      connection.loop.execute {
        #expect(connection.bytesIn > long.utf8.count && connection.bytesOut > long.utf8.count)
        #expect(connection.peer?.isLoopback == true && connection.queuedBytes == 0)
        connection.close(code: 4001, reason: "enough")
      }
      try await eventually("closed") { peer.seen.closed?.code == 4001 }
    }
  }

  @Test func whatComesInOneReadLeavesInOneSend() async throws {
    try await withServer(accept: { _ in .accept(handler: echo()) }) { server, _ in
      let peer = try RawPeer(port: server.port)
      // The first message stands behind the handshake, before its answer came.
      #expect(peer.upgrade(behind: peer.frame(.text, Array("early".utf8))).contains("101"))
      #expect(peer.receive() == serverFrame(.text, "early"))
      let numbers = (0..<200).map(String.init)
      peer.send(numbers.flatMap { peer.frame(.text, Array($0.utf8)) })
      #expect(peer.receive() == numbers.flatMap { serverFrame(.text, $0) })
    }
  }

  @Test func anAsyncHandlerAnswersFromTheLoop() async throws {
    let stayed = Log<Bool>()
    let handler: @Sendable (HTTPRequestHead) -> UpgradeDecision = { _ in
      .accept(
        handler: TestHandler { text, connection in
          Task.immediate(executorPreference: connection.loop) {
            try? await Task.sleep(for: .milliseconds(2))
            stayed.append(connection.loop.isCurrent)
            connection.send(text: text)
          }
        })
    }
    try await withServer(loops: 2, accept: handler) { server, _ in
      let peer = try RawPeer(port: server.port)
      peer.upgrade()
      for _ in 0..<5 {
        peer.send(.text, "x")
        #expect(peer.receive() == serverFrame(.text, "x"))
      }
      #expect(stayed.values == [true, true, true, true, true])
    }
  }

  @Test func pausedReadingKeepsOrderAndLosesNothing() async throws {
    let server = TestHandler { text, connection in
      guard text.hasSuffix("7") else { return }
      connection.pauseReading()
      connection.loop.schedule(after: .milliseconds(3)) { connection.resumeReading() }
    }
    try await withServer(accept: { _ in .accept(handler: server) }) { started, _ in
      let peer = try RawPeer(port: started.port)
      peer.upgrade()
      let numbers = (0..<300).map(String.init)
      peer.send(numbers.flatMap { peer.frame(.text, Array($0.utf8)) })
      try await eventually("all came") { server.seen.texts.count == 300 }
      #expect(server.seen.texts == numbers)
    }
  }

  @Test func aPausedConnectionTakesABoundedAmount() async throws {
    let server = TestHandler { _, connection in connection.pauseReading() }
    try await withServer({ $0.limits.inputBytes = 4096 }, accept: { _ in .accept(handler: server) }) { started, _ in
      let peer = try RawPeer(port: started.port)
      peer.upgrade()
      let frame = peer.frame(.text, [UInt8](repeating: 0x61, count: 100))
      peer.send([[UInt8]](repeating: frame, count: 1000).flatMap { $0 })
      try await eventually("one came") { !server.seen.texts.isEmpty }
      try await Task.sleep(for: .milliseconds(50))
      #expect(server.seen.texts.count == 1)
      let connection = try #require(server.seen.connection)
      connection.loop.execute { #expect(connection.bytesIn <= 4096 + 300) }
      connection.loop.execute { connection.resumeReading() }
      try await eventually("the next came") { server.seen.texts.count == 2 }
    }
  }

  @Test func aMessageThatIsTooLongIs1009AndOthersGoOn() async throws {
    try await withServer({ $0.limits.maxMessageBytes = 1000 }, accept: { _ in .accept(handler: echo()) }) { server, _ in
      let other = try RawPeer(port: server.port)
      other.upgrade()
      let peer = try RawPeer(port: server.port)
      peer.upgrade()
      peer.send(.text, String(repeating: "x", count: 1001))
      let answer = peer.receiveAll()
      #expect(answer.prefix(4) == [0x88, UInt8(answer.count - 2), 0x03, 0xF1])
      other.send(.text, String(repeating: "y", count: 1000))
      #expect(other.receive().count == 1004)
    }
  }

  @Test func aPeerThatDoesNotReadIsCountedAndCut() async throws {
    let server = TestHandler()
    let block = String(repeating: "x", count: 64 * 1024)
    try await withServer(accept: { _ in .accept(handler: server) }) { started, _ in
      let peer = try RawPeer(port: started.port, receiveBuffer: 4096)
      peer.upgrade()
      try await eventually("open") { server.seen.connection != nil }
      let connection = try #require(server.seen.connection)
      let queued = Mutex<(most: Int, refused: Bool)>((0, false))
      connection.loop.execute {
        for _ in 0..<400 where !queued.withLock({ $0.refused }) {
          let sent = connection.send(text: block)
          queued.withLock { $0 = (max($0.most, connection.queuedBytes), !sent) }
        }
      }
      try await eventually("cut") { server.seen.closed?.code == 3008 }
      let (most, refused) = queued.withLock { $0 }
      #expect(refused && most >= 1024 * 1024 && most < 1024 * 1024 + 70_000)
    }
  }

  @Test func aSlowPeerThatReadsAfterAllIsToldOfAsDrained() async throws {
    let server = TestHandler()
    try await withServer(accept: { _ in .accept(handler: server) }) { started, _ in
      let peer = try RawPeer(port: started.port, receiveBuffer: 4096)
      peer.upgrade()
      try await eventually("open") { server.seen.connection != nil }
      let connection = try #require(server.seen.connection)
      let filled = Atomic<Bool>(false)
      @Sendable func fill() {
        if connection.queuedBytes > 600 * 1024 { return filled.store(true, ordering: .relaxed) }
        connection.send(text: String(repeating: "x", count: 32 * 1024))
        connection.loop.execute(fill)
      }
      connection.loop.execute(fill)
      try await eventually("filled") { filled.load(ordering: .relaxed) }
      #expect(server.seen.drained == 0)
      while server.seen.drained == 0, !peer.receive().isEmpty {}
      #expect(server.seen.drained == 1 && server.seen.closed == nil)
    }
  }

  @Test func onlyPeersThatAnswerPingsStay() async throws {
    let silent = TestHandler()
    let paused = TestHandler(onOpen: { $0.pauseReading() })
    let alive = TestHandler()
    try await withServer(
      ping: .milliseconds(100),
      accept: { .accept(handler: $0.path == "/silent" ? silent : $0.path == "/paused" ? paused : alive) }
    ) { server, group in
      let deaf = try RawPeer(port: server.port)
      deaf.upgrade("/silent")
      let waiting = try RawPeer(port: server.port)
      waiting.upgrade("/paused")
      let client = TestHandler()
      _ = try await WebSocketClient.connect("ws://127.0.0.1:\(server.port)/", on: group.next(), handler: client)
      try await eventually("the silent peer was cut") { silent.seen.closed?.code == 1006 }
      #expect(deaf.receiveAll().prefix(2) == [0x89, 0x00])
      try await Task.sleep(for: .milliseconds(250))
      #expect(alive.seen.closed == nil && client.seen.closed == nil)
      // Nobody can see the pongs of a connection whose reading is paused: it is pinged and kept.
      #expect(paused.seen.closed == nil)
      #expect(waiting.receive().starts(with: [0x89, 0x00, 0x89, 0x00]))
    }
  }

  @Test func aServerThatClosesTellsItsPeers() async throws {
    let peer = TestHandler()
    // Time enough for the handshake that nobody begins, however busy the machine is.
    try await withServer(
      loops: 2, { $0.limits.handshakeTimeout = .seconds(300) }, accept: { _ in .accept(handler: echo()) }
    ) { server, group in
      _ = try await WebSocketClient.connect("ws://127.0.0.1:\(server.port)", on: group.next(), handler: peer)
      let idle = try RawPeer(port: server.port)
      await server.close()
      #expect(peer.seen.closed?.code == 1001)
      #expect(idle.receiveAll().isEmpty)
      #expect(throws: (any Error).self) { try RawPeer(port: server.port) }
    }
  }

  @Test func connectionsSpreadOverTheLoops() async throws {
    let loops = Mutex<Set<Int>>([])
    let handler: @Sendable (HTTPRequestHead) -> UpgradeDecision = { _ in
      .accept(handler: TestHandler(onOpen: { connection in loops.withLock { _ = $0.insert(connection.loop.index) } }))
    }
    try await withServer(loops: 3, accept: handler) { server, _ in
      let peers = try (0..<60).map { _ in try RawPeer(port: server.port) }
      for peer in peers { #expect(peer.upgrade().contains("101")) }
      #expect(loops.withLock { $0 } == [0, 1, 2])
    }
  }

  @Test func aTakenPortIsAnErrorThatNamesIt() async throws {
    try await withServer(accept: { _ in .accept(handler: echo()) }) { server, group in
      do {
        _ = try await WebSocketServer.start(ServerConfiguration(port: server.port), group: group) { _ in
          .refuse(status: 500, body: "")
        }
        Issue.record("two servers on one port")
      } catch let error as TransportError {
        #expect(error.code == .addressInUse && error.description.contains("127.0.0.1:\(server.port)"))
      }
    }
  }
}
