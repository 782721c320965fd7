import ConcordCore
import ConcordServer
import DialectContracts
import Testing

/// No bytes break a reader: the same ones at each run.
@Suite struct FrameProbeTests {
  private static let seeds: [String] = [
    #"{"type":"QUERY","entity":"partner","payload":{"kind":"partner","criteria":{"status":{"$in":["ACTIVE"]},"$or":[{"id":1},{"name":{"$contains":"x"}}]},"page":{"limit":20,"offset":7},"sort":{"field":"name","order":"DESC"}},"requestId":"req_1","timestamp":1758332020409}"#,
    #"{"type":"MUTATION","entity":"route","operation":"UPDATE","payload":{"partner":2,"prefix":"49","owner":"x"},"requestId":"req_2","metadata":{"source":"a","sessionId":"b"}}"#,
    #"{"type":"SUBSCRIBE","entity":"partner","epoch":"x","offset":3,"timestamp":1}"#,
    #"{"type":"CONSOLE_LOGS","messages":[1,"\u00e9",{"a":null}],"source":"page","requestId":null}"#,
    #"{"type":"subscribe","deploymentId":"dep_123","epoch":"e","offset":9007199254740991,"snapshot":true}"#,
    #"{"type":"unsubscribe","diskId":"/deployment/dep%201/disk/a"}"#,
    #"{"messageId":"m","topic":"concord:subscribe","type":"request","payload":{"keys":["/partner/1"],"entities":["partner"]}}"#,
    #"_:["_b",{"i":1,"m":"get","p":"/deployments?x=%20y","q":{"page":1,"l":["a",true,null]},"b":{"a":[1]},"h":{}}]"#,
  ]

  @Test(arguments: ServerDefinition.Dialect.allCases)
  func noBytesBreakIt(_ dialect: ServerDefinition.Dialect) async {
    let entities = PanelPackage.entities + MachinesPackage.entities
    let probe = FrameProbe(dialect, entities: entities)
    var luck = Luck(state: 0x5eed)
    var understood = 0
    for seed in Self.seeds {
      let bytes = Array(seed.utf8)
      if probe.read(bytes.span.bytes) { understood += 1 }
      // Every beginning, and every byte another.
      for length in stride(from: 0, to: bytes.count, by: 2) { probe.read(Array(bytes[..<length]).span.bytes) }
      for place in bytes.indices {
        // Others have to run as well.
        if place % 16 == 0 { await Task.yield() }
        for byte in [0x22, UInt8(truncatingIfNeeded: luck.next())] {
          var other = bytes
          other[place] = byte
          probe.read(other.span.bytes)
        }
      }
      // Pieces of one put into another.
      for _ in 0..<40 {
        let other = Array(Self.seeds[Int(luck.next() % UInt64(Self.seeds.count))].utf8)
        let start = Int(luck.next() % UInt64(other.count))
        let end = min(other.count, start + Int(luck.next() % 40))
        var mixed = bytes
        mixed.insert(contentsOf: other[start..<end], at: Int(luck.next() % UInt64(bytes.count)))
        probe.read(mixed.span.bytes)
      }
    }
    for _ in 0..<500 {
      let noise = (0..<Int(luck.next() % 64)).map { _ in UInt8(truncatingIfNeeded: luck.next() >> 16) }
      probe.read(noise.span.bytes)
    }
    for depth in [100, 511, 512, 513, 5000] {
      let text =
        #"{"type":"QUERY","entity":"partner","payload":{"criteria":"# + String(repeating: #"{"$or":["#, count: depth)
      probe.read(Array(text.utf8).span.bytes)
      let closed = text + "{}" + String(repeating: "]}", count: depth) + "}}"
      probe.read(Array(closed.utf8).span.bytes)
    }
    #expect(understood > 0)
  }

  /// A small generator of numbers (SplitMix64).
  private struct Luck {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
  }
}
