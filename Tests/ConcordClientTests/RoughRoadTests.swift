import ConcordClient
import ConcordCore
import ConcordEntities
import ConcordServer
import ConcordTransport
import Foundation
import SampleContracts
import Synchronization
import Testing

/// Clients of a real server, on a way that delays, cuts, repeats and reorders what travels. `CONCORD_SEED=7` runs the rounds
/// of one seed, and `CONCORD_SEED=1-100` those of a hundred; without it each run draws one.
@Suite(.serialized) struct RoughRoadTests {
  private struct Quiet: ServerLog {
    func write(_ entry: LogEntry) {}
  }

  private static let seeds: [UInt64] = {
    let text = ProcessInfo.processInfo.environment["CONCORD_SEED"] ?? ""
    let numbers = text.split(separator: "-").compactMap { UInt64($0) }
    if let first = numbers.first, let last = numbers.last, first <= last { return Array(first...last) }
    return [.random(in: 0..<1_000_000)]
  }()

  private static let get = Tenant.get(
    "tenant:get_tenant", retry: RetryPolicy(retries: 3, first: .milliseconds(5), maximum: .milliseconds(20)))

  /// Creates, changes, reads and deletes tenants, its own and those of others. Now and then the caller does not wait for the
  /// reply, or the client is closed and connects again: what happened reaches its tree all the same.
  private static func work(_ client: ConcordClient, _ number: Int, _ seed: UInt64, _ ledger: TenantLedger) async {
    var random = SeededRandom(seed)
    for step in 0..<60 {
      let title = "\(number)-\(step)"
      let timeout: Duration = Int.random(in: 0..<6, using: &random) == 0 ? .milliseconds(2) : .seconds(20)
      if Int.random(in: 0..<20, using: &random) == 0 {
        client.close()
        for _ in 0..<100 where client.status.connection != .connected { try? await client.connect() }
      }
      switch Int.random(in: 0..<10, using: &random) {
      case 0...3:
        let name = "c\(title)"
        guard (try? await client.tenant.create(Tenant(name: name, title: title), timeout: timeout)) != nil else {
          continue
        }
        ledger.note { $0.created.insert(name) }
      case 4...6:
        guard let name = ledger.any(&random) else { continue }
        var patch = Patch(Tenant.key(name: name))
        patch.title = title
        guard (try? await client.tenant.update(patch, timeout: timeout)) != nil else { continue }
        ledger.note { $0.titles.append((name, title)) }
      case 7, 8:
        guard let name = ledger.any(&random) else { continue }
        let tenant = try? await client.call(get, Tenant.key(name: name), timeout: .seconds(20))
        if let tenant, tenant.name != name { ledger.note { $0.wrong.append("\(name): \(tenant.name)") } }
      default:
        guard let name = ledger.any(&random) else { continue }
        ledger.note { $0.doomed.insert(name) }
        if (try? await client.tenant.delete(Tenant.key(name: name), timeout: timeout)) != nil {
          ledger.note { $0.deleted.insert(name) }
        }
      }
    }
  }

  @Test(arguments: seeds) func nothingIsLostTwiceOrFalse(seed: UInt64) async throws {
    print("rough road: seed \(seed)")
    let store = WitnessStore()
    let server = ConcordServer(
      [SamplePackage.self], store: store, entities: StoredEntities(store, entities: SamplePackage.entities),
      options: ServerOptions(port: 0, loops: 2), log: Quiet()
    ) { _, _ in .developer }
    server.serveStored(SamplePackage.entities)
    let road = try RoughRoad(to: try await server.start(), seed: seed)
    let group = try EventLoopGroup(count: 1)
    var options = ClientOptions()
    options.reconnect.base = .milliseconds(4)
    options.reconnect.cap = .milliseconds(50)
    let ledger = TenantLedger()
    var clients: [(client: ConcordClient, diary: TenantDiary)] = []
    // The last one listens.
    for number in 0..<4 {
      let client = ConcordClient(
        baseURL: road.baseURL, packages: [SamplePackage.self], transport: TransportClient(group: group),
        options: options)
      let diary = TenantDiary(number)
      diary.listen(to: client, store)
      try await client.connect()
      try await client.loadAll()
      clients.append((client, diary))
    }

    road.set(rough: true)
    await withTaskGroup { tasks in
      for (number, (client, _)) in clients.dropLast().enumerated() {
        tasks.addTask { await Self.work(client, number, seed &+ UInt64(number), ledger) }
      }
    }
    road.set(rough: false)
    for (number, (client, _)) in clients.dropLast().enumerated() {
      try await Self.createUnheard(client, "late-\(number)", store)
    }

    let deeds = road.deeds
    #expect(deeds.cuts > 0 && deeds.delays > 0 && deeds.repetitions > 0 && deeds.reorderings > 0, "\(deeds)")
    // What the client may not repeat it sent once; and what came twice all the same ran once.
    let mayComeTwice: Set = ["tenant:get_tenant", "tenant:get_tenants"]
    #expect(road.sent.values.filter { $0.count > 1 && !mayComeTwice.contains($0.topic) }.map(\.topic) == [])
    #expect(store.runs.values.allSatisfy { $0 == 1 })
    #expect(clients.reduce(0) { $0 + $1.client.status.counters.recoveries } > 0)
    for (client, _) in clients { try await Self.expectTruth(client, store) }
    if let (listener, diary) = clients.last {
      try await eventually("the events are right") { diary.flaws(against: store, isOver: true).isEmpty }
      #expect(diary.flaws(against: store, isOver: true) == [], "\(listener.status.counters)")
    }
    for (client, _) in clients { client.close() }
    try await ledger.expectKept(in: store)
    road.stop()
    await server.stop()
    await group.shutdown()
  }

  /// A creation whose caller does not wait, when no connection will be lost any more that would make the client look.
  private static func createUnheard(_ client: ConcordClient, _ name: String, _ store: WitnessStore) async throws {
    try await eventually("connected") { client.status.connection == .connected }
    _ = try? await client.tenant.create(Tenant(name: name, title: name), timeout: .microseconds(1))
    try await eventually("it happened") { !store.history(of: name).isEmpty }
  }

  /// In the end a client knows what the store has. Who only listens was also told each event, once and in order; what a
  /// client with changes of its own was told of those, when their replies were lost, is not compared here.
  private static func expectTruth(_ client: ConcordClient, _ store: WitnessStore) async throws {
    let truth = try await store.entities(of: "tenant", within: nil).entities
    let lines = truth.map { "\($0.path) \($0.revision)" }.sorted()
    try await eventually("the tree is right") { client.tree.lines.sorted() == lines }
    #expect(client.status.counters.malformed == 0 && client.status.counters.unknownTopics == 0)
  }

  @Test func framesAreCutWhereverTheBytesAre() {
    let head = Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
    let masked: [UInt8] = [0x81, 0x82, 1, 2, 3, 4, UInt8(ascii: "h") ^ 1, UInt8(ascii: "i") ^ 2]
    let long = [0x81, 126, 1, 0] + [UInt8](repeating: 65, count: 256)
    let all = head + masked + [0x89, 0] + long
    for size in [1, 2, 3, 7, all.count] {
      var cutter = FrameCutter()
      var pieces: [FrameCutter.Piece] = []
      for start in stride(from: 0, to: all.count, by: size) {
        pieces += cutter.take(all[start..<min(start + size, all.count)])
      }
      #expect(pieces.map(\.bytes) == [head, masked, [0x89, 0], long])
      #expect(pieces.map { $0.text?.count } == [nil, 2, nil, 256])
      #expect(pieces[1].text == Array("hi".utf8))
    }
  }
}
