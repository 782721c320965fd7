import ConcordCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The name of a file: the position of the first record in it.
struct AuditFileName: Sendable, Equatable {
  let first: Int

  init(first: Int) { self.first = first }

  /// Nil for another file's name.
  init?(_ text: String) {
    guard text.hasPrefix("audit-"), text.hasSuffix(".jsonl"), text.utf8.count == 28,
      let first = Int(text.dropFirst(6).prefix(16)), first > 0
    else { return nil }
    self.first = first
  }

  var text: String {
    let digits = String(first)
    return "audit-" + String(repeating: "0", count: max(0, 16 - digits.count)) + digits + ".jsonl"
  }

  /// Those of a folder, the oldest first.
  static func all(in folder: String) throws(AuditFileError) -> [AuditFileName] {
    guard let directory = opendir(folder) else { throw AuditFileError(errno, folder) }
    defer { closedir(directory) }
    var names: [AuditFileName] = []
    while let entry = readdir(directory) {
      let text = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if let name = AuditFileName(text) { names.append(name) }
    }
    return names.sorted { $0.first < $1.first }
  }
}

/// Reads what a log wrote, also while it writes: whole lines alone count.
struct AuditFileReader {
  let folder: String

  func page(_ query: AuditQuery) throws(AuditFileError) -> AuditPage {
    let names = try AuditFileName.all(in: folder)
    var found: [AuditRecord] = []
    for (index, name) in names.enumerated() {
      if index + 1 < names.count, names[index + 1].first <= query.after + 1 { continue }
      // One that was deleted since is older than what is kept.
      guard let bytes = try? Self.contents(of: "\(folder)/\(name.text)") else { continue }
      for line in Self.lines(bytes) {
        // A line that cannot be read hides nothing but itself.
        guard let record = Self.record(bytes, line), query.matches(record) else { continue }
        found.append(record)
        if found.count > query.limit { return AuditPage(found, limit: query.limit) }
      }
    }
    return AuditPage(found, limit: query.limit)
  }

  /// The lines that are whole, without their ends.
  static func lines(_ bytes: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    while let end = bytes[start...].firstIndex(of: 0x0a) {
      lines.append(start..<end)
      start = end + 1
    }
    return lines
  }

  static func record(_ bytes: [UInt8], _ line: Range<Int>) -> AuditRecord? {
    try? decode(AuditRecord.self, from: bytes.span.bytes.extracting(line), failing: .internalError)
  }

  static func contents(of path: String) throws(AuditFileError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw AuditFileError(errno, path) }
    defer { _ = close(file) }
    var about = stat()
    guard fstat(file, &about) == 0 else { throw AuditFileError(errno, path) }
    var failure: Int32?
    let bytes = [UInt8](unsafeUninitializedCapacity: max(1, Int(about.st_size))) { buffer, count in
      count = 0
      while count < Int(about.st_size) {
        let got = read(file, buffer.baseAddress?.advanced(by: count), Int(about.st_size) - count)
        if got > 0 { count += got } else if got == 0 { return } else if errno != EINTR { return failure = errno }
      }
    }
    if let failure { throw AuditFileError(failure, path) }
    return bytes
  }
}
