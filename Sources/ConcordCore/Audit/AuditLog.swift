/// Keeps records of what happened, in one order. `ConcordEntities` has one in memory and one in files.
public protocol AuditLog: Sendable {
  /// Notes a record. Called on event loops: it takes its place in the order and returns; what costs time comes later,
  /// elsewhere. A log that cannot keep up leaves records out and counts them.
  func append(_ entry: AuditEntry)

  /// The records that a query asks for, oldest first. It shows everything that was appended before.
  ///
  /// - Throws: `ConcordError` with `INTERNAL_ERROR` when what is kept cannot be read.
  func page(_ query: AuditQuery) async throws(ConcordError) -> AuditPage

  /// How the log does.
  var status: AuditStatus { get }

  /// Writes what waits and keeps nothing more.
  func close() async
}

/// A record on its way into a log.
public struct AuditEntry: Sendable {
  private let record: AuditRecord
  private let complete: (@Sendable (inout AuditRecord) -> Void)?
  /// About how much memory it holds while it waits.
  public let bytes: Int

  /// - Parameters:
  ///   - record: what is known at once; the position does not count.
  ///   - bytes: how much memory `complete` holds.
  ///   - complete: adds what takes time to write, such as a payload; called once, on a thread of the log's own.
  public init(
    _ record: AuditRecord, bytes: Int = 0, completing complete: (@Sendable (inout AuditRecord) -> Void)? = nil
  ) {
    self.record = record
    self.complete = complete
    self.bytes = 256 + bytes + (record.payload?.count ?? 0)
  }

  /// The whole record, for a log that gives it this position.
  public func completed(at position: Int) -> AuditRecord {
    var record = record
    record.position = position
    complete?(&record)
    return record
  }
}

/// How a log does.
public struct AuditStatus: Sendable, Equatable {
  /// The position of the newest record that is kept; 0 before the first.
  public var position = 0
  /// Records that were left out since the log was opened: too many waited, or they could not be written.
  public var dropped = 0
  /// Why the last one could not be written; nil while all is well.
  public var failure: String?

  public init(position: Int = 0, dropped: Int = 0, failure: String? = nil) {
    self.position = position
    self.dropped = dropped
    self.failure = failure
  }
}
