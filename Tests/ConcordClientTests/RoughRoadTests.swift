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
/// of one seed; without it each run draws its own.
@Suite(.serialized) struct RoughRoadTests {
  private struct Quiet: ServerLog {
    func write(_ entry: LogEntry) {}
  }

  private static let seeds: [UInt64] = {
    if let text = ProcessInfo.processInfo.environment["CONCORD_SEED"], let seed = UInt64(text) { return [seed] }
    return (0..<3).map { _ in .random(in: 0..<1_000_000) }
  }()

  /// What one client did and heard.
  private final class Diary: Sendable {
    struct Entries: Sendable {
      /// Tenants whose creation was acknowledged, and whose deletion was; and those that were asked to go.
      var created: Set<String> = [], deleted: Set<String> = [], doomed: Set<String> = []
      /// What the bus told of, taken together.
      var told: Set<String> = []
      /// Events of changes that no commit had made.
      var early: [String] = []
      /// Values that a client read and nobody had written.
      var wrong: [String] = []
    }

    let entries = Mutex(Entries())

    func listen(to client: ConcordClient, _ store: WitnessStore) {
      _ = client.events.tenant.subscribe.created { tenant in
        self.entries.withLock { entries in
          entries.told.insert(tenant.name)
          if !store.hasSeen("tenant:created", tenant.path) { entries.early.append(tenant.name) }
        }
      }
      _ = client.events.tenant.subscribe.deleted { key in
        self.entries.withLock { entries in
          entries.told.remove(key.path.segments[0].key)
          if !store.hasSeen("tenant:deleted", key.path) { entries.early.append("\(key)") }
        }
      }
    }

    func note(_ change: (inout Entries) -> Void) { entries.withLock { change(&$0) } }
    var all: Entries { entries.withLock { $0 } }
  }

  private static let get = Tenant.get(
    "tenant:get_tenant", retry: RetryPolicy(retries: 3, first: .milliseconds(5), maximum: .milliseconds(20)))

  /// Creates, changes, reads and deletes tenants that are this client's alone.
  private static func work(_ client: ConcordClient, _ number: Int, _ seed: UInt64, _ diary: Diary) async {
    var random = SeededRandom(seed)
    var mine: [String] = []
    for step in 0..<60 {
      switch Int.random(in: 0..<8, using: &random) {
      case 0...3:
        let name = "c\(number)-\(step)"
        guard (try? await client.tenant.create(Tenant(name: name), timeout: .seconds(20))) != nil else { continue }
        mine.append(name)
        diary.note { $0.created.insert(name) }
      case 4, 5:
        guard let name = mine.randomElement(using: &random) else { continue }
        var patch = Patch(Tenant.key(name: name))
        patch.title = "\(step)"
        _ = try? await client.tenant.update(patch, timeout: .seconds(20))
      case 6:
        guard let name = mine.randomElement(using: &random) else { continue }
        let tenant = try? await client.call(get, Tenant.key(name: name), timeout: .seconds(20))
        if let tenant, tenant.name != name { diary.note { $0.wrong.append("\(name): \(tenant.name)") } }
      default:
        guard let name = mine.popLast() else { continue }
        diary.note { $0.doomed.insert(name) }
        if (try? await client.tenant.delete(Tenant.key(name: name), timeout: .seconds(20))) != nil {
          diary.note { $0.deleted.insert(name) }
        }
      }
    }
  }

  /// What may come twice: everything that a server says, and requests that may be repeated anyway.
  @Sendable private static func mayRepeat(_ head: MessageHead, _ direction: RoughRoad.Direction) -> Bool {
    switch direction {
    case .client: true
    case .server: head.topic == "tenant:get_tenant"
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
    let road = try RoughRoad(to: try await server.start(), seed: seed, mayRepeat: Self.mayRepeat)
    let group = try EventLoopGroup(count: 1)
    var options = ClientOptions()
    options.reconnect.base = .milliseconds(4)
    options.reconnect.cap = .milliseconds(50)
    var clients: [(client: ConcordClient, diary: Diary)] = []
    // The last one listens.
    for _ in 0..<4 {
      let client = ConcordClient(
        baseURL: road.baseURL, packages: [SamplePackage.self], transport: TransportClient(group: group),
        options: options)
      let diary = Diary()
      diary.listen(to: client, store)
      try await client.connect()
      try await client.loadAll()
      clients.append((client, diary))
    }

    road.set(rough: true)
    await withTaskGroup { tasks in
      for (number, (client, diary)) in clients.dropLast().enumerated() {
        tasks.addTask { await Self.work(client, number, seed &+ UInt64(number), diary) }
      }
    }
    road.set(rough: false)

    let deeds = road.deeds
    #expect(deeds.cuts > 0 && deeds.delays > 0 && deeds.repetitions > 0 && deeds.reorderings > 0, "\(deeds)")
    // None ran twice: what is not idempotent was sent once.
    #expect(store.runs.values.allSatisfy { $0 == 1 })
    #expect(clients.reduce(0) { $0 + $1.client.status.counters.recoveries } > 0)
    for (client, diary) in clients {
      try await Self.expectTruth(client, diary, store)
      client.close()
    }
    road.stop()
    await server.stop()
    await group.shutdown()
  }

  /// In the end a client knows what the store has, by its tree and by what it was told.
  private static func expectTruth(_ client: ConcordClient, _ diary: Diary, _ store: WitnessStore) async throws {
    let truth = try await store.entities(of: "tenant", within: nil).entities
    let lines = truth.map { "\($0.path) \($0.revision)" }.sorted()
    try await eventually("the tree is right") { client.tree.lines.sorted() == lines }
    let names = Set(truth.map { $0.path.segments[0].key })
    try await eventually("the events are right") { diary.all.told == names }
    let all = diary.all
    #expect(all.early == [] && all.wrong == [])
    // No acknowledged request was lost.
    #expect(all.created.subtracting(all.doomed).isSubset(of: names))
    #expect(all.deleted.isDisjoint(with: names))
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
