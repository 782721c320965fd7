import ConcordCore
import Testing

@Suite struct PacketDialectTests {
  private func read(_ text: String) throws(ConcordError) -> NamespacePacket? {
    try PacketDialect.read(Array(text.utf8), namespace: "/ssrhmr")
  }

  @Test(arguments: [
    ("reload", "null", #"_:["reload",null]"#), ("said", #"{"a":[1,"]"]}"#, #"_:["said",{"a":[1,"]"]}]"#),
    ("od\"d", "7", #"_:["od\"d",7]"#),
  ]) func writesAndReadsFrames(_ name: String, _ payload: String, _ frame: String) throws {
    let packet = NamespacePacket(namespace: "/ssrhmr", name: name, payload: Array(payload.utf8))
    #expect(String(decoding: PacketDialect.frame(packet), as: UTF8.self) == frame)
    #expect(try read(frame) == packet)
  }

  @Test func readsWithWhiteSpace() throws {
    #expect(
      try read(#"_: [ "a" , {"b" : 1} ] "#)
        == NamespacePacket(namespace: "/ssrhmr", name: "a", payload: Array(#"{"b" : 1}"#.utf8)))
  }

  @Test(arguments: ["", "_", #"["reload",null]"#, "hello"]) func otherFramesAreNoPackets(_ text: String) throws {
    #expect(try read(text) == nil)
  }

  @Test(arguments: [
    "_:", "_:{}", #"_:["reload"]"#, #"_:["reload",null,1]"#, #"_:[1,null]"#, #"_:["reload",null] x"#,
    #"_:["reload",nul]"#,
    "_:[]",
  ]) func refusesMalformedPackets(_ text: String) {
    do throws(ConcordError) {
      _ = try read(text)
      Issue.record("\(text) was read")
    } catch {
      #expect(error.code == .malformed)
    }
  }
}
