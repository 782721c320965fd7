import Foundation

/// A file that is read and written whole, with the system's calls: Foundation's atomic writing waits for the disk at each
/// file, which costs more than all generating, and what is generated can be generated again.
struct WholeFile {
  let path: String

  /// Whether the file is there and holds just this text.
  func holds(_ text: String) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, Int(status.st_size) == text.utf8.count else { return false }
    let bytes = [UInt8](unsafeUninitializedCapacity: text.utf8.count) { buffer, count in
      while count < buffer.count {
        let more = read(file, buffer.baseAddress! + count, buffer.count - count)
        guard more > 0 else { return }
        count += more
      }
    }
    var text = text
    return text.withUTF8 { text in
      guard text.count == bytes.count, let start = text.baseAddress else { return text.count == bytes.count }
      return memcmp(start, bytes, bytes.count) == 0
    }
  }

  /// Writes the file beside its place and then moves it there, so that nobody reads half of it.
  ///
  /// - Throws: `OutputError` with the system's reason.
  func write(_ text: String) throws(OutputError) {
    let beside = "\(path).\(getpid())~"
    let file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw failure() }
    var text = text
    let isWritten = text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Self.write(rest, to: file)
        guard count > 0 else { return false }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
      return true
    }
    let failed = failure()
    guard close(file) == 0, isWritten, rename(beside, path) == 0 else {
      let failure = isWritten ? failure() : failed
      unlink(beside)
      throw failure
    }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Int {
    while true {
      let count = Foundation.write(file, bytes.baseAddress, bytes.count)
      if count >= 0 || errno != EINTR { return count }
    }
  }

  /// What the system said last.
  private func failure() -> OutputError { OutputError(path: path, reason: String(cString: strerror(errno))) }
}
