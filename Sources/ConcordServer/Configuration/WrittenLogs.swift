#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes each entry as one line to standard error.
public struct StandardErrorLog: ServerLog {
  public let level: LogEntry.Level

  /// - Parameter level: entries below it are left out.
  public init(_ level: LogEntry.Level = .info) { self.level = level }

  public func write(_ entry: LogEntry) {
    if entry.level >= level { writeLine("\(entry)\n", to: 2) }
  }
}

/// Writes each entry as one line of JSON, `LogEntry.json`, to a file descriptor.
public struct JSONLog: ServerLog {
  public let level: LogEntry.Level
  private let descriptor: Int32

  /// - Parameters:
  ///   - level: entries below it are left out.
  ///   - descriptor: standard error, unless given. It stays the caller's.
  public init(_ level: LogEntry.Level = .info, descriptor: Int32 = 2) {
    self.level = level
    self.descriptor = descriptor
  }

  public func write(_ entry: LogEntry) {
    if entry.level >= level { writeLine(entry.json + "\n", to: descriptor) }
  }
}

/// One system call per line, so that lines of several threads do not mix. What cannot be written is lost.
private func writeLine(_ line: String, to descriptor: Int32) {
  var line = line
  line.withUTF8 { bytes in _ = write(descriptor, bytes.baseAddress, bytes.count) }
}
