import ConcordCore
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The files that a log writes.
///
/// Invariant (`@unchecked Sendable`): everything but the constants and `shared` is touched by one thread at a time: the one that
/// opens, then the worker's.
final class AuditFiles: @unchecked Sendable {
  let folder: String
  private let fileBytes: Int, maxFiles: Int
  private let sync: FileAuditLog.Sync
  /// Held as long as this process writes here.
  private let lock: Int32
  /// The newest file, and its length; -1 when there is none yet.
  private var file: Int32 = -1
  private var length = 0
  private var position = 0
  private var names: [AuditFileName] = []
  private var writer = JSONWriter(capacity: 64 * 1024)
  private let shared = Mutex(AuditStatus())

  init(folder: String, fileBytes: Int, maxFiles: Int, sync: FileAuditLog.Sync) throws(AuditFileError) {
    self.folder = folder
    self.fileBytes = max(1, fileBytes)
    self.maxFiles = max(1, maxFiles)
    self.sync = sync
    if mkdir(folder, 0o700) != 0, errno != EEXIST { throw AuditFileError(errno, folder) }
    lock = open("\(folder)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw AuditFileError(errno, "\(folder)/lock") }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      _ = close(lock)
      throw AuditFileError(path: folder, reason: "another process writes here; give each a folder of its own")
    }
    try recover()
  }

  deinit { end() }

  var status: AuditStatus { shared.withLock { $0 } }

  /// Goes on where the newest file ends: behind its last whole record.
  private func recover() throws(AuditFileError) {
    names = try AuditFileName.all(in: folder)
    guard let newest = names.last else { return }
    let path = "\(folder)/\(newest.text)"
    let bytes = try AuditFileReader.contents(of: path)
    position = newest.first - 1
    for line in AuditFileReader.lines(bytes) {
      guard let record = AuditFileReader.record(bytes, line) else { continue }
      position = record.position
      length = line.upperBound + 1
    }
    file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard file >= 0, ftruncate(file, off_t(length)) == 0 else { throw AuditFileError(errno, path) }
    shared.withLock { $0.position = position }
  }

  /// Writes as many as can be written, each whole.
  func append(_ entries: [AuditEntry]) {
    var waiting = 0
    writer.reset()
    for entry in entries {
      guard isReady(adding: writer.count, &waiting) else {
        drop(1)
        continue
      }
      let before = writer.count
      writer.value(entry.completed(at: position + waiting + 1))
      writer.raw(Self.newline)
      if writer.failure == nil {
        waiting += 1
      } else {
        // A text that is no JSON cannot come from a record; a payload of somebody else's making can.
        writer.truncate(to: before)
        drop(1)
      }
    }
    flush(&waiting)
    if sync == .everyWrite, file >= 0, fsync(file) != 0 { fail(errno) }
  }

  private static let newline: [UInt8] = [0x0a]

  /// There is a file with room; false when none can be made.
  private func isReady(adding bytes: Int, _ waiting: inout Int) -> Bool {
    if file >= 0, length + bytes < fileBytes { return true }
    flush(&waiting)
    if file >= 0, length < fileBytes { return true }
    return beginFile()
  }

  private func beginFile() -> Bool {
    let name = AuditFileName(first: position + 1)
    let next = open("\(folder)/\(name.text)", O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard next >= 0 else {
      fail(errno)
      return false
    }
    if file >= 0 {
      if sync == .everyWrite { _ = fsync(file) }
      _ = close(file)
    }
    file = next
    length = 0
    names.append(name)
    while names.count > maxFiles { _ = unlink("\(folder)/\(names.removeFirst().text)") }
    return true
  }

  /// Brings what is in the buffer into the file, whole or not at all.
  private func flush(_ waiting: inout Int) {
    defer {
      waiting = 0
      writer.reset()
    }
    guard waiting > 0 else { return }
    var written = 0
    let count = writer.count
    let failure = writer.withBytes { bytes -> Int32? in
      while written < count {
        let sent = write(file, bytes.baseAddress?.advanced(by: written), count - written)
        if sent > 0 { written += sent } else if errno != EINTR { return errno }
      }
      return nil
    }
    if let failure {
      // Half a line would take the next one with it.
      _ = ftruncate(file, off_t(length))
      drop(waiting)
      return fail(failure)
    }
    length += count
    position += waiting
    shared.withLock { [position] status in
      status.position = position
      status.failure = nil
    }
  }

  private func drop(_ count: Int) { shared.withLock { $0.dropped += count } }

  private func fail(_ error: Int32) {
    shared.withLock { $0.failure = AuditFileError(error, folder).description }
  }

  /// Brings everything to the disk, and lets another process write here.
  func end() {
    guard !isEnded else { return }
    isEnded = true
    if file >= 0 {
      _ = fsync(file)
      _ = close(file)
      file = -1
    }
    _ = close(lock)
  }

  private var isEnded = false
}

extension AuditFileError {
  init(_ error: Int32, _ path: String) { self.init(path: path, reason: String(cString: strerror(error))) }
}
