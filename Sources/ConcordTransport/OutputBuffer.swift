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
///
/// Blocks are small at first: one turn may write to a thousand connections.
struct BufferPool {
  private struct Size {
    let bytes: Int
    let most: Int
    var blocks: [UnsafeMutableRawPointer] = []
  }

  // A megabyte of each at most.
  private var sizes = [
    Size(bytes: 1024, most: 1024), Size(bytes: 8 * 1024, most: 128), Size(bytes: 64 * 1024, most: 16),
  ]

  mutating func take(atLeast count: Int) -> OutputBuffer {
    for i in sizes.indices where count <= sizes[i].bytes {
      let bytes = sizes[i].bytes
      let block = sizes[i].blocks.popLast() ?? .allocate(byteCount: bytes, alignment: 16)
      return OutputBuffer(base: block, capacity: bytes)
    }
    return OutputBuffer(base: .allocate(byteCount: count, alignment: 16), capacity: count)
  }

  mutating func release(_ buffer: OutputBuffer) {
    guard let base = buffer.base else { return }
    for i in sizes.indices where buffer.capacity == sizes[i].bytes && sizes[i].blocks.count < sizes[i].most {
      return sizes[i].blocks.append(base)
    }
    base.deallocate()
  }

  mutating func removeAll() {
    for i in sizes.indices {
      for block in sizes[i].blocks { block.deallocate() }
      sizes[i].blocks = []
    }
  }
}
