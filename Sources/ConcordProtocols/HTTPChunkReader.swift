/// Reads the chunked transfer coding (RFC 9112 §7.1). Chunk extensions and trailers are checked, bounded and ignored.
struct HTTPChunkReader: Sendable {
  /// All chunk extensions of a body together, and all trailers, in bytes.
  static let maxExtensionBytes = 4 * 1024
  static let maxTrailerBytes = 8 * 1024

  private enum State {
    case size, extensions, sizeLF
    case data(Int)
    case dataCR, dataLF
    case trailers, done
  }

  private var state = State.size
  private var size = 0
  private var digits = 0
  private var extensionBytes = 0
  private var trailerBytes = 0
  private var trailers = HTTPLineScanner.fields

  mutating func next(_ bytes: UnsafeRawBufferPointer, from used: inout Int) -> HTTPBodyReader.Event {
    while true {
      if case .done = state { return .end }
      if case .trailers = state {
        if let event = readTrailers(bytes, &used) { return event }
        continue
      }
      guard used < bytes.count else { return .needsInput }
      if case .data(let count) = state {
        let piece = used..<min(bytes.count, used + count)
        used = piece.upperBound
        state = piece.count == count ? .dataCR : .data(count - piece.count)
        return .bytes(piece)
      }
      if let problem = take(bytes[used]) { return .failure(problem) }
      used += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> String? {
    switch (state, byte) {
    case (.size, _) where hexValue(byte) != nil:
      size = size << 4 | (hexValue(byte) ?? 0)
      digits += 1
      // 60 bits at most, so nothing overflows.
      return digits <= 15 ? nil : "a chunk's size has more than 15 digits"
    case (.size, _) where digits == 0: return "a chunk does not begin with its size"
    case (.size, 0x0D), (.extensions, 0x0D): state = .sizeLF
    case (.size, UInt8(ascii: ";")): state = .extensions
    case (.extensions, 0x09), (.extensions, 0x20...0x7E), (.extensions, 0x80...0xFF):
      extensionBytes += 1
      return extensionBytes <= Self.maxExtensionBytes
        ? nil : "the chunk extensions are longer than \(Self.maxExtensionBytes) bytes"
    case (.sizeLF, 0x0A):
      state = size == 0 ? .trailers : .data(size)
      size = 0
      digits = 0
    case (.dataCR, 0x0D): state = .dataLF
    case (.dataLF, 0x0A): state = .size
    case (.dataCR, _), (.dataLF, _): return "a chunk is longer than its size says"
    default: return "the line of a chunk's size holds the byte \(byte)"
    }
    return nil
  }

  /// Nil when the trailers are complete.
  private mutating func readTrailers(_ bytes: UnsafeRawBufferPointer, _ used: inout Int) -> HTTPBodyReader.Event? {
    let start = used
    let result = trailers.scan(bytes, from: &used)
    trailerBytes += used - start
    guard trailerBytes <= Self.maxTrailerBytes else {
      return .failure("the trailers are longer than \(Self.maxTrailerBytes) bytes")
    }
    switch result {
    case .needsInput: return .needsInput
    case .wrong(let problem): return .failure(problem)
    case .end:
      state = .done
      return nil
    }
  }

  private func hexValue(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 0x30
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte) - 0x57
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte) - 0x37
    default: nil
    }
  }
}
