import ConcordCore
import ConcordServer
import DialectContracts
public import FuzzTarget

/// Text frames of a dialect, as a server reads them: whatever they hold, nothing traps, what is made of them for an operation
/// is JSON, and so is the answer to one that means nothing.
public struct DialectFuzz: FuzzTarget {
  private let probe: FrameProbe
  public let words: [String]
  private let frames: [String]

  init(_ dialect: ServerDefinition.Dialect, words: [String], frames: [String]) {
    probe = FrameProbe(dialect, entities: PanelPackage.entities + MachinesPackage.entities)
    self.words = words
    self.frames = frames
  }

  public static var storeEvent: DialectFuzz {
    DialectFuzz(
      .storeEvent,
      words: [
        "\"type\":", "\"QUERY\"", "\"MUTATION\"", "\"entity\":", "\"partner\"", "\"criteria\":", "{\"$gte\":",
        "\"$or\":[",
        "\"$in\":[", "\"page\":{\"limit\":", "\"offset\":", "\"sort\":", "\"requestId\":", "null", "1e99",
      ],
      frames: [
        #"{"type":"QUERY","entity":"partner","payload":{"kind":"partner","criteria":{"name":{"$contains":"a"},"$or":[{"id":{"$in":[1,2]}},{"id":{"$gte":3}}]},"sort":{"field":"name","order":"desc"},"page":{"limit":20,"offset":5}},"requestId":"r"}"#,
        #"{"type":"mutation","entity":"partner","operation":"UPDATE","payload":{"id":2,"status":"INACTIVE"},"requestId":7}"#,
        #"{"type":"SUBSCRIBE","entity":"partner","timestamp":1}"#, #"{"type":"UNSUBSCRIBE","entity":"partner"}"#,
        #"{"type":"CONSOLE_LOGS","messages":[{"a":1}],"source":"page"}"#, "{}", "[]", "",
      ])
  }

  public static var subscription: DialectFuzz {
    DialectFuzz(
      .subscription,
      words: [
        "\"type\":", "\"subscribe\"", "\"unsubscribe\"", "\"deploymentId\":", "\"epoch\":", "\"offset\":", "null",
      ],
      frames: [
        #"{"type":"subscribe","deploymentId":"dep_123"}"#, #"{"type":"unsubscribe","deploymentId":"dep_123"}"#,
        #"{"type":"subscribe","deploymentId":"dep_1","epoch":"e","offset":3,"snapshot":true}"#, "{}", "[]", "",
      ])
  }

  public func breach(_ bytes: [UInt8]) -> String? {
    probe.read(bytes.span.bytes)
    return nil
  }

  public func seeds() -> [[UInt8]] { frames.map { Array($0.utf8) } }
}
