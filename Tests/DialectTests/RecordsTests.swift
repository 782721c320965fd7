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

  private static func text(_ payload: [UInt8]?) -> String { payload.map { String(decoding: $0, as: UTF8.self) } ?? "-" }

  private static func line(_ record: AuditRecord) -> String {
    "\(record.topic) \(record.message?.description ?? "-") \(record.error?.text ?? "ok") \(text(record.payload))"
  }

  @Test func subscriptionsAreOnRecord() async throws {
    let audit = Kept()
    try await DialectServer.run(limits: { $0.subscriptions = 1 }, audit: audit) { test in
      try await test.order("dep_1", for: "ann")
      let store = try await test.store()
      _ = try await store.ask(#"{"type":"SUBSCRIBE","entity":"partner","requestId":"a"}"#)
      _ = try await store.ask(#"{"type":"UNSUBSCRIBE","entity":"partner","requestId":"b"}"#)
      _ = try await store.ask(#"{"type":"SUBSCRIBE","entity":"nobody","requestId":"c"}"#)
      let bob = try await test.connect("/ws", ["X-Name": "bob", "X-Customer": "bob"])
      func ask(_ id: String, _ payload: String) async throws {
        _ = try await bob.ask(
          #"{"messageId":"\#(id)","topic":"concord:subscribe","type":"request","payload":\#(payload)}"#)
      }
      try await ask("d", #"{"keys":["/deployment/dep_1"]}"#)
      // Neither what is malformed nor what is beyond a limit is anybody's deed.
      try await ask("e", "{}")
      try await ask("f", #"{"entities":["partner","disk"]}"#)
    }
    #expect(
      audit.requests.map(Self.line) == [
        #"SUBSCRIBE a ok {"entities":["partner"]}"#, #"UNSUBSCRIBE b ok {"entities":["partner"]}"#,
        #"SUBSCRIBE c NOT_FOUND {"entities":["nobody"]}"#,
        #"concord:subscribe d FORBIDDEN {"keys":["/deployment/dep_1"]}"#,
      ])
    #expect(audit.requests.map(\.principal) == ["developer", "developer", "developer", "bob"])
    #expect(audit.requests.last?.entity == EntityPath("/deployment/dep_1"))
  }

  @Test func metadataIsKept() async throws {
    let audit = Kept()
    try await DialectServer.run(audit: audit) { test in
      let store = try await test.store()
      let long = String(repeating: "s", count: 200)
      for (frame, metadata) in [
        (#""type":"QUERY","entity":"partner""#, #"{"source":"page","sessionId":"s1"}"#),
        (#""type":"MUTATION","entity":"nobody","operation":"CREATE""#, #"{"source":"page"}"#),
        (#""type":"SUBSCRIBE","entity":"partner""#, #"{"sessionId":"\#(long)"}"#),
      ] { _ = try await store.ask(#"{\#(frame),"metadata":\#(metadata)}"#) }
    }
    #expect(
      audit.requests.map { [$0.topic, $0.source ?? "-", $0.sessionID ?? "-"] } == [
        ["partner:get_partners", "page", "s1"], ["nobody:create", "page", "-"],
        ["SUBSCRIBE", "-", String(repeating: "s", count: 128)],
      ])
  }

  /// What a browser wrote is kept once, and counts for as much as it is while it waits.
  @Test func consoleLogsAreKeptOnce() async throws {
    let audit = Kept()
    let long = String(repeating: "x", count: 20_000)
    try await DialectServer.run(audit: audit) { test in
      let store = try await test.store()
      _ = try await store.ask(#"{"type":"CONSOLE_LOGS","messages":["\#(long)"],"source":"page","requestId":"r"}"#)
    }
    #expect(audit.requests.isEmpty)
    let console = audit.all.filter { $0.record.kind == .console }
    #expect(console.map { Self.text($0.record.payload) } == [#"{"messages":["\#(long)"],"source":"page"}"#])
    #expect(console.first?.record.message == .text("r") && console.first?.bytes ?? 0 > 20_000)
  }

  @Test func whatIsSentCountsWhileItWaits() async throws {
    let audit = Kept()
    let long = String(repeating: "x", count: 30_000)
    try await DialectServer.run(audit: audit) { test in
      let store = try await test.store()
      _ = try await store.ask(
        #"{"type":"MUTATION","entity":"partner","operation":"CREATE","payload":{"name":"\#(long)"}}"#)
    }
    #expect(audit.all.filter { $0.record.kind == .request }.map { $0.bytes > 30_000 } == [true])
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
