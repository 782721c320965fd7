/// Reads one JSON text (RFC 8259), value by value, straight from borrowed bytes.
///
/// The reader is *sticky*: the first fault is kept in `failure`, the position jumps to the end, and every later read
/// returns a placeholder at once. So a decoder is a straight line without error paths, and its caller looks at
/// `failure` once, after `finish()`. It cannot outlive the bytes it reads.
@frozen
public struct JSONReader: ~Copyable, ~Escapable {
  // Invariant of every unsafe read in this module: `base` points at `end` readable bytes that outlive the reader (its
  // lifetime is copied from the span it was made from), and `0 <= position <= end`.
  @usableFromInline let base: UnsafePointer<UInt8>
  @usableFromInline let end: Int
  @usableFromInline var position: Int
  /// How many more objects and arrays may be opened.
  @usableFromInline var depthLeft: Int
  /// The first fault, if there was one.
  public internal(set) var failure: JSONError?
  /// True where data enters: values that the contract does not name and values that break a field's rule are faults.
  /// Elsewhere they are kept.
  public var isInput = false

  /// The deepest nesting that any reader allows: what the bit stack of `skipValue` holds.
  @inlinable public static var depthLimit: Int { 512 }

  /// Starts at the first byte.
  ///
  /// - Parameter maxDepth: how many objects and arrays may lie inside each other, at most `depthLimit`.
  @_lifetime(copy bytes)
  public init(_ bytes: RawSpan, maxDepth: Int = 512) {
    // An empty span may have no address; nothing is ever read through the stand-in because `end` is 0.
    base = bytes.withUnsafeBytes {
      $0.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    }
    end = bytes.byteCount
    position = 0
    depthLeft = min(max(maxDepth, 0), Self.depthLimit)
    failure = nil
  }

  /// Reads a value of any codable type into a variable; a generated decoder has one such line per field.
  @inlinable @inline(__always)
  public mutating func read<T: JSONCodable>(_ value: inout T) {
    value = T.decode(from: &self)
  }

  /// The byte at which the next read starts.
  @inlinable public var offset: Int { position }

  /// Records a fault at the current position, unless one is recorded already, and ends the reading.
  ///
  /// - Parameter field: the field that is missing, given twice or not known.
  @inline(never)
  public mutating func fail(_ code: JSONError.Code, field: String? = nil) {
    fail(code, at: position, field: field)
  }

  /// Records a fault at a byte of the input, unless one is recorded already, and ends the reading.
  @inline(never)
  public mutating func fail(_ code: JSONError.Code, at offset: Int, field: String? = nil) {
    if failure == nil { failure = JSONError(code, at: offset, field: field) }
    position = end
  }

  /// Checks that nothing but white space follows (`trailingText`).
  public mutating func finish() {
    skipSpace()
    if position < end { fail(.trailingText) }
  }
}

/// What kind of value stands next in the input.
public enum JSONKind: UInt8, Sendable {
  case object, array, string, number, bool, null
}

extension JSONReader {
  /// The kind of the next value, told from its first byte; `nil` where no value can start.
  public mutating func nextKind() -> JSONKind? {
    skipSpace()
    guard position < end else { return nil }
    return switch base[position] {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
    case UInt8(ascii: "n"): .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): .number
    default: nil
    }
  }

  /// A place to come back to, for readers that must look ahead (the discriminator of a union, say).
  public struct Mark: Sendable {
    let position: Int
    let depthLeft: Int
  }

  /// The current place.
  public func mark() -> Mark { Mark(position: position, depthLeft: depthLeft) }

  /// Goes back to a place that `mark()` of this reader gave; after a failure it stays at the end.
  public mutating func rewind(to mark: Mark) {
    guard failure == nil, mark.position <= end else { return }
    position = mark.position
    depthLeft = mark.depthLeft
  }

  /// The input's bytes in a range, for instance one that `rawValue()` gave.
  @_lifetime(copy self)
  public func bytes(_ range: Range<Int>) -> RawSpan {
    precondition(range.lowerBound >= 0 && range.upperBound <= end, "range lies outside the input")
    let span = RawSpan(_unsafeStart: UnsafeRawPointer(base + range.lowerBound), byteCount: range.count)
    return _overrideLifetime(span, copying: self)
  }

  /// Moves to the next byte that is not white space (RFC 8259 §2), or to the end.
  @inline(__always)
  mutating func skipSpace() {
    if position < end, base[position] > 0x20 { return }
    skipSpaceRun()
  }

  @inline(never)
  private mutating func skipSpaceRun() {
    while position < end {
      switch base[position] {
      case 0x20, 0x0a, 0x0d, 0x09: position &+= 1
      default: return
      }
    }
  }

  /// Records that the next value cannot be what was asked for: it ends, is of another type, or is no value at all.
  @inline(never)
  mutating func failKind() {
    if position >= end { return fail(.unexpectedEnd) }
    fail(nextKind() == nil ? .unexpectedCharacter : .wrongType)
  }
}
