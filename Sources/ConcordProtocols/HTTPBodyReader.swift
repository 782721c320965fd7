/// Finds a body in the bytes behind a head, in pieces cut anywhere; holds none of them.
public struct HTTPBodyReader: Sendable {
  public enum Event: Equatable, Sendable {
    case needsInput
    /// A piece of the body: these positions of the bytes that were given.
    case bytes(Range<Int>)
    /// The body is complete; what follows belongs to the next message.
    case end
    /// The text names what is wrong. Where the message ends cannot be known any more.
    case failure(String)
  }

  private enum Framing {
    case exactly(Int)
    case chunked(HTTPChunkReader)
    case untilEnd
  }

  private var framing: Framing

  public init(_ length: HTTPBodyLength) {
    framing =
      switch length {
      case .exactly(let count): .exactly(count)
      case .chunked: .chunked(HTTPChunkReader())
      case .untilEnd: .untilEnd
      }
  }

  /// Bytes of the body that are still to come; nil when nobody knows yet.
  public var remaining: Int? { if case .exactly(let count) = framing { count } else { nil } }

  /// Whether the body ends where the stream does.
  public var endsWithStream: Bool { if case .untilEnd = framing { true } else { false } }

  /// The next event in `bytes` from `used` on, which moves behind it.
  public mutating func next(_ bytes: UnsafeRawBufferPointer, from used: inout Int) -> Event {
    switch framing {
    case .exactly(0): return .end
    case .exactly(let count):
      let piece = used..<min(bytes.count, used + count)
      guard !piece.isEmpty else { return .needsInput }
      framing = .exactly(count - piece.count)
      used = piece.upperBound
      return .bytes(piece)
    case .untilEnd:
      let piece = used..<bytes.count
      used = bytes.count
      return piece.isEmpty ? .needsInput : .bytes(piece)
    case .chunked(var chunks):
      let event = chunks.next(bytes, from: &used)
      framing = .chunked(chunks)
      return event
    }
  }
}
