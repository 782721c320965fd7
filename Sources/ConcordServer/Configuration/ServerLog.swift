public import ConcordCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Takes what a server has to say to those who run it.
public protocol ServerLog: Sendable {
  /// Called on event loops, so it must not block for long.
  func write(_ entry: LogEntry)
}

/// One thing that happened.
public struct LogEntry: Sendable {
  public enum Level: String, Sendable {
    case info, warning, error
  }

  public var level: Level
  public var message: String
  /// The id that the caller of a failed request was given instead of the reason.
  public var incident: String?
  public var topic: String?
  public var messageID: MessageID?
  public var connection: ConcordCore.ConnectionID?

  public init(_ level: Level, _ message: String) {
    self.level = level
    self.message = message
  }
}

extension LogEntry: CustomStringConvertible {
  /// The entry as one line; control characters in texts that came from outside become spaces.
  public var description: String {
    var text = "\(level.rawValue)"
    if let incident { text += " incident=\(incident)" }
    if let topic { text += " topic=\(topic)" }
    if let messageID { text += " messageId=\(messageID)" }
    if let connection { text += " connection=\(connection.number)" }
    text += " \(message)"
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}

/// Writes each entry as one line to standard error.
public struct StandardErrorLog: ServerLog {
  public init() {}

  public func write(_ entry: LogEntry) { writeLine("\(entry)\n") }
}

/// One system call per line, so that lines of several threads do not mix. What cannot be written is lost.
private func writeLine(_ line: String) {
  var line = line
  line.withUTF8 { bytes in _ = write(2, bytes.baseAddress, bytes.count) }
}
