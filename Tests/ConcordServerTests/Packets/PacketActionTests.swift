import ConcordCore
import Testing

@testable import ConcordServer

/// Frames and actions as values, without a server.
@Suite struct PacketActionTests {
  private static func action(_ text: String) throws -> PacketAction {
    let bytes = Array(text.utf8)
    return try PacketAction(reading: bytes.span.bytes)
  }

  @Test func theQueryOfThePathComesFirst() throws {
    let action = try Self.action(#"{"i":4,"m":"Get","p":"/a%2Fb?x=1&y","q":{"n":1.50,"b":false,"l":["a",2],"z":null}}"#)
    #expect(action.number == 4 && action.method == "GET" && action.path == "/a%2Fb" && action.body == nil)
    #expect(
      action.query.map { "\($0.0)=\($0.1)" } == ["x=1", "y=", "n=1.50", "b=false", "l=a", "l=2"],
      "numbers keep their text")
  }

  @Test func theBodyLiesInTheData() throws {
    let text = #"{"b": {"a": [1, 2]} ,"i":1,"m":"post","p":"/"}"#
    let range = try #require(try Self.action(text).body)
    #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == #"{"a": [1, 2]}"#)
    #expect(try Self.action(#"{"b":null,"i":1,"m":"post","p":"/"}"#).body == nil)
  }

  /// Whoever sends rubbish is told by the number, where there was one before it.
  @Test(
    arguments: [
      (#"{"i":5,"m":"get","p":"/","p":"/"}"#, 5), (#"{"i":5,"i":6,"m":"get","p":"/"}"#, 5), (#"{"i":5,"m":[]}"#, 5),
      (#"{"i":5}"#, 5), (#"{"i":5,"m":"get","p":"/"}x"#, 5), (#"{"m":1,"i":5}"#, nil), (#"{"i":"5"}"#, nil),
      ("null", nil),
      ("", nil), (#"{"i":5,"m":"get","p":"/?%"}"#, 5),
    ] as [(String, Int?)]) func rubbish(_ text: String, _ number: Int?)
  {
    let error = #expect(throws: PacketAction.Malformed.self) { try Self.action(text) }
    #expect(error?.error.code == .malformed && error?.number == number)
  }

  @Test(arguments: [
    (#"_:["_b",{"i":1}]"#, InboundPacket("sysPerformAction", Array(#"{"i":1}"#.utf8))),
    (#"_: [ "seen" , null ] "#, InboundPacket("seen", Array("null".utf8))),
    ("_", InboundPacket(nil, Array("_".utf8))), ("", InboundPacket(nil, [])),
  ]) func framesArePackets(_ frame: String, _ packet: InboundPacket) throws {
    let bytes = Array(frame.utf8)
    guard case .packet(let read) = try PacketLanguage().read(bytes.span.bytes) else {
      Issue.record("no packet")
      return
    }
    #expect(read == packet)
  }

  /// What was cut anywhere, or has a byte changed, is read or refused.
  @Test func anyBytesAreReadOrRefused() {
    let frame = Array(
      #"_:["_b",{"i":12,"m":"get","p":"/a?b=%20","q":{"a":[1,"x",null]},"b":{"c":"\u00e9"},"h":{}}]"#.utf8)
    var read = 0
    func take(_ bytes: [UInt8]) {
      guard case .packet(let packet)? = try? PacketLanguage().read(bytes.span.bytes) else { return }
      if packet.isAction, let action = try? PacketAction(reading: packet.data.span.bytes) {
        read += 1
        #expect(
          action.body.map { packet.data.indices.contains($0.lowerBound) && $0.upperBound <= packet.data.count } != false
        )
      }
    }
    for count in 0...frame.count { take(Array(frame[..<count])) }
    for place in frame.indices {
      for byte in [0, 0x22, 0x2C, 0x5B, 0x5D, 0x7B, 0x7D, 0x31, 0x80, 0xFF] as [UInt8] {
        var bytes = frame
        bytes[place] = byte
        take(bytes)
      }
    }
    #expect(read > 100)
  }
}
