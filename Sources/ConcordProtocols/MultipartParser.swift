/// Reads `multipart/form-data` (RFC 7578, framing of RFC 2046 §5.1) in pieces cut anywhere; holds no content.
///
/// Between a part's content and the next boundary stand CR LF and the boundary's line; what stands before the first
/// boundary and behind the last is read over, within a bound.
public struct MultipartParser: Sendable {
  public enum Event: Equatable, Sendable {
    case needsInput
    /// A part begins; its content follows.
    case part(MultipartHead)
    /// A piece of the part's content: these positions of the bytes that were given.
    case bytes(Range<Int>)
    /// A piece of the part's content that looked like the beginning of a boundary: these positions of `delimiter`.
    case delimiterBytes(Range<Int>)
    /// The part's content is complete.
    case partEnd
    /// The last boundary was read.
    case end
    /// The text names what is wrong; nothing follows.
    case failure(String)
  }

  /// A part's headers together, in bytes.
  public static let maxHeadBytes = 8 * 1024
  /// What may stand before the first boundary and behind the last, each.
  public static let maxPaddingBytes = 8 * 1024

  private enum State {
    case preamble, content
    /// Behind a boundary: its line may end, or the form.
    case afterBoundary, boundaryPadding, boundaryLF, closingDash
    case head, done, failed
  }

  /// CR LF, two dashes and the boundary.
  public let delimiter: [UInt8]
  private var state = State.preamble
  /// How much of the delimiter was seen. At the start of the form its CR LF may be missing.
  private var matched = 2
  /// How much of that belongs to the part's headers: where there is no content, the empty line's end is the delimiter's.
  private var lent = 0
  /// What of the delimiter turned out to be content.
  private var owed = 0..<0
  private var padding = 0
  private var head: [UInt8] = []

  /// - Parameter boundary: of the media type's parameter, 1 to 70 bytes; not checked here.
  public init(boundary: String) { delimiter = Array("\r\n--\(boundary)".utf8) }

  /// The next event in `bytes` from `used` on, which moves behind it.
  public mutating func next(_ bytes: UnsafeRawBufferPointer, from used: inout Int) -> Event {
    while true {
      switch state {
      case .failed: return .failure("the form was wrong before")
      case .done:
        padding += bytes.count - used
        used = bytes.count
        return padding > Self.maxPaddingBytes ? fail("there is more behind the last boundary") : .needsInput
      case .content:
        if !owed.isEmpty {
          defer { owed = 0..<0 }
          return .delimiterBytes(owed)
        }
        guard used < bytes.count else { return .needsInput }
        if let event = readContent(bytes, &used) { return event }
      case .preamble, .afterBoundary, .boundaryPadding, .boundaryLF, .closingDash, .head:
        guard used < bytes.count else { return .needsInput }
        let byte = bytes[used]
        used += 1
        if let event = take(byte) { return event }
      }
    }
  }

  /// Content up to what may be a boundary; nil when the delimiter goes on.
  private mutating func readContent(_ bytes: UnsafeRawBufferPointer, _ used: inout Int) -> Event? {
    if matched == 0 {
      let start = used
      while used < bytes.count, bytes[used] != 0x0D { used += 1 }
      if used > start { return .bytes(start..<used) }
      matched = 1
      used += 1
      return nil
    }
    if bytes[used] == delimiter[matched] {
      matched += 1
      used += 1
      guard matched == delimiter.count else { return nil }
      matched = 0
      state = .afterBoundary
      return .partEnd
    }
    // Only its first byte is a CR, so no other beginning of it hides in what was seen.
    owed = lent..<matched
    matched = 0
    lent = 0
    return nil
  }

  private mutating func take(_ byte: UInt8) -> Event? {
    switch (state, byte) {
    case (.preamble, _): return takePreamble(byte)
    case (.afterBoundary, UInt8(ascii: "-")): state = .closingDash
    case (.afterBoundary, 0x0D), (.boundaryPadding, 0x0D): state = .boundaryLF
    case (.afterBoundary, 0x20), (.afterBoundary, 0x09), (.boundaryPadding, 0x20), (.boundaryPadding, 0x09):
      state = .boundaryPadding
      padding += 1
      if padding > Self.maxPaddingBytes { return fail("a boundary's line is too long") }
    case (.boundaryLF, 0x0A):
      state = .head
      head = []
    case (.closingDash, UInt8(ascii: "-")):
      state = .done
      padding = 0
      return .end
    case (.head, _): return takeHead(byte)
    default: return fail("behind a boundary stands neither CR LF nor two dashes")
    }
    return nil
  }

  private mutating func takePreamble(_ byte: UInt8) -> Event? {
    padding += 1
    if padding > Self.maxPaddingBytes { return fail("the form does not begin with its boundary") }
    if byte == delimiter[matched] {
      matched += 1
      guard matched == delimiter.count else { return nil }
      matched = 0
      padding = 0
      state = .afterBoundary
    } else {
      matched = byte == 0x0D ? 1 : 0
    }
    return nil
  }

  private mutating func takeHead(_ byte: UInt8) -> Event? {
    head.append(byte)
    if head.count > Self.maxHeadBytes { return fail("a part's headers are longer than \(Self.maxHeadBytes) bytes") }
    guard byte == 0x0A else { return nil }
    guard head.count == 2 ? head[0] == 0x0D : head.suffix(4) == [0x0D, 0x0A, 0x0D, 0x0A] else {
      // A bare LF ends no line.
      return head.count >= 2 && head[head.count - 2] == 0x0D
        ? nil : fail("a line of a part's headers does not end with CR LF")
    }
    do throws(MultipartHead.Problem) {
      let part = try MultipartHead(head)
      head = []
      state = .content
      (matched, lent) = (2, 2)
      return .part(part)
    } catch {
      return fail(error.reason)
    }
  }

  private mutating func fail(_ reason: String) -> Event {
    state = .failed
    return .failure(reason)
  }
}
