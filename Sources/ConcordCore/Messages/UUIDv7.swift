import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Makes UUIDs of version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then a counter and random bits, so that ids
/// made by one process sort in the order in which they were made (§6.2, method 2: the 74 bits after the time count up
/// from a random start).
public enum UUIDv7 {
  private static let generator = Mutex(UUIDv7Generator())

  /// An id greater than every one made before in this process.
  public static func next() -> UniqueID {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let milliseconds = UInt64(now.tv_sec) * 1000 + UInt64(now.tv_nsec) / 1_000_000
    return generator.withLock { $0.next(atMilliseconds: milliseconds) }
  }
}

/// The state behind `UUIDv7`, as a value that is told the time.
struct UUIDv7Generator {
  private(set) var milliseconds: UInt64 = 0
  /// 12 bits that follow the version.
  var high: UInt64 = 0
  /// 62 bits that follow the variant.
  var low: UInt64 = 0

  /// The id for a given time; a clock that stands still or runs back keeps the last time and counts on.
  mutating func next(atMilliseconds now: UInt64) -> UniqueID {
    if now > milliseconds {
      milliseconds = now
      high = .random(in: 0..<1 << 11)  // top bit clear: room to count
      low = .random(in: 0..<1 << 62)
    } else {
      // A random step keeps ids hard to guess from their neighbours.
      low &+= .random(in: 1...1 << 32)
      if low >> 62 != 0 {
        low &= (1 << 62) - 1
        high += 1
        if high >> 12 != 0 {
          high = 0
          milliseconds += 1
        }
      }
    }
    return UniqueID(high: milliseconds << 16 | 0x7000 | high, low: 0x8000_0000_0000_0000 | low)
  }
}
