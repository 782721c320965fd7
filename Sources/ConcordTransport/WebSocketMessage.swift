public import ConcordProtocols
import Synchronization

/// A received message, lent for the duration of the call that passes it: its bytes may lie in the loop's receive buffer.
public struct WebSocketMessage: ~Escapable {
  public let kind: WebSocketMessageKind
  /// The payload; of a text message, valid UTF-8.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  init(kind: WebSocketMessageKind, bytes: RawSpan) {
    self.kind = kind
    self.bytes = bytes
  }
}

/// A message that is framed once and sent to many: the frame as a server sends it, and the compressed one once somebody
/// wants that.
public struct PreparedMessage: Sendable {
  public let kind: WebSocketMessageKind
  let frame: [UInt8]
  public let payloadBytes: Int
  private let compressed = CompressedFrame()

  public init(_ kind: WebSocketMessageKind, _ payload: [UInt8]) {
    self.kind = kind
    frame = WebSocketFrameWriter.frame(WebSocketOpcode(kind), payload: payload)
    payloadBytes = payload.count
  }

  /// The payload inside the frame.
  var payload: ArraySlice<UInt8> { frame.suffix(payloadBytes) }

  /// The frame of the compressed message, which `make` makes for the first who asks; nil when it would not be shorter.
  func compressedFrame(_ make: (UnsafeRawBufferPointer) -> UnsafeRawBufferPointer?) -> [UInt8]? {
    compressed.frame.withLock { frame in
      if case .known(let known) = frame { return known }
      let made = payload.withUnsafeBytes(make).map {
        WebSocketFrameWriter.frame(WebSocketOpcode(kind), isCompressed: true, payload: Array($0))
      }
      frame = .known(made)
      return made
    }
  }
}

/// Shared by the copies of a message, on all loops.
private final class CompressedFrame: Sendable {
  enum State {
    case unknown
    case known([UInt8]?)
  }

  let frame = Mutex(State.unknown)
}
