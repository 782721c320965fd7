import CUV

/// Unpredictable bytes from the system (`uv_random`), fetched a kilobyte at a time: a client needs four per frame.
struct RandomPool {
  private var bytes: [UInt8] = []

  /// A masking key (RFC 6455 §5.3).
  mutating func maskKey() -> UInt32 {
    take(4).withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
  }

  /// The next bytes; each is given out once.
  mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    if bytes.count < count {
      bytes = [UInt8](repeating: 0, count: 1024)
      let status = bytes.withUnsafeMutableBytes { uv_random(nil, nil, $0.baseAddress, $0.count, 0, nil) }
      precondition(status == 0, "the system has no random numbers")
    }
    let taken = bytes.suffix(count)
    bytes.removeLast(count)
    return taken
  }
}
