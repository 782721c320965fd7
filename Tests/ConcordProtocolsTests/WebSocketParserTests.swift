import ConcordProtocols
import Testing

/// One stream of bytes and what must be found in it, however it is cut.
struct Stream: CustomTestStringConvertible {
  var name: String
  var bytes: [UInt8]
  var found: [Found]

  init(_ name: String, _ bytes: [UInt8], _ found: [Found]) {
    self.name = name
    self.bytes = bytes
    self.found = found
  }

  var testDescription: String { name }
}

private let long = String(repeating: "lorem ipsum ", count: 1000)

private let streams: [Stream] = [
  Stream("text", client(.text, "hello"), [.text("hello")]),
  Stream("empty text", client(.text, ""), [.text("")]),
  Stream("binary", client(.binary, [0, 1, 0xFF]), [.binary([0, 1, 0xFF])]),
  Stream(
    "three messages", client(.text, "a") + client(.text, "b") + client(.binary, [3]),
    [.text("a"), .text("b"), .binary([3])]),
  Stream("length 125", client(.text, String(repeating: "x", count: 125)), [.text(String(repeating: "x", count: 125))]),
  Stream("length 126", client(.text, String(repeating: "x", count: 126)), [.text(String(repeating: "x", count: 126))]),
  Stream("length 12000", client(.text, long), [.text(long)]),
  Stream(
    "length 65535", client(.binary, [UInt8](repeating: 7, count: 65535)), [.binary([UInt8](repeating: 7, count: 65535))]
  ),
  Stream(
    "length 65536", client(.binary, [UInt8](repeating: 7, count: 65536)), [.binary([UInt8](repeating: 7, count: 65536))]
  ),
  Stream("ping and pong", client(.ping, "hi") + client(.pong, ""), [.ping(Array("hi".utf8)), .pong([])]),
  Stream(
    "fragments",
    client(.text, "one ", final: false) + client(.continuation, "two ", final: false) + client(.continuation, "three"),
    [.text("one two three")]),
  Stream(
    "empty fragments",
    client(.text, "", final: false) + client(.continuation, "", final: false) + client(.continuation, ""),
    [.text("")]),
  Stream(
    "control frames between fragments",
    client(.text, "a", final: false) + client(.ping, "1") + client(.continuation, "b", final: false)
      + client(.pong, "2")
      + client(.continuation, "c") + client(.text, "d"),
    [.ping(Array("1".utf8)), .pong(Array("2".utf8)), .text("abc"), .text("d")]),
  Stream(
    "a character cut by fragments", client(.text, [0xE2, 0x82], final: false) + client(.continuation, [0xAC]),
    [.text("€")]),
  Stream("close with code and reason", client(.close, [0x03, 0xE8] + Array("bye".utf8)), [.close(1000, "bye")]),
  Stream("close without code", client(.close, []), [.close(nil, "")]),
  Stream("nothing after close", client(.close, []) + client(.text, "late"), [.close(nil, "")]),
  Stream(
    "close between fragments", client(.text, "a", final: false) + client(.close, [0x0F, 0xA0]), [.close(4000, "")]),

  Stream("RSV1", [0xC1, 0x80, 0, 0, 0, 0], [.failure(1002)]),
  Stream("RSV2", [0xA1, 0x80, 0, 0, 0, 0], [.failure(1002)]),
  Stream("RSV3", [0x91, 0x80, 0, 0, 0, 0], [.failure(1002)]),
  Stream("reserved opcode 3", [0x83, 0x80, 0, 0, 0, 0], [.failure(1002)]),
  Stream("reserved opcode 11", [0x8B, 0x80, 0, 0, 0, 0], [.failure(1002)]),
  Stream("not masked", [0x81, 0x01, 0x61], [.failure(1002)]),
  Stream("fragmented ping", client(.ping, "x", final: false), [.failure(1002)]),
  Stream("ping of 126 bytes", client(.ping, [UInt8](repeating: 0, count: 126)), [.failure(1002)]),
  Stream("continuation of nothing", client(.continuation, "x"), [.failure(1002)]),
  Stream("two messages at once", client(.text, "a", final: false) + client(.text, "b"), [.failure(1002)]),
  Stream("16-bit length below 126", [0x81, 0xFE, 0x00, 0x7D, 0, 0, 0, 0], [.failure(1002)]),
  Stream("64-bit length below 65536", [0x82, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0], [.failure(1002)]),
  Stream("64-bit length with its top bit", [0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [.failure(1002)]),
  Stream(
    "64-bit length beyond the limit", [0x82, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0],
    [.failure(1009)]),
  Stream("one byte too long", client(.binary, [UInt8](repeating: 0, count: 100_001)), [.failure(1009)]),
  Stream(
    "fragments too long together",
    client(.binary, [UInt8](repeating: 0, count: 60_000), final: false)
      + client(.continuation, [UInt8](repeating: 0, count: 40_001)),
    [.failure(1009)]),
  Stream("invalid UTF-8", client(.text, [0x61, 0xFF]), [.failure(1007)]),
  Stream("UTF-8 that ends early", client(.text, [0xE2, 0x82]), [.failure(1007)]),
  Stream("close payload of one byte", client(.close, [0x03]), [.failure(1002)]),
  Stream("close reason not UTF-8", client(.close, [0x03, 0xE8, 0xFF]), [.failure(1007)]),
  Stream("good, then bad", client(.text, "ok") + [0xFF, 0xFF], [.text("ok"), .failure(1002)]),
]

struct WebSocketParserTests {
  @Test(arguments: streams)
  func findsTheSameHoweverTheBytesAreCut(_ stream: Stream) {
    #expect(parse(stream.bytes, limit: 100_000, cut: .whole) == stream.found)
    #expect(parse(stream.bytes, limit: 100_000, cut: .bytes) == stream.found)
    for seed in 1...20 as ClosedRange<UInt64> {
      #expect(parse(stream.bytes, limit: 100_000, cut: .random, seed: seed) == stream.found, "seed \(seed)")
    }
  }

  @Test(arguments: Cut.allCases)
  func manyRandomStreamsOfValidFramesComeBackAsTheyWere(_ cut: Cut) {
    for seed in 1...30 as ClosedRange<UInt64> {
      var random = SplitMix(state: seed)
      var bytes: [UInt8] = []
      var expected: [Found] = []
      for _ in 0..<20 { appendMessage(&bytes, &expected, &random) }
      #expect(parse(bytes, limit: 100_000, cut: cut, seed: seed) == expected, "seed \(seed)")
    }
  }

  private func appendMessage(_ bytes: inout [UInt8], _ expected: inout [Found], _ random: inout SplitMix) {
    let lengths = [0, 1, 7, 8, 125, 126, 127, 300, 5000]
    let payload = (0..<(lengths.randomElement(using: &random) ?? 0)).map { _ in
      UInt8.random(in: 0...255, using: &random)
    }
    var rest = payload[...]
    var opcode = WebSocketOpcode.binary
    while Bool.random(using: &random), opcode == .binary || !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 0...rest.count, using: &random))
      rest = rest.dropFirst(piece.count)
      bytes += WebSocketFrameWriter.frame(
        opcode, isFinal: false, payload: Array(piece), mask: .random(in: .min ... .max, using: &random))
      opcode = .continuation
      if Bool.random(using: &random) {
        bytes += client(.ping, "p")
        expected.append(.ping([0x70]))
      }
    }
    bytes += WebSocketFrameWriter.frame(opcode, payload: Array(rest), mask: .random(in: .min ... .max, using: &random))
    expected.append(.binary(payload))
  }

  @Test func garbageNeverTrapsAndIsTheSameInEveryCut() {
    for seed in 1...300 as ClosedRange<UInt64> {
      var random = SplitMix(state: seed)
      var bytes = (0..<Int.random(in: 1...80, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      if seed.isMultiple(of: 2) { bytes[0] = 0x81 }
      let whole = parse(bytes, cut: .whole)
      #expect(parse(bytes, cut: .bytes) == whole, "seed \(seed)")
      #expect(parse(bytes, cut: .random, seed: seed) == whole, "seed \(seed)")
    }
  }

  @Test func aClientTakesUnmaskedFramesOnly() {
    let frame = WebSocketFrameWriter.frame(.text, payload: Array("hi".utf8))
    #expect(parse(frame, role: .client, cut: .whole) == [.text("hi")])
    #expect(parse(client(.text, "hi"), role: .client, cut: .whole) == [.failure(1002)])
  }

  @Test func failsAtTheFirstWrongByteOfAnUnfinishedText() {
    let frame = client(.text, Array("κόσμε".utf8) + [0xED, 0xA0, 0x80] + [UInt8](repeating: 0x61, count: 100))
    // Header, mask, the word, and the two bytes that start a surrogate: the rest need not arrive.
    #expect(parse(Array(frame.prefix(6 + 10 + 2)), cut: .bytes) == [.failure(1007)])
    #expect(parse(Array(frame.prefix(6 + 10 + 1)), cut: .bytes) == [])
  }

  @Test func aSmallMessageIsLentWithoutACopy() {
    var bytes = client(.text, "hello")
    var parser = WebSocketParser(role: .server)
    bytes.withUnsafeMutableBytes { buffer in
      var used = 0
      guard case .message(.text, .borrowed(let lent)) = parser.next(buffer, from: &used) else {
        Issue.record("not borrowed")
        return
      }
      #expect(lent.baseAddress == UnsafeRawPointer(buffer.baseAddress! + 6))
    }
    #expect(parser.bufferedBytes == 0)
  }

  @Test func ownsNothingBetweenMessages() {
    var parser = WebSocketParser(role: .server)
    var first = client(.text, "a long message", final: false) + client(.ping, "x")
    first.withUnsafeMutableBytes { drain(&parser, $0) }
    #expect(parser.bufferedBytes == 14)
    var last = client(.continuation, ".")
    last.withUnsafeMutableBytes { drain(&parser, $0) }
    #expect(parser.bufferedBytes == 0)
  }

  private func drain(_ parser: inout WebSocketParser, _ bytes: UnsafeMutableRawBufferPointer) {
    var used = 0
    while true { if case .needsInput = parser.next(bytes, from: &used) { return } }
  }

  @Test(
    arguments: [
      (1000, true), (1001, true), (1002, true), (1003, true), (1007, true), (1011, true), (1012, true), (1014, true),
      (3000, true),
      (3999, true), (4000, true), (4999, true), (0, false), (999, false), (1004, false), (1005, false), (1006, false),
      (1015, false),
      (1016, false), (1100, false), (2000, false), (2999, false), (5000, false), (65535, false),
    ] as [(UInt16, Bool)])
  func closeCodes(_ code: UInt16, _ allowed: Bool) {
    let frame = client(.close, [UInt8(code >> 8), UInt8(code & 0xFF)])
    #expect(parse(frame, cut: .whole) == [allowed ? .close(code, "") : .failure(1002)])
  }
}
