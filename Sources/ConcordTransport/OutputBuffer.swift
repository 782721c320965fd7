/// Bytes that wait to be sent, in memory from a loop's pool.
///
/// Invariant: `base` holds `capacity` bytes of which the first `count` are written; whoever holds the value owns the
/// memory, and gives it up with `BufferPool.release` or by handing it to a write request.
struct OutputBuffer {
  private(set) var base: UnsafeMutableRawPointer?
  private(set) var count = 0
  fileprivate(set) var capacity = 0

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// Lets `write` fill the next `size` bytes.
  mutating func append(_ size: Int, _ pool: inout BufferPool, _ write: (UnsafeMutableRawPointer) -> Void) {
    if count + size > capacity { grow(to: count + size, &pool) }
    guard let base else { return }
    write(base + count)
    count += size
  }

  private mutating func grow(to needed: Int, _ pool: inout BufferPool) {
    guard let old = base else {
      self = pool.take(atLeast: needed)
      return
    }
    var larger = pool.take(atLeast: max(needed, 2 * capacity))
    larger.base?.copyMemory(from: old, byteCount: count)
    larger.count = count
    pool.release(self)
    self = larger
  }

  fileprivate init(base: UnsafeMutableRawPointer, capacity: Int) {
    self.base = base
    self.capacity = capacity
  }

  init() {}
}

/// Output blocks that a loop keeps between turns, so that a connection owns one only while it has something to send.
struct BufferPool {
  private static let blockBytes = 16 * 1024
  private static let maxBlocks = 64
  private var blocks: [UnsafeMutableRawPointer] = []

  mutating func take(atLeast size: Int) -> OutputBuffer {
    guard size <= Self.blockBytes else {
      return OutputBuffer(base: .allocate(byteCount: size, alignment: 16), capacity: size)
    }
    let block = blocks.popLast() ?? .allocate(byteCount: Self.blockBytes, alignment: 16)
    return OutputBuffer(base: block, capacity: Self.blockBytes)
  }

  mutating func release(_ buffer: OutputBuffer) {
    guard let base = buffer.base else { return }
    if buffer.capacity == Self.blockBytes, blocks.count < Self.maxBlocks {
      blocks.append(base)
    } else {
      base.deallocate()
    }
  }

  mutating func removeAll() {
    for block in blocks { block.deallocate() }
    blocks = []
  }
}
