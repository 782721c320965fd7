package import ConcordProtocols
import CZlib

/// A loop's compressors (RFC 7692): its connections share them, since no message refers to one before.
///
/// Invariant: used on the loop's thread only.
package final class LoopCompression {
  private var deflaters: [Int: Deflater] = [:]
  private lazy var inflater = Inflater()

  package init() {}

  /// What became of a compressed message.
  package enum Inflated {
    /// Lent until the loop inflates again.
    case bytes(UnsafeRawBufferPointer)
    case failure(WebSocketFailure)
  }

  /// The compressed form of a message, lent until the loop compresses again; nil when it would not be shorter.
  package func deflate(_ bytes: UnsafeRawBufferPointer, windowBits: Int) -> UnsafeRawBufferPointer? {
    let deflater: Deflater
    if let found = deflaters[windowBits] {
      deflater = found
    } else {
      deflater = Deflater(windowBits: windowBits)
      deflaters[windowBits] = deflater
    }
    let compressed = deflater.deflate(bytes)
    return compressed.count < bytes.count ? compressed : nil
  }

  /// The message inside a compressed one, of at most `limit` bytes.
  package func inflate(_ bytes: UnsafeRawBufferPointer, limit: Int) -> Inflated {
    inflater.inflate(bytes, limit: limit)
  }
}

/// Memory for the output of a compressor; what one large message needed is not kept.
private struct Scratch {
  private static let kept = 256 * 1024
  private(set) var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 * 1024, alignment: 16)

  mutating func grow(to size: Int) {
    guard size > buffer.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
    buffer.deallocate()
    buffer = larger
  }

  /// Gives up what is too large to keep; what was lent is over.
  mutating func shrink() {
    guard buffer.count > Self.kept else { return }
    buffer.deallocate()
    buffer = .allocate(byteCount: 16 * 1024, alignment: 16)
  }
}

private final class Deflater {
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var scratch = Scratch()

  init(windowBits: Int) {
    stream.initialize(to: z_stream())
    let status = concord_deflate_init(stream, Int32(windowBits))
    precondition(status == Z_OK, "zlib cannot make a compressor: \(status)")
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
    scratch.buffer.deallocate()
  }

  /// RFC 7692 §7.2.1: the blocks up to a flush, without the four bytes that every flush ends in.
  func deflate(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    scratch.shrink()
    deflateReset(stream)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(bytes.count)
    // zlib's own bound for one call, and what a flush adds.
    scratch.grow(to: Int(deflateBound(stream, UInt(bytes.count))) + 16)
    stream.pointee.next_out = scratch.buffer.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(scratch.buffer.count)
    CZlib.deflate(stream, Z_SYNC_FLUSH)
    let written = scratch.buffer.count - Int(stream.pointee.avail_out)
    return UnsafeRawBufferPointer(rebasing: scratch.buffer[..<max(0, written - 4)])
  }
}

private final class Inflater {
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var scratch = Scratch()
  /// What the sender left out (RFC 7692 §7.2.2).
  private let tail: [UInt8] = [0, 0, 0xFF, 0xFF]

  init() {
    stream.initialize(to: z_stream())
    let status = concord_inflate_init(stream)
    precondition(status == Z_OK, "zlib cannot make a decompressor: \(status)")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    scratch.buffer.deallocate()
  }

  func inflate(_ bytes: UnsafeRawBufferPointer, limit: Int) -> LoopCompression.Inflated {
    scratch.shrink()
    inflateReset(stream)
    var written = 0
    if let failure = feed(bytes, &written, limit) ?? tail.withUnsafeBytes({ feed($0, &written, limit) }) {
      return .failure(failure)
    }
    return .bytes(UnsafeRawBufferPointer(rebasing: scratch.buffer[..<written]))
  }

  private func feed(_ bytes: UnsafeRawBufferPointer, _ written: inout Int, _ limit: Int) -> WebSocketFailure? {
    stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(bytes.count)
    while true {
      // One byte more than the limit shows that there is more.
      if written == scratch.buffer.count { scratch.grow(to: min(limit + 1, 2 * scratch.buffer.count)) }
      let room = min(scratch.buffer.count, limit + 1) - written
      stream.pointee.next_out = scratch.buffer.bindMemory(to: UInt8.self).baseAddress.map { $0 + written }
      stream.pointee.avail_out = UInt32(room)
      let status = CZlib.inflate(stream, Z_SYNC_FLUSH)
      written += room - Int(stream.pointee.avail_out)
      if written > limit {
        return WebSocketFailure(
          code: WebSocketCloseCode.tooBig, reason: "the message is longer than \(limit) bytes when inflated")
      }
      switch status {
      case Z_OK, Z_BUF_ERROR: if stream.pointee.avail_in == 0, stream.pointee.avail_out > 0 { return nil }
      // A last block may be followed by others (RFC 7692 §7.2.3.4).
      case Z_STREAM_END:
        inflateReset(stream)
        if stream.pointee.avail_in == 0 { return nil }
      default:
        let reason = stream.pointee.msg.map { String(cString: $0) } ?? "error \(status)"
        return WebSocketFailure(
          code: WebSocketCloseCode.invalidPayload, reason: "the message cannot be inflated: \(reason)")
      }
    }
  }
}
