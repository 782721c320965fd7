import ConcordCore
import ConcordEntities
import TestContracts
import Testing

@testable import ConcordServer

/// Records about those who did not sign in are bounded apart from all others.
@Suite struct StrangersRecordsTests {
  private struct Silence: EventPublisher {
    func publish<Payload: JSONCodable>(
      _ event: PushedEvent<Payload>, _ payload: Payload, about path: EntityPath?, cause: MessageID?,
      except: ConcordCore.ConnectionID?
    ) {}
  }

  @Test func theyPushNobodyOut() async throws {
    let log = MemoryAuditLog()
    let auditor = Auditor(log, [TestPackage.self], strangers: 1)
    let handler = auditor.around { (input: Probe, _: RequestContext) in input }
    let store = StoredEntities(MemoryStore(), entities: TestPackage.entities)
    func call(_ principal: Principal) async throws {
      let context = RequestContext(
        connection: nil, messageID: .make(), topic: "probe:ask", kind: .custom, principal: principal, entities: store,
        publisher: Silence())
      _ = try await handler(Probe(1), context)
    }
    for _ in 0..<1000 {
      try await call(.anonymous)
      try await call(Principal(name: "ann"))
    }
    let records = try await log.page(AuditQuery(limit: 10_000)).records
    #expect(records.count(where: { $0.principal == "ann" }) == 1000)
    // How many are let in is the clock's affair; none is lost sight of.
    let strangers = records.count(where: { $0.principal == nil })
    #expect(strangers > 0 && auditor.leftOut > 0 && strangers + auditor.leftOut == 1000)
  }
}
