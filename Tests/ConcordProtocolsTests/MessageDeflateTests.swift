import ConcordProtocols
import Testing

/// RFC 7692: what is agreed on, and which frames may be compressed.
struct MessageDeflateTests {
  static let both = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"

  /// Offers with what a server makes of them.
  static let offers: [(String, String?)] = [
    ("permessage-deflate", both),
    ("permessage-deflate; client_max_window_bits", both),
    ("permessage-deflate; client_max_window_bits=8", both),
    ("permessage-deflate; server_no_context_takeover; client_no_context_takeover", both),
    ("permessage-deflate; server_max_window_bits=15", both + "; server_max_window_bits=15"),
    ("permessage-deflate; server_max_window_bits=10", both + "; server_max_window_bits=10"),
    ("permessage-deflate; server_max_window_bits=\"9\"", both + "; server_max_window_bits=9"),
    ("x-webkit-deflate-frame, permessage-deflate", both),
    // zlib has no window of 8 bits: the next offer is taken.
    ("permessage-deflate; server_max_window_bits=8", nil),
    ("permessage-deflate; server_max_window_bits=8, permessage-deflate", both),
    ("permessage-deflate; server_max_window_bits", nil),
    ("permessage-deflate; server_max_window_bits=16", nil),
    ("permessage-deflate; server_max_window_bits=09", nil),
    ("permessage-deflate; server_max_window_bits=+9", nil),
    ("permessage-deflate; client_max_window_bits=7", nil),
    ("permessage-deflate; server_no_context_takeover=1", nil),
    ("permessage-deflate; server_no_context_takeover; server_no_context_takeover", nil),
    ("permessage-deflate; unknown", nil),
    ("permessage-deflate;", nil),
    ("permessage-deflate; a b", nil),
    ("deflate", nil), ("", nil), (",;=", nil),
  ]

  @Test(arguments: offers)
  func aServerTakesWhatItCanDo(_ offer: String, _ response: String?) {
    #expect(MessageDeflate.accept(["Sec-WebSocket-Extensions": offer])?.response == response)
  }

  /// Answers with the window of the client's messages, or what is wrong with them.
  static let answers: [(String, Int?, String)] = [
    (both, 15, ""),
    ("permessage-deflate; server_no_context_takeover", 15, ""),
    ("permessage-deflate; server_no_context_takeover; client_max_window_bits=10", 10, ""),
    ("permessage-deflate; server_no_context_takeover; server_max_window_bits=9", 15, ""),
    ("permessage-deflate", nil, "lacks 'server_no_context_takeover'"),
    (both + "; client_max_window_bits=8", nil, "8 bits"),
    (both + "; client_max_window_bits", nil, "'client_max_window_bits'"),
    (both + "; client_max_window_bits=20", nil, "'20'"),
    (both + "; client_no_context_takeover", nil, "twice"),
    (both + "; extra", nil, "'extra'"),
    (both + ", permessage-deflate", nil, "not offered"), ("other", nil, "not offered"), (";", nil, "cannot be read"),
  ]

  @Test(arguments: answers)
  func aClientChecksTheAnswer(_ answer: String, _ window: Int?, _ problem: String) {
    do throws(WebSocketHandshakeError) {
      let agreed = try MessageDeflate.agreed(["Sec-WebSocket-Extensions": answer])
      #expect(agreed?.windowBits == window && window != nil)
    } catch {
      #expect(window == nil && error.reason.contains(problem), "\(error.reason)")
    }
  }

  @Test func withoutAnAnswerNothingIsCompressed() throws {
    #expect(try MessageDeflate.agreed(["Upgrade": "websocket"]) == nil)
    let url = try WebSocketURL("ws://a")
    let upgrade = WebSocketClientUpgrade(url: url, compression: true, nonce: Array(0..<16))
    #expect(
      String(decoding: upgrade.requestBytes, as: UTF8.self).contains(
        "\r\nSec-WebSocket-Extensions: \(MessageDeflate.offer)\r\n"))
    let silent = WebSocketClientUpgrade(url: url, nonce: Array(0..<16))
    #expect(!String(decoding: silent.requestBytes, as: UTF8.self).contains("Extensions"))
    let response = HTTPResponseHead(
      status: 101,
      headers: [
        "Upgrade": "websocket", "Connection": "Upgrade",
        "Sec-WebSocket-Accept": WebSocketHandshake.acceptKey(for: silent.key), "Sec-WebSocket-Extensions": Self.both,
      ])
    #expect(throws: WebSocketHandshakeError(reason: "the server chose an extension that was not offered")) {
      try silent.validate(response)
    }
    #expect(try upgrade.validate(response) == MessageDeflate())
  }

  /// The frames of RFC 7692 §7.2.3.1, unmasked as a server sends them.
  @Test(arguments: Cut.allCases)
  func compressedMessagesAreGivenAsTheyCame(_ cut: Cut) {
    let hello: [UInt8] = [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]
    let whole: [UInt8] = [0xC1, 0x07] + hello
    let fragments: [UInt8] = [0x41, 0x03, 0xF2, 0x48, 0xCD, 0x89, 0x00, 0x80, 0x04, 0xC9, 0xC9, 0x07, 0x00]
    // A plain message behind them is checked again.
    let plain: [UInt8] = [0x81, 0x01, 0x61, 0x81, 0x01, 0xFF]
    #expect(
      parse(whole + fragments + plain, role: .client, compression: true, cut: cut)
        == [.compressed(hello), .ping([]), .compressed(hello), .text("a"), .failure(1007)])
  }

  /// RSV1 may stand in the first frame of a message only, and only when compression was agreed on (RFC 7692 §6).
  @Test func whereRSV1IsAnError() {
    #expect(parse([0xC1, 0x00], role: .client, cut: .whole) == [.failure(1002)])
    #expect(parse([0x41, 0x00, 0xC0, 0x00], role: .client, compression: true, cut: .whole) == [.failure(1002)])
    #expect(parse([0xC9, 0x00], role: .client, compression: true, cut: .whole) == [.failure(1002)])
    #expect(parse([0xE1, 0x00], role: .client, compression: true, cut: .whole) == [.failure(1002)])
    #expect(
      parse([0xC1, 0x03, 1, 2, 3], role: .client, limit: 2, compression: true, cut: .whole) == [.failure(1009)])
  }
}
