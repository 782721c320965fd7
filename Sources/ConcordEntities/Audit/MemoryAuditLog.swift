public import ConcordCore
import Synchronization

/// An audit log in memory: the newest records, up to a number and a size; the oldest make room. It is gone with the process.
public final class MemoryAuditLog: AuditLog {
  private let ring: SharedRing
  private let worker: AuditWorker

  /// - Parameters:
  ///   - maxRecords: how many records are kept.
  ///   - maxBytes: how much memory they take, about.
  ///   - queue: how many records may wait to be encoded; one more is left out.
  public init(maxRecords: Int = 100_000, maxBytes: Int = 64 << 20, queue: Int = 10_000) {
    let ring = SharedRing(maxRecords, maxBytes)
    self.ring = ring
    worker = AuditWorker(maxEntries: queue, maxBytes: 32 << 20) { entries in
      for entry in entries { ring.append(entry) }
    }
  }

  public func append(_ entry: AuditEntry) { worker.append(entry) }

  public func page(_ query: AuditQuery) async throws(ConcordError) -> AuditPage {
    await worker.run { [ring] in ring.page(query) }
  }

  public var status: AuditStatus { AuditStatus(position: ring.last, dropped: worker.dropped) }

  public func close() async { await worker.close() }
}

/// The records. Only the worker's thread changes them.
private final class SharedRing: Sendable {
  private let state: Mutex<AuditRing>

  init(_ maxRecords: Int, _ maxBytes: Int) { state = Mutex(AuditRing(maxRecords, maxBytes)) }

  var last: Int { state.withLock { $0.last } }

  func append(_ entry: AuditEntry) {
    // Encoded outside of the lock.
    let record = entry.completed(at: last + 1)
    state.withLock { $0.append(record) }
  }

  func page(_ query: AuditQuery) -> AuditPage {
    let records = state.withLock { $0.records(after: query.after) }
    var found: [AuditRecord] = []
    for record in records where query.matches(record) {
      found.append(record)
      if found.count > query.limit { break }
    }
    return AuditPage(found, limit: query.limit)
  }
}

/// The newest records, bounded in number and bytes.
struct AuditRing: Sendable {
  private let maxRecords: Int, maxBytes: Int
  /// Those that are kept, behind `start` that are not.
  private var records: [AuditRecord] = []
  private var start = 0
  private(set) var bytes = 0
  /// The position of the newest; 0 before the first.
  private(set) var last = 0

  init(_ maxRecords: Int, _ maxBytes: Int) {
    self.maxRecords = max(1, maxRecords)
    self.maxBytes = maxBytes
  }

  var count: Int { records.count - start }

  /// The newest is kept however large it is.
  mutating func append(_ record: AuditRecord) {
    records.append(record)
    bytes += Self.size(record)
    last = record.position
    while count > maxRecords || bytes > maxBytes && count > 1 {
      bytes -= Self.size(records[start])
      records[start].payload = nil
      start += 1
    }
    if start > 1024, start > records.count / 2 {
      records.removeFirst(start)
      start = 0
    }
  }

  /// Positions have no gaps, so the place of one is known.
  func records(after position: Int) -> ArraySlice<AuditRecord> {
    let oldest = last - count + 1
    return records[min(records.count, start + max(0, position + 1 - oldest))...]
  }

  private static func size(_ record: AuditRecord) -> Int { 256 + (record.payload?.count ?? 0) }
}
