public import ConcordCore

/// Takes what a server has to say to those who run it.
public protocol ServerLog: Sendable {
  /// The least that is wanted; `info` unless a log says otherwise. Entries below it need not be made.
  var level: LogEntry.Level { get }

  /// Called on event loops, so it must not block for long.
  func write(_ entry: LogEntry)
}

extension ServerLog {
  public var level: LogEntry.Level { .info }
}

/// One thing that happened.
public struct LogEntry: Sendable {
  /// From the least to the most important.
  public enum Level: String, Sendable, CaseIterable, Comparable {
    /// Connections that open and close.
    case debug
    case info, warning, error

    public static func < (one: Level, other: Level) -> Bool { one.rank < other.rank }

    private var rank: Int {
      switch self {
      case .debug: 0
      case .info: 1
      case .warning: 2
      case .error: 3
      }
    }
  }

  public var level: Level
  public var message: String
  /// When it happened.
  public var time = Timestamp.now
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
  /// The entry as one line, without its time; control characters in texts that came from outside become spaces.
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

  /// The entry as one line of JSON: `time`, `level`, `message`, and what it has of `incident`, `topic`, `messageId` and
  /// `connection`.
  public var json: String {
    var writer = JSONWriter(capacity: 256)
    writer.beginObject()
    writer.write("\"time\":", time)
    writer.write("\"level\":", level.rawValue)
    writer.write("\"message\":", message)
    writer.writeIfPresent("\"incident\":", incident)
    writer.writeIfPresent("\"topic\":", topic)
    writer.writeIfPresent("\"messageId\":", messageID)
    writer.writeIfPresent("\"connection\":", connection.map { String($0.number) })
    writer.endObject()
    return String(decoding: writer.array(), as: UTF8.self)
  }
}
