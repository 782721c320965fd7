import ConcordCore
import ConcordProtocols
import ConcordTransport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The body of a multipart request: JSON parts are kept, files go to the disk as they come, on threads that may block. When
/// the disk is slower than the sender, the sender waits. The files are deleted with this object, which lives as long as the
/// call: until the handler is done.
///
/// Invariant (`@unchecked Sendable`): touched on its loop's thread only.
final class MultipartUpload: @unchecked Sendable {
  /// The JSON parts by name, in the order in which they came.
  private(set) var json: [(String, [UInt8])] = []
  /// The files by the names of their parts.
  private(set) var files: [String: UploadedFile] = [:]
  /// Of the files' contents and where they belong.
  private(set) var digest = 0

  private let http: HTTPRoute
  private let limits: ServerLimits
  private let folder: UploadFolder
  private let principal: String?
  private var parser: MultipartParser
  private var part: (head: MultipartHead, isFile: Bool)?
  private var size = 0
  private var names: Set<String> = []
  private var count = 0
  private var content: [UInt8] = []
  private var hasEnded = false
  /// Whose place among the server's uploads this has.
  private var owner: UploadOwner?
  private var hasher = Hasher()

  // What waits for the disk, and who waits for that.
  private var steps: [DiskStep] = []
  /// The heads and sizes of files whose end is among the steps, in order.
  private var finished: [(head: MultipartHead, size: Int)] = []
  private var waiting = 0
  private var isWriting = false
  private var isPaused = false
  private var target: UploadTarget?
  private var paths: [String] = []
  private var failure: ConcordError?
  private var whenWritten: ((Result<Void, ConcordError>) -> Void)?
  private var refuse: ((ConcordError) -> Void)?
  private var exchange: (any UploadSource)?

  /// Bytes that wait for the disk at most, and one read more.
  private static let most = 256 * 1024

  /// - Parameter principal: who uploads; nil when nobody signed in.
  init(_ http: HTTPRoute, boundary: String, _ limits: ServerLimits, _ folder: UploadFolder, by principal: String?) {
    self.http = http
    self.principal = principal
    self.limits = limits
    self.folder = folder
    parser = MultipartParser(boundary: boundary)
  }

  deinit {
    target?.finish()
    if let owner { folder.leave(owner) }
    for path in paths { unlink(path) }
  }

  // MARK: The body

  /// - Parameter refuse: called once, now or later, when the form or the disk is found wrong before the body's end.
  func received(
    _ bytes: UnsafeRawBufferPointer, on exchange: any UploadSource, _ refuse: @escaping (ConcordError) -> Void
  ) {
    guard failure == nil else { return }
    self.exchange = exchange
    self.refuse = refuse
    if owner == nil { enter(exchange) }
    var used = 0
    reading: while failure == nil {
      switch parser.next(bytes, from: &used) {
      case .needsInput: break reading
      case .part(let head): begin(head)
      case .bytes(let range): take(UnsafeRawBufferPointer(rebasing: bytes[range]))
      case .delimiterBytes(let range): parser.delimiter[range].withUnsafeBytes { take($0) }
      case .partEnd: endPart()
      case .end: hasEnded = true
      case .failure(let reason): fail(ConcordError(.malformed, "the form cannot be read: \(reason)"))
      }
    }
    if failure == nil { write() } else { tell() }
  }

  /// The body is complete; `done` is called when the files are written.
  func ended(_ done: @escaping (Result<Void, ConcordError>) -> Void) {
    if !hasEnded { fail(ConcordError(.malformed, "the form ends before its last boundary")) }
    if let missing = http.parts.first(where: { !names.contains($0.name) })?.name {
      fail(ConcordError(.invalidInput, "\(missing): is missing", field: missing))
    }
    digest = hasher.finalize()
    whenWritten = done
    write()
  }

  private func enter(_ exchange: any UploadSource) {
    let owner = principal.map { .principal($0) } ?? UploadOwner.network(exchange.peer.map { PeerNetwork($0.host) })
    do throws(ConcordError) {
      try folder.enter(for: owner)
      self.owner = owner
    } catch {
      fail(error)
    }
  }

  private func begin(_ head: MultipartHead) {
    count += 1
    guard count <= limits.uploadParts else {
      return fail(ConcordError(.tooLarge, "the form has more than \(limits.uploadParts) parts"))
    }
    guard let expected = http.parts.first(where: { $0.name == head.name }) else {
      let names = http.parts.map(\.name).joined(separator: ", ")
      return fail(
        ConcordError(
          .invalidInput, "\(head.name.prefix(64)): is no part of \(http); its parts are \(names)",
          field: String(head.name.prefix(64))))
    }
    guard names.insert(head.name).inserted else {
      return fail(ConcordError(.invalidInput, "\(head.name): is given twice", field: head.name))
    }
    part = (head, expected.isFile)
    size = 0
    hasher.combine(head.name)
    if expected.isFile { steps.append(.open) }
  }

  private func take(_ bytes: UnsafeRawBufferPointer) {
    guard let part else { return }
    size += bytes.count
    let limit = part.isFile ? limits.fileBytes : limits.messageBytes
    guard size <= limit else {
      return fail(
        ConcordError(.tooLarge, "\(part.head.name): has more than \(limit) bytes", field: part.head.name))
    }
    guard part.isFile else { return content.append(contentsOf: bytes) }
    hasher.combine(bytes: bytes)
    waiting += bytes.count
    steps.append(.write(Array(bytes)))
  }

  private func endPart() {
    guard let part else { return }
    self.part = nil
    hasher.combine(size)
    guard part.isFile else {
      do throws(JSONError) {
        try JSON.validate(content.span.bytes)
      } catch {
        return fail(
          ConcordError(.invalidInput, "\(part.head.name): is no JSON: \(error)", field: part.head.name))
      }
      json.append((part.head.name, content))
      content = []
      return
    }
    steps.append(.close)
    finished.append((part.head, size))
  }

  private func fail(_ error: ConcordError) {
    if failure == nil { failure = error }
    steps = []
    content = []
  }

  // MARK: The disk

  /// Starts to write what waits, unless that goes on already.
  private func write() {
    guard !isWriting else { return pauseIfFull() }
    guard failure == nil, !steps.isEmpty else { return tell() }
    guard let exchange else { return }
    isWriting = true
    pauseIfFull()
    let job = DiskJob(steps, target, folder)
    steps = []
    let loop = exchange.loop
    Task(executorPreference: loop) {
      let isWritten = (try? await loop.offload { job.run() }) ?? false
      loop.execute { self.written(job, isWritten) }
    }
  }

  private func written(_ job: DiskJob, _ isWritten: Bool) {
    isWriting = false
    waiting -= job.bytes
    target = job.target
    paths += job.paths
    for path in job.closed {
      guard !finished.isEmpty else { break }
      let (head, size) = finished.removeFirst()
      files[head.name] = UploadedFile(
        name: head.filename, contentType: head.contentType, path: path, size: size)
    }
    if !isWritten { fail(ConcordError(.overloaded, "the server cannot keep the file: its disk takes no more")) }
    if isPaused, waiting < Self.most / 2 {
      isPaused = false
      exchange?.resumeBody()
    }
    write()
  }

  private func pauseIfFull() {
    guard waiting > Self.most, !isPaused else { return }
    isPaused = true
    exchange?.pauseBody()
  }

  /// Tells how it went, once: at the body's end, or with the first failure. A failed disk is told at once, for the body may
  /// be paused and never end.
  private func tell() {
    let (done, refuse) = (whenWritten, refuse)
    guard done != nil || failure != nil else { return }
    whenWritten = nil
    self.refuse = nil
    exchange = nil
    if let done { return done(failure.map { .failure($0) } ?? .success(())) }
    if let failure { refuse?(failure) }
  }
}

/// Where the body comes from: the exchange of a request.
protocol UploadSource: AnyObject {
  var loop: EventLoop { get }
  var peer: SocketAddress? { get }
  func pauseBody()
  func resumeBody()
}

extension HTTPExchange: UploadSource {}

private enum DiskStep: Sendable {
  case open, write([UInt8]), close
}

/// What one blocking thread does at a time for an upload.
///
/// Invariant (`@unchecked Sendable`): the loop makes it, one thread runs it, and the loop reads it afterwards.
private final class DiskJob: @unchecked Sendable {
  private let steps: [DiskStep]
  private let folder: UploadFolder
  let bytes: Int
  private(set) var target: UploadTarget?
  /// Files that were made, and those that were finished.
  private(set) var paths: [String] = []
  private(set) var closed: [String] = []

  init(_ steps: [DiskStep], _ target: UploadTarget?, _ folder: UploadFolder) {
    self.steps = steps
    self.target = target
    self.folder = folder
    bytes = steps.reduce(0) { sum, step in if case .write(let bytes) = step { sum + bytes.count } else { sum } }
  }

  func run() -> Bool {
    for step in steps {
      switch step {
      case .open:
        guard let path = folder.newPath(), let opened = UploadTarget(path) else { return false }
        target = opened
        paths.append(path)
      case .write(let bytes):
        guard let target, target.write(bytes[...]) else { return false }
      case .close:
        guard let target else { return false }
        target.finish()
        closed.append(target.path)
        self.target = nil
      }
    }
    return true
  }
}

extension HTTPRoute.Part {
  fileprivate var isFile: Bool { if case .file = self { true } else { false } }
}
