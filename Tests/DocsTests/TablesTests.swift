import ConcordCore
import ConcordEntities
import ConcordServer
import Testing

/// The tables of docs/wire.md say what the code does.
@Suite struct TablesTests {
  @Test func errors() throws {
    let rows = try Page("docs/wire.md").table(below: "## Errors").map { Array($0.prefix(3)) }
    #expect(rows == ErrorCode.table.map { [$0.text, "\($0.httpStatus)", $0.isRetryable ? "yes" : "no"] })
  }

  @Test func limits() throws {
    let limits = ServerLimits()
    let rows = try Page("docs/wire.md").table(below: "## Limits").map { Array($0.prefix(2)) }
    let expected: [[String]] = [
      ["messageBytes", bytes(limits.messageBytes)],
      ["connections", "\(limits.connections)"],
      ["inFlight", "\(limits.inFlight)"],
      ["inputBytes", bytes(limits.inputBytes)],
      ["totalInFlight", "\(limits.totalInFlight)"],
      ["queueBytes", bytes(limits.queueBytes)],
      ["handshake", seconds(limits.handshake)],
      ["ping", seconds(limits.ping)],
      ["close", seconds(limits.close)],
      ["signInNotice", seconds(limits.signInNotice)],
      ["subscriptions", "\(limits.subscriptions)"],
      ["heldEvents", "\(limits.heldEvents)"],
      ["snapshotBytes", bytes(limits.snapshotBytes)],
      ["rate", count(limits.rate)],
      ["principalRate", count(limits.principalRate)],
      ["operationRates", limits.operationRates.isEmpty ? "none" : "some"],
      ["loopLag", limits.loopLag.map(seconds) ?? "none"],
      ["stall", seconds(limits.stall)],
      ["fileBytes", bytes(limits.fileBytes)],
      ["uploadBytes", bytes(limits.uploadBytes)],
      ["uploadParts", "\(limits.uploadParts)"],
      ["uploads", "\(limits.uploads)"],
      ["uploadsPerCaller", "\(limits.uploadsPerCaller)"],
      ["idempotencyBytes", bytes(limits.idempotencyBytes)],
      ["totalIdempotencyBytes", bytes(limits.totalIdempotencyBytes)],
      ["anonymousIdempotencyBytes", bytes(limits.anonymousIdempotencyBytes)],
      ["totalAnonymousIdempotencyBytes", bytes(limits.totalAnonymousIdempotencyBytes)],
      ["anonymousRecords", "\(limits.anonymousRecords)"],
    ]
    #expect(rows == expected)
    #expect(
      rows.map(\.[0]) == Mirror(reflecting: limits).children.map { $0.label ?? "" }, "every limit is in the table")
  }

  @Test func lists() throws {
    let rows = try Page("docs/operation.md").table(below: "### Lists").map { Array($0.prefix(2)) }
    let limits = Mirror(reflecting: ListLimits()).children.map { [$0.label ?? "", "\($0.value)"] }
    #expect(rows == limits)
  }

  @Test func uploads() throws {
    let limits = ServerLimits()
    let rows = try Page("docs/contract-language/http.md").table(below: "## Files").map { Array($0.prefix(2)) }
    #expect(
      rows == [
        ["fileBytes", bytes(limits.fileBytes)], ["messageBytes", bytes(limits.messageBytes)],
        ["uploadBytes", bytes(limits.uploadBytes)], ["uploadParts", "\(limits.uploadParts)"],
        ["uploads", "\(limits.uploads)"], ["uploadsPerCaller", "\(limits.uploadsPerCaller)"],
      ])
  }

  private func bytes(_ count: Int) -> String {
    count % (1 << 20) == 0 ? "\(count >> 20) MiB" : "\(count >> 10) KiB"
  }

  private func count(_ limit: Int?) -> String { limit.map(String.init) ?? "none" }

  private func seconds(_ time: Duration) -> String { "\(time.components.seconds) s" }
}
