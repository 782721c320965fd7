import ConcordProtocols
import ConcordTransport
import Testing

/// permessage-deflate (RFC 7692) over sockets.
@Suite(.timeLimit(.minutes(1)))
struct CompressionTests {
  private static let offer = "Sec-WebSocket-Extensions: permessage-deflate\r\n"
  private static let words = String(repeating: "Concord says what travels. ", count: 4000)

  @Test func longMessagesTravelCompressedBothWays() async throws {
    try await withServer({ $0.limits.maxMessageBytes = 1 << 20 }, accept: { _ in .accept(handler: echo()) }) {
      server, group in
      var limits = ConnectionLimits()
      limits.maxMessageBytes = 1 << 20
      let peer = TestHandler()
      let connection = try await WebSocketClient.connect(
        "ws://127.0.0.1:\(server.port)", on: group.next(), limits: limits, handler: peer)
      connection.loop.execute {
        for message in ["short", Self.words, "", "short again", Self.words] { connection.send(text: message) }
      }
      try await eventually("all came back") { peer.seen.texts.count == 5 }
      #expect(peer.seen.texts == ["short", Self.words, "", "short again", Self.words])
      let traffic = Log<Int>()
      connection.loop.execute { traffic.append(connection.bytesIn + connection.bytesOut) }
      try await eventually("counted") { !traffic.values.isEmpty }
      #expect(traffic.values[0] < Self.words.utf8.count / 10, "two of \(Self.words.utf8.count) bytes each way")
    }
  }

  @Test func withoutAThresholdNothingIsOffered() async throws {
    try await withServer({ $0.limits.compressionThreshold = nil }, accept: { _ in .accept(handler: echo()) }) {
      server, _ in
      let peer = try RawPeer(port: server.port)
      #expect(!peer.upgrade(headers: Self.offer).contains("permessage-deflate"))
      peer.send([0xC1, 0x80, 0, 0, 0, 0])
      #expect(text(peer.receiveAll()).contains("compression was not negotiated"))
    }
  }

  @Test func strangersAreNotInflatedFor() async throws {
    let decide: @Sendable (HTTPRequestHead) -> UpgradeDecision = { request in
      .accept(handler: echo(), compression: request.path == "/known")
    }
    try await withServer(accept: decide) { server, _ in
      let known = try RawPeer(port: server.port).upgrade("/known", headers: Self.offer)
      let other = try RawPeer(port: server.port).upgrade("/other", headers: Self.offer)
      #expect(known.contains("permessage-deflate") && !other.contains("permessage-deflate"))
    }
  }

  /// The variants of "Hello" in RFC 7692 §7.2.3: one block, two, uncompressed, and a last one with others behind it.
  static let hellos: [[UInt8]] = [
    [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00],
    [0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00],
    [0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00],
    [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00],
  ]

  @Test(arguments: hellos)
  func everyFormOfBlocksIsRead(_ compressed: [UInt8]) async throws {
    try await withServer(accept: { _ in .accept(handler: echo()) }) { server, _ in
      let peer = try RawPeer(port: server.port)
      peer.upgrade(headers: Self.offer)
      // Twice, for the second may not refer to the first.
      for _ in 0..<2 {
        peer.send(WebSocketFrameWriter.frame(.text, isCompressed: true, payload: compressed, mask: 0x0102_0304))
        #expect(peer.receive() == serverFrame(.text, "Hello"))
      }
    }
  }

  /// What is inside counts: a small frame may not become a large message, nor anything but UTF-8 a text.
  @Test func whatIsInsideIsChecked() async throws {
    let bomb = WebSocketFrameWriter.frame(
      .binary, isCompressed: true, payload: zeros(megabytes: 8), mask: 0x0102_0304)
    #expect(bomb.count < 64 * 1024)
    let notText: [UInt8] = [0x00, 0x01, 0x00, 0xFE, 0xFF, 0xFF, 0x00]
    let cases: [([UInt8], String)] = [
      (bomb, "inflated"),
      (WebSocketFrameWriter.frame(.text, isCompressed: true, payload: notText, mask: 1), "not UTF-8"),
      (WebSocketFrameWriter.frame(.text, isCompressed: true, payload: [0x07, 0xFF, 0xFF], mask: 1), "inflated"),
    ]
    try await withServer({ $0.limits.maxMessageBytes = 128 * 1024 }, accept: { _ in .accept(handler: echo()) }) {
      server, _ in
      for (frame, reason) in cases {
        let peer = try RawPeer(port: server.port)
        peer.upgrade(headers: Self.offer)
        peer.send(frame)
        #expect(text(peer.receiveAll()).contains(reason))
      }
    }
  }

  @Test func aMessageForManyIsCompressedAsEachAgreed() async throws {
    let message = PreparedMessage(.text, Array(Self.words.utf8))
    let handler: @Sendable (HTTPRequestHead) -> UpgradeDecision = { _ in
      .accept(handler: TestHandler(onOpen: { $0.send(message) }))
    }
    try await withServer(accept: handler) { server, _ in
      var sizes: [Int] = []
      for offer in [
        "", Self.offer, Self.offer, "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=9\r\n",
      ] {
        let peer = try RawPeer(port: server.port)
        peer.upgrade(headers: offer)
        var received: [UInt8] = []
        while received.count < 4 || received.count < frameBytes(received) { received += peer.receive() }
        sizes.append(received.count)
      }
      #expect(sizes[0] > Self.words.utf8.count && sizes[1] == sizes[2] && sizes[1] < 2000 && sizes[3] < 10_000)
    }
  }

  /// The length of a server's frame, from its first four bytes or ten.
  private func frameBytes(_ bytes: [UInt8]) -> Int {
    switch bytes[1] & 0x7F {
    case 127: bytes.count < 10 ? .max : 10 + bytes[2..<10].reduce(0) { $0 << 8 | Int($1) }
    case 126: 4 + Int(bytes[2]) << 8 + Int(bytes[3])
    default: 2 + Int(bytes[1])
    }
  }

  /// Zeros as deflate has them at best: a block of fixed codes with one zero and then matches of 258 bytes, distance 1.
  private func zeros(megabytes: Int) -> [UInt8] {
    var bits = BitWriter()
    bits.write(0b0, 1)
    bits.write(0b01, 2)
    bits.writeCode(0b0011_0000, 8)
    for _ in 0..<(megabytes << 20) / 258 {
      bits.writeCode(0b1100_0101, 8)
      bits.writeCode(0, 5)
    }
    bits.writeCode(0, 7)
    return bits.bytes + [0]
  }
}

/// Bits as deflate packs them (RFC 1951 §3.1.1).
private struct BitWriter {
  var bytes: [UInt8] = []
  private var used = 8

  /// Numbers begin with their lowest bit.
  mutating func write(_ value: Int, _ count: Int) {
    for i in 0..<count { bit(value >> i & 1) }
  }

  /// Huffman codes begin with their highest bit.
  mutating func writeCode(_ value: Int, _ count: Int) {
    for i in stride(from: count - 1, through: 0, by: -1) { bit(value >> i & 1) }
  }

  private mutating func bit(_ value: Int) {
    if used == 8 {
      bytes.append(0)
      used = 0
    }
    bytes[bytes.count - 1] |= UInt8(value << used)
    used += 1
  }
}
