/// Writes JSON into one buffer that is reused from text to text.
///
/// Members and elements each leave a comma behind them, and the closing bracket takes the place of the last one; so
/// nobody has to know whether he is first. Like the reader it is sticky: a value that has no form in JSON records the
/// first `failure` and writes `null`, and the caller looks once, at the end.
@frozen
public struct JSONWriter: ~Copyable, @unchecked Sendable {
  // Invariant of every unsafe write in this module: `base` points at `capacity` bytes that this value alone owns (so it
  // may move between threads), the first `used` of them written, and `reserve` is called before bytes are stored.
  @usableFromInline var base: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  @usableFromInline var used: Int
  /// The first value that could not be written, if there was one.
  public internal(set) var failure: JSONError?

  /// Makes an empty buffer, which grows as needed.
  public init(capacity: Int = 4096) {
    self.capacity = max(capacity, 64)
    base = .allocate(capacity: self.capacity)
    used = 0
    failure = nil
  }

  deinit { base.deallocate() }

  /// The number of bytes written.
  @inlinable public var count: Int { used }

  /// Forgets what was written and keeps the buffer.
  public mutating func reset() {
    used = 0
    failure = nil
  }

  /// Forgets what was written after the first `count` bytes.
  public mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= used, "a writer can only be made shorter")
    used = count
  }

  /// What was written, valid until the next change.
  public var bytes: RawSpan {
    @_lifetime(borrow self)
    borrowing get {
      let span = RawSpan(_unsafeStart: UnsafeRawPointer(base), byteCount: used)
      return _overrideLifetime(span, borrowing: self)
    }
  }

  /// Lends what was written to a closure; the pointer must not leave it.
  public borrowing func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try body(UnsafeRawBufferPointer(start: base, count: used))
  }

  /// A copy of what was written.
  public borrowing func array() -> [UInt8] { Array(UnsafeBufferPointer(start: base, count: used)) }

  /// Records a fault at the end of what was written, unless one is recorded already.
  @inline(never)
  public mutating func fail(_ code: JSONError.Code) {
    if failure == nil { failure = JSONError(code, at: used) }
  }

  /// Makes room for `free` more bytes.
  @inlinable @inline(__always)
  mutating func reserve(_ free: Int) {
    if capacity &- used < free { grow(free) }
  }

  @usableFromInline
  @inline(never)
  mutating func grow(_ free: Int) {
    let larger = max(capacity * 2, used + free)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: base, count: used)
    base.deallocate()
    base = moved
    capacity = larger
  }

  /// Writes one byte.
  @inlinable @inline(__always)
  mutating func byte(_ byte: UInt8) {
    reserve(1)
    base[used] = byte
    used &+= 1
  }

  /// Writes a literal's bytes; of a constant they become a few stores.
  @inlinable @inline(__always)
  mutating func literal(_ text: StaticString) {
    reserve(text.utf8CodeUnitCount)
    (base + used).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    used &+= text.utf8CodeUnitCount
  }
}
