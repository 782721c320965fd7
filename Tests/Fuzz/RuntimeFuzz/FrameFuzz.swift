import ConcordProtocols
import ConcordTransport
public import FuzzTarget

/// WebSocket frames (RFC 6455 §5) and what is compressed in them (RFC 7692).
///
/// The first byte of an input picks the role and whether compression was agreed on, the second how the rest is cut. However it
/// is cut, the same is found; nothing is longer than the limit; a text is UTF-8; and what was inflated can be compressed and
/// inflated again.
public struct FrameFuzz: FuzzTarget {
  private static let limit = 4096
  private let compression = LoopCompression()

  public init() {}

  public func breach(_ bytes: [UInt8]) -> String? {
    guard bytes.count > 2 else { return nil }
    let role: WebSocketRole = bytes[0] & 1 == 0 ? .server : .client
    let isCompressed = bytes[0] & 2 != 0
    do throws(Breach) {
      let stream = Array(bytes[2...])
      let whole = try events(in: [stream], role, isCompressed)
      for event in whole { try check(event) }
      let single = try events(in: stream.map { [$0] }, role, isCompressed)
      try hold(whole == single, "whole \(whole), byte by byte \(single)")
      let cut = try events(in: pieces(of: stream, seed: UInt64(bytes[1])), role, isCompressed)
      try hold(whole == cut, "whole \(whole), in pieces \(cut)")
      return nil
    } catch {
      return error.what
    }
  }

  // MARK: The events

  private enum Found: Equatable {
    case message(WebSocketMessageKind, [UInt8])
    case compressed(WebSocketMessageKind, [UInt8])
    case control(WebSocketOpcode, [UInt8])
    case close(UInt16?, String)
    case failure(WebSocketFailure)
  }

  private func events(in pieces: [[UInt8]], _ role: WebSocketRole, _ isCompressed: Bool) throws(Breach) -> [Found] {
    var parser = WebSocketParser(
      role: role, limits: WebSocketLimits(maxMessageBytes: Self.limit), compression: isCompressed)
    var found: [Found] = []
    for var piece in pieces {
      var used = 0
      var isDone = false
      while !isDone {
        piece.withUnsafeMutableBytes { bytes in
          switch parser.next(bytes, from: &used) {
          case .needsInput: isDone = true
          case .message(let kind, let payload): found.append(.message(kind, payload.array))
          case .compressed(let kind, let payload): found.append(.compressed(kind, payload.array))
          case .ping(let payload): found.append(.control(.ping, payload.array))
          case .pong(let payload): found.append(.control(.pong, payload.array))
          case .close(let code, let reason): found.append(.close(code, reason))
          case .failure(let failure): found.append(.failure(failure))
          }
        }
      }
      try hold(used == piece.count, "the parser wants more and has used \(used) of \(piece.count) bytes")
      try hold(parser.bufferedBytes <= Self.limit + 125 + 14, "\(parser.bufferedBytes) bytes are held")
    }
    return found
  }

  // MARK: What holds for each

  private func check(_ event: Found) throws(Breach) {
    switch event {
    case .message(let kind, let payload):
      try hold(payload.count <= Self.limit, "a message of \(payload.count) bytes")
      try hold(kind == .binary || isText(payload), "a text that is not UTF-8")
    case .compressed(_, let payload):
      try hold(payload.count <= Self.limit, "a message of \(payload.count) bytes")
      try inflate(payload)
    case .control(_, let payload): try hold(payload.count <= 125, "a control frame of \(payload.count) bytes")
    case .close(let code, let reason):
      try hold(code.map(WebSocketCloseCode.maySend) ?? reason.isEmpty, "close \(String(describing: code))")
    case .failure(let failure):
      try hold(WebSocketCloseCode.maySend(failure.code), "the close code of a failure, \(failure.code)")
      try hold(failure.reason.utf8.count <= 123, "a reason that fits no close frame: \(failure.reason)")
    }
  }

  private func isText(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

  private func inflate(_ payload: [UInt8]) throws(Breach) {
    let first = inflated(payload)
    guard case .success(let message) = first else { return }
    try hold(message.count <= Self.limit, "\(message.count) bytes were inflated")
    for windowBits in [9, 15] {
      let deflated = message.withUnsafeBytes { compression.deflate($0, windowBits: windowBits).map { Array($0) } }
      guard let deflated else { continue }
      try hold(deflated.count < message.count, "compression made \(deflated.count) of \(message.count) bytes")
      try hold(inflated(deflated) == first, "what was compressed does not come back")
    }
  }

  private func inflated(_ payload: [UInt8]) -> Result<[UInt8], WebSocketFailure> {
    payload.withUnsafeBytes { bytes in
      switch compression.inflate(bytes, limit: Self.limit) {
      case .bytes(let message): .success(Array(message))
      case .failure(let failure): .failure(failure)
      }
    }
  }

  // MARK: Seeds

  public func seeds() -> [[UInt8]] {
    let texts: [[UInt8]] = [
      [], Array("hello".utf8), Array("añ€😀".utf8), [UInt8](repeating: 0x61, count: 126), [0xE2, 0x82],
      [UInt8](repeating: 0x62, count: 4096), [UInt8](repeating: 0x62, count: 4097), [0x03, 0xE8, 0x62, 0x79, 0x65],
    ]
    let opcodes: [WebSocketOpcode] = [.text, .binary, .ping, .pong, .close, .continuation]
    return [true, false].flatMap { isServer -> [[UInt8]] in
      let start: [UInt8] = [isServer ? 0 : 1, 7]
      let mask: UInt32? = isServer ? 0x3D21_FA37 : nil
      let single = texts.flatMap { text in opcodes.map { start + frame($0, text, mask) } }
      let fragments =
        start + frame(.text, [0xE2, 0x82], mask, isFinal: false) + frame(.ping, [1], mask)
        + frame(.continuation, [0xAC], mask) + frame(.close, [0x03, 0xE8], mask)
      let compressed = texts.compactMap { text -> [UInt8]? in
        let deflated = text.withUnsafeBytes { compression.deflate($0, windowBits: 15).map { Array($0) } }
        return deflated.map { [start[0] | 2, 9] + frame(.text, $0, mask, isCompressed: true) }
      }
      return single + [fragments] + compressed
    }
  }

  private func frame(
    _ opcode: WebSocketOpcode, _ payload: [UInt8], _ mask: UInt32?, isFinal: Bool = true, isCompressed: Bool = false
  ) -> [UInt8] {
    WebSocketFrameWriter.frame(opcode, isFinal: isFinal, isCompressed: isCompressed, payload: payload, mask: mask)
  }
}
