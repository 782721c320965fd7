import ConcordCore
import ConcordEntities
import DialectContracts
import Synchronization
import Testing

/// What a server with an audit log keeps of sockets.
@Suite struct RecordsTests {
  /// Keeps what came, with the size that it was said to have.
  private final class Kept: AuditLog {
    private let kept = Mutex<[(record: AuditRecord, bytes: Int)]>([])
    var all: [(record: AuditRecord, bytes: Int)] { kept.withLock { $0 } }
    var requests: [AuditRecord] { all.map(\.record).filter { $0.kind == .request } }

    func append(_ entry: AuditEntry) {
      kept.withLock { $0.append((entry.completed(at: $0.count + 1), entry.bytes)) }
    }

    func page(_ query: AuditQuery) async throws(ConcordError) -> AuditPage {
      AuditPage(all.map(\.record).filter(query.matches), limit: query.limit)
    }

    var status: AuditStatus { AuditStatus(position: all.count) }
    func close() async {}
  }

  /// What strangers are refused would fill the log.
  @Test func strangersRefusalsAreNotKept() async throws {
    let audit = Kept()
    try await DialectServer.run(audit: audit) { test in
      let stranger = try await test.store([:])
      for _ in 0..<20 {
        #expect(
          try await stranger.ask(#"{"type":"QUERY","entity":"partner","requestId":"r"}"#)["code"] == "UNAUTHENTICATED")
        #expect(try await stranger.ask(#"{"type":"SUBSCRIBE","entity":"partner","requestId":"r"}"#)["type"] == "ERROR")
      }
    }
    #expect(audit.requests.isEmpty)
  }

  /// A change of a kind that no contract has hides none of its commit.
  @Test func everyChangeOfACommitIsKept() async throws {
    let audit = Kept()
    try await DialectServer.run(audit: audit) { test in
      let mutations = ["/legacy/1", "/partner/1", "/legacy/2", "/partner/2"].compactMap { EntityPath($0) }.map {
        Mutation.insert($0, json: Array(#"{"id":\#($0.segments[0].key),"name":"p\#($0.segments[0].key)"}"#.utf8))
      }
      _ = try await test.store.commit(mutations, preconditions: [], cause: Cause())
    }
    let changes = audit.all.map(\.record).filter { $0.kind == .change }
    #expect(changes.map { $0.entity?.description } == ["/legacy/1", "/partner/1", "/legacy/2", "/partner/2"])
    #expect(changes.map { $0.payload != nil } == [false, true, false, true])
  }
}
