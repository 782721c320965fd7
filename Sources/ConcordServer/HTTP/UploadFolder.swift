import ConcordCore
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The temporary folder of a server's uploads: made with the first, removed with the server; nobody else may read it.
final class UploadFolder: Sendable {
  private struct State {
    var path: String?
    var last = 0
    var open = 0
    /// How many of them are whose.
    var owners: [UploadOwner: Int] = [:]
  }

  private let state = Mutex(State())
  private let parent: String
  private let limit: Int
  private let limitPerOwner: Int

  /// - Parameters:
  ///   - parent: nil: the folder that `TMPDIR` names, or `/tmp`.
  ///   - limit: requests that may upload at once.
  ///   - limitPerOwner: those of one owner.
  init(parent: String?, limit: Int, limitPerOwner: Int) {
    self.parent = parent ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    self.limit = limit
    self.limitPerOwner = limitPerOwner
  }

  /// A request is about to upload.
  /// - Throws: `OVERLOADED` when as many do as may.
  func enter(for owner: UploadOwner) throws(ConcordError) {
    try state.withLock { state throws(ConcordError) in
      guard state.open < limit else {
        throw ConcordError(.overloaded, "the server takes as many uploads as it may; try again")
      }
      guard state.owners[owner, default: 0] < limitPerOwner else {
        throw ConcordError(.overloaded, "you have \(limitPerOwner) uploads under way; wait for one to end")
      }
      state.open += 1
      state.owners[owner, default: 0] += 1
    }
  }

  /// What entered is over.
  func leave(_ owner: UploadOwner) {
    state.withLock { state in
      state.open -= 1
      let left = state.owners[owner, default: 1] - 1
      state.owners[owner] = left > 0 ? left : nil
    }
  }

  /// A path for a new file; nil when the folder cannot be made. Blocks.
  func newPath() -> String? {
    state.withLock { state in
      // Temporary folders are swept by others, too.
      if let path = state.path, access(path, F_OK) != 0, errno == ENOENT { state.path = nil }
      if state.path == nil {
        var template = Array("\(parent)/concord-uploads-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return nil }
        state.path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
      state.last += 1
      return state.path.map { "\($0)/\(state.last)" }
    }
  }

  /// Removes the folder; files of handlers that still run are unlinked by their owners. Blocks.
  func remove() {
    state.withLock { state in
      if let path = state.path, rmdir(path) == 0 { state.path = nil }
    }
  }
}

/// Whose uploads are counted together: those of an account, or of a network when nobody signed in.
enum UploadOwner: Hashable, Sendable {
  case principal(String)
  case network(PeerNetwork?)
}

/// A file that is being written.
///
/// Invariant (`@unchecked Sendable`): used by one task after the other.
final class UploadTarget: @unchecked Sendable {
  let path: String
  private let descriptor: Int32
  private var isClosed = false

  /// Creates the file; nil when that fails. Blocks.
  init?(_ path: String) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor < 0 { return nil }
  }

  /// Appends; false when the disk takes no more. Blocks.
  func write(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        let count = sysWrite(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        start += count
      }
      return true
    }
  }

  func finish() {
    guard !isClosed else { return }
    isClosed = true
    close(descriptor)
  }

  deinit { finish() }
}

private func sysWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  guard let bytes else { return 0 }
  return write(descriptor, bytes, count)
}
