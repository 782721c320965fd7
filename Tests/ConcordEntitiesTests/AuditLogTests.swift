import ConcordCore
import Foundation
import Synchronization
import Testing

@testable import ConcordEntities

/// A record that says nothing but its number.
private func entry(_ number: Int, _ kind: AuditKind = .request) -> AuditEntry {
  AuditEntry(
    AuditRecord(kind, "test:\(number)", time: Timestamp(milliseconds: Int64(number)), payload: bytes("{}")))
}

private func topics(_ log: any AuditLog, _ query: AuditQuery = AuditQuery(limit: 10_000)) async throws -> [String] {
  try await log.page(query).records.map(\.topic)
}

private func topics(_ numbers: ClosedRange<Int>) -> [String] { numbers.map { "test:\($0)" } }

/// Runs `body` with a folder of its own.
private func withFolder(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "concord-audit-\(UUID())").path
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try await body(folder)
}

private func files(_ folder: String) throws -> [String] { try AuditFileName.all(in: folder).map(\.text) }

@Suite struct AuditRecordTests {
  @Test func isReadAsItWasWritten() throws {
    let record = AuditRecord(
      .change, "tenant:created", position: 3, time: Timestamp(milliseconds: 1), entity: path("/tenant/a%20b"),
      principal: "ada", connection: ConnectionID(1 << 63 | 7), message: .text("m"), cause: .make(), offset: 9,
      error: .forbidden, source: "page", sessionID: "s", payload: bytes(#"{"name":"a b"}"#))
    let read = try JSON.decode(AuditRecord.self, from: encode(record))
    #expect(JSON.text(read) == JSON.text(record))
    #expect(read == record)
    let short = AuditRecord(.console, "console:capture", position: 1, time: Timestamp(milliseconds: 2))
    #expect(
      JSON.text(short)
        == #"{"position":1,"time":"1970-01-01T00:00:00.002Z","kind":"console","topic":"console:capture"}"#)
    #expect(try JSON.decode(AuditRecord.self, from: encode(short)) == short)
  }
}

@Suite struct MemoryAuditLogTests {
  @Test func keepsTheNewestInOrder() async throws {
    let log = MemoryAuditLog(maxRecords: 5)
    for number in 1...12 { log.append(entry(number)) }
    #expect(try await topics(log) == topics(8...12))
    #expect(try await topics(log, AuditQuery(after: 10)) == topics(11...12))
    #expect(log.status == AuditStatus(position: 12))
    await log.close()
    log.append(entry(13))
    #expect(log.status == AuditStatus(position: 12, dropped: 1), "a closed log keeps nothing more")
  }

  @Test func isBoundedInBytes() {
    var ring = AuditRing(10_000, 10_000)
    for number in 1...5000 {
      ring.append(
        AuditRecord(.event, "t", position: number, payload: [UInt8](repeating: 0x20, count: number % 100)))
      #expect(ring.bytes <= 10_000)
    }
    #expect(ring.records(after: 0).map(\.position) == Array(5000 - ring.count + 1...5000))
    #expect(ring.records(after: 4998).map(\.position) == [4999, 5000] && ring.records(after: 9000).isEmpty)
    ring.append(AuditRecord(.event, "t", position: 5001, payload: [UInt8](repeating: 0x20, count: 20_000)))
    #expect(ring.count == 1, "the newest is kept however large it is")
  }

  @Test func countsWhatItLeavesOut() async throws {
    let log = MemoryAuditLog(queue: 3)
    let isHeld = Atomic(false)
    let release = DispatchSemaphore(value: 0)
    log.append(
      AuditEntry(AuditRecord(.request, "first")) { _ in
        isHeld.store(true, ordering: .relaxed)
        release.wait()
      })
    while !isHeld.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(2)) }
    for number in 1...10 { log.append(entry(number)) }
    release.signal()
    #expect(try await topics(log) == ["first"] + topics(1...2), "what is being encoded counts, too")
    #expect(log.status == AuditStatus(position: 3, dropped: 8))
  }

  @Test func pagesFollowEachOther() async throws {
    let log = MemoryAuditLog()
    for number in 1...10 { log.append(entry(number, number.isMultiple(of: 2) ? .event : .change)) }
    let page = try await log.page(AuditQuery(kinds: [.event], limit: 2))
    #expect(page.records.map(\.position) == [2, 4] && page.next == 4)
    var positions: [Int] = []
    for try await record in log.replay(AuditQuery(kinds: [.event], limit: 2)) { positions.append(record.position) }
    #expect(positions == [2, 4, 6, 8, 10])
    #expect(
      try await topics(log, AuditQuery(from: Timestamp(milliseconds: 3), until: Timestamp(milliseconds: 5)))
        == topics(3...4))
  }
}

@Suite struct FileAuditLogTests {
  @Test func goesOnWhereItEnded() async throws {
    try await withFolder { folder in
      var log = try FileAuditLog(folder: folder)
      for number in 1...3 { log.append(entry(number)) }
      await log.close()
      log = try FileAuditLog(folder: folder)
      #expect(log.status.position == 3)
      log.append(entry(4))
      #expect(try await topics(log) == topics(1...4))
      #expect(try await log.page(AuditQuery()).records.map(\.position) == [1, 2, 3, 4])
    }
  }

  @Test func rotates() async throws {
    try await withFolder { folder in
      let log = try FileAuditLog(folder: folder, fileBytes: 500, maxFiles: 3)
      for number in 100...199 {
        log.append(entry(number))
        // One at a time or many at once: the files are the same.
        if number < 150 { _ = try await log.page(AuditQuery(after: 1000)) }
      }
      let kept = try await log.page(AuditQuery(limit: 1000)).records
      #expect(kept.map(\.topic) == topics((199 - kept.count + 1)...199))
      #expect(kept.map(\.position) == Array((100 - kept.count + 1)...100))
      let names = try files(folder)
      #expect(names.count == 3 && names[0] == AuditFileName(first: kept[0].position).text)
      for name in names {
        #expect(try AuditFileReader.contents(of: "\(folder)/\(name)").count < 500 + 100)
      }
      #expect(log.status == AuditStatus(position: 100))
    }
  }

  @Test(arguments: [#"{"position":4,"time":"#, "\u{0}\u{0}\u{0}", "{}\n", "garbage\n{"])
  func removesAnEndThatWasCut(_ rest: String) async throws {
    try await withFolder { folder in
      let log = try FileAuditLog(folder: folder)
      for number in 1...3 { log.append(entry(number)) }
      await log.close()
      let file = "\(folder)/\(try files(folder)[0])"
      let whole = try AuditFileReader.contents(of: file)
      try Data(whole + bytes(rest)).write(to: URL(filePath: file))
      let next = try FileAuditLog(folder: folder)
      #expect(try AuditFileReader.contents(of: file) == whole)
      next.append(entry(4))
      #expect(try await topics(next) == topics(1...4))
    }
  }

  @Test func oneProcessWritesAtATime() async throws {
    try await withFolder { folder in
      let log = try FileAuditLog(folder: folder)
      #expect(throws: AuditFileError.self) { _ = try FileAuditLog(folder: folder) }
      await log.close()
      _ = try FileAuditLog(folder: folder)
    }
  }

  @Test func saysWhyItCannotWrite() async throws {
    try await withFolder { folder in
      let log = try FileAuditLog(folder: folder, fileBytes: 10)
      log.append(entry(1))
      _ = try await log.page(AuditQuery())
      // The next file cannot be made where there is no folder.
      try FileManager.default.removeItem(atPath: folder)
      log.append(entry(2))
      await #expect(throws: ConcordError.self) { _ = try await log.page(AuditQuery()) }
      #expect(log.status.position == 1 && log.status.dropped == 1)
      #expect(log.status.failure == "audit log \(folder): No such file or directory")
    }
    #expect(throws: AuditFileError.self) { _ = try FileAuditLog(folder: "/nowhere/at/all") }
  }

  @Test func writersOnSeveralThreadsShareOneOrder() async throws {
    try await withFolder { folder in
      let log = try FileAuditLog(folder: folder, fileBytes: 4000, maxFiles: 1000)
      await withTaskGroup(of: Void.self) { group in
        for writer in 0..<4 {
          group.addTask { for number in 0..<500 { log.append(entry(writer * 1000 + number)) } }
        }
      }
      let records = try await log.page(AuditQuery(limit: 10_000)).records
      #expect(records.map(\.position) == Array(1...2000))
      for writer in 0..<4 {
        let own = records.compactMap { Int($0.topic.dropFirst(5)) }.filter { $0 / 1000 == writer }
        #expect(own == Array(writer * 1000..<writer * 1000 + 500))
      }
    }
  }
}
