import ConcordProtocols

/// What a parser found, as values that can be compared.
enum Found: Equatable, CustomStringConvertible {
  case text(String)
  case compressed([UInt8])
  case binary([UInt8])
  case ping([UInt8])
  case pong([UInt8])
  case close(UInt16?, String)
  case failure(UInt16)

  var description: String {
    switch self {
    case .compressed(let bytes): "compressed(\(bytes))"
    case .text(let text): "text(\(text.count) characters: \(text.prefix(20)))"
    case .binary(let bytes): "binary(\(bytes.count) bytes: \(bytes.prefix(8)))"
    case .ping(let bytes): "ping(\(bytes))"
    case .pong(let bytes): "pong(\(bytes))"
    case .close(let code, let reason): "close(\(code.map(String.init) ?? "none"), \(reason))"
    case .failure(let code): "failure(\(code))"
    }
  }
}

/// How a stream of bytes is cut before it is fed to a parser.
enum Cut: CaseIterable {
  case whole, bytes, random
}

/// Feeds bytes in pieces and collects the events.
func parse(
  _ bytes: [UInt8], role: WebSocketRole = .server, limit: Int = 64 * 1024, compression: Bool = false, cut: Cut,
  seed: UInt64 = 1
) -> [Found] {
  var parser = WebSocketParser(role: role, limits: WebSocketLimits(maxMessageBytes: limit), compression: compression)
  var random = SplitMix(state: seed)
  var found: [Found] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    let size =
      switch cut {
      case .whole: rest.count
      case .bytes: 1
      case .random: Int.random(in: 1...max(1, min(rest.count, 40)), using: &random)
      }
    var piece = Array(rest.prefix(size))
    rest = rest.dropFirst(size)
    piece.withUnsafeMutableBytes { found += events(&parser, $0) }
  }
  return found
}

private func events(_ parser: inout WebSocketParser, _ bytes: UnsafeMutableRawBufferPointer) -> [Found] {
  var found: [Found] = []
  var used = 0
  while true {
    switch parser.next(bytes, from: &used) {
    case .needsInput:
      precondition(used == bytes.count, "a parser that wants more has used everything")
      return found
    case .message(.text, let payload): found.append(.text(String(decoding: payload.array, as: UTF8.self)))
    case .message(.binary, let payload): found.append(.binary(payload.array))
    case .compressed(_, let payload): found.append(.compressed(payload.array))
    case .ping(let payload): found.append(.ping(payload.array))
    case .pong(let payload): found.append(.pong(payload.array))
    case .close(let code, let reason): found.append(.close(code, reason))
    case .failure(let failure): found.append(.failure(failure.code))
    }
  }
}

/// A small generator with a seed, so that a failing split can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A frame as a client sends it.
func client(_ opcode: WebSocketOpcode, _ payload: [UInt8], final: Bool = true) -> [UInt8] {
  WebSocketFrameWriter.frame(opcode, isFinal: final, payload: payload, mask: 0x7856_3412)
}

func client(_ opcode: WebSocketOpcode, _ text: String, final: Bool = true) -> [UInt8] {
  client(opcode, Array(text.utf8), final: final)
}
