import ConcordProtocols
import Testing

struct WebSocketFrameWriterTests {
  /// RFC 6455 §5.7.
  @Test func theExamplesOfTheStandard() {
    let hello = Array("Hello".utf8)
    #expect(WebSocketFrameWriter.frame(.text, payload: hello) == [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
    let masked = WebSocketFrameWriter.frame(.text, payload: hello, mask: UInt32(littleEndian: 0x3D21_FA37))
    #expect(masked == [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58])
    #expect(
      WebSocketFrameWriter.frame(.text, isFinal: false, payload: [0x48, 0x65, 0x6C]) == [0x01, 0x03, 0x48, 0x65, 0x6C])
    #expect(WebSocketFrameWriter.frame(.continuation, payload: [0x6C, 0x6F]) == [0x80, 0x02, 0x6C, 0x6F])
    let kilobytes = [UInt8](repeating: 0, count: 65536)
    #expect(WebSocketFrameWriter.frame(.binary, payload: kilobytes).prefix(10) == [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0])
  }

  @Test(
    arguments: [
      (0, [0x82, 0]), (125, [0x82, 125]), (126, [0x82, 126, 0, 126]), (65535, [0x82, 126, 0xFF, 0xFF]),
      (65536, [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
    ] as [(Int, [UInt8])])
  func theShortestLengthIsUsed(_ count: Int, _ header: [UInt8]) {
    let frame = WebSocketFrameWriter.frame(.binary, payload: [UInt8](repeating: 1, count: count))
    #expect(frame.prefix(header.count) == header[...])
    #expect(frame.count == header.count + count)
    #expect(frame.count == WebSocketFrameWriter.frameBytes(payload: count, masked: false))
  }

  @Test func maskingInPiecesEqualsMaskingAtOnce() {
    let payload = (0..<100).map { UInt8($0) }
    let key: UInt32 = 0xDEAD_BEEF
    var whole = payload
    whole.withUnsafeMutableBytes { WebSocketMask.apply(key, to: $0) }
    for split in 0...100 {
      var pieces = payload
      pieces.withUnsafeMutableBytes {
        WebSocketMask.apply(key, to: .init(rebasing: $0[..<split]))
        WebSocketMask.apply(key, to: .init(rebasing: $0[split...]), phase: split)
      }
      #expect(pieces == whole, "split at \(split)")
    }
  }

  @Test func closePayloads() {
    #expect(WebSocketFrameWriter.closePayload(code: nil, reason: "ignored") == [])
    #expect(WebSocketFrameWriter.closePayload(code: 1001, reason: "bye") == [0x03, 0xE9] + Array("bye".utf8))
    let cut = WebSocketFrameWriter.closePayload(code: 1000, reason: String(repeating: "€", count: 60))
    #expect(cut.count == 2 + 41 * 3)
  }
}
