import ConcordClient
import ConcordCore
import ConcordEntities
import ConcordServer
import ConcordTransport
import SampleContracts
import Testing

/// Clients of a real server with a real store.
@Suite struct ServedTests {
  private struct Quiet: ServerLog {
    func write(_ entry: LogEntry) {}
  }

  /// A server, and as many connected clients as wanted.
  private func withClients(_ count: Int, _ body: ([ConcordClient]) async throws -> Void) async throws {
    let store = MemoryStore()
    let server = ConcordServer(
      [SamplePackage.self], store: store, entities: StoredEntities(store, entities: SamplePackage.entities),
      options: ServerOptions(port: 0, loops: 2), log: Quiet()
    ) { _, _ in .developer }
    server.serveStored(SamplePackage.entities)
    let port = try await server.start()
    let group = try EventLoopGroup(count: 1)
    var clients: [ConcordClient] = []
    for _ in 0..<count {
      let client = ConcordClient(
        baseURL: "http://127.0.0.1:\(port)", packages: [SamplePackage.self], transport: TransportClient(group: group))
      try await client.connect()
      clients.append(client)
    }
    // Whoever has had the greeting is listening.
    for client in clients { try await eventually("greeted") { client.status.server != nil } }
    try await body(clients)
    for client in clients { client.close() }
    await server.stop()
    await group.shutdown()
  }

  @Test func oneClientActsTheOtherSees() async throws {
    try await withClients(2) { clients in
      let (actor, watcher) = (clients[0], clients[1])
      #expect(actor.status.contractMismatches == [])
      let log = Log()
      _ = watcher.events.tenant.subscribe.created { log.add("tenant \($0.name)") }
      _ = watcher.events.account.subscribe.created { log.add("account \($0.name)") }
      _ = watcher.events.environment.subscribe.created { log.add("environment \($0.name)") }
      _ = watcher.events.service.subscribe.created { log.add("service \($0.name)") }
      _ = watcher.events.service.subscribe.deleted { log.add("deleted \($0)") }
      _ = watcher.events.tenant.subscribe.deleted { log.add("deleted \($0)") }
      try await actor.tenant.create(acme)
      try await actor.account.create(prod)
      try await actor.environment.create(env1)
      try await actor.service.create(api)
      try await eventually("seen") { watcher.tree.count == 4 }
      #expect(watcher.tree.lines == actor.tree.lines && actor.tree.count == 4)
      #expect(log.lines == ["tenant acme", "account prod", "environment env1", "service api"])

      try await actor.tenant.delete(acme.key)
      #expect(actor.tree.count == 0)
      try await eventually("deleted") { log.lines.count == 6 }
      #expect(
        log.lines.suffix(2) == [
          "deleted /tenant/acme/account/prod/environment/env1/service/api", "deleted /tenant/acme",
        ])
      #expect(watcher.tree.count == 0)
    }
  }

  @Test func errorsOfTheServer() async throws {
    try await withClients(1) { clients in
      let client = clients[0]
      try await client.tenant.create(acme)
      await expectFailure(.alreadyExists, try await client.tenant.create(acme))
      await expectFailure(.notFound, try await client.environment.create(env1))
      try await client.ticket.create(Ticket(tenant: "acme", number: 1, text: "x"))
      await expectFailure(.restricted, try await client.tenant.delete(acme.key))
      await expectFailure(.unknownTopic, try await client.account.clean(prod.key))
      #expect(client.tree.count == 2)
    }
  }

  /// Three clients change things at once, without looking at each other; in the end all of them know the same, and what
  /// a fresh client loads.
  @Test func clientsThatWriteAtOnceEndInTheSameTree() async throws {
    try await withClients(4) { clients in
      let writers = clients.prefix(3)
      await withTaskGroup { group in
        for (number, client) in writers.enumerated() {
          group.addTask { await Self.write(client, seed: UInt64(number + 1)) }
        }
      }
      let fresh = clients[3]
      try await fresh.loadAll()
      #expect(fresh.tree.count > 0)
      for client in writers {
        try await eventually("the same") { client.tree.lines == fresh.tree.lines }
        #expect(client.status.orphanCount == 0)
        #expect(client.status.counters.malformed == 0 && client.status.counters.unknownTopics == 0)
      }
    }
  }

  private static func write(_ client: ConcordClient, seed: UInt64) async {
    var random = SeededRandom(seed)
    for step in 0..<150 {
      let tenant = "t\(Int.random(in: 0..<3, using: &random))"
      let account = "a\(Int.random(in: 0..<3, using: &random))"
      let environment = "e\(Int.random(in: 0..<3, using: &random))"
      // Most of it fails for some reason: it exists, its parent does not, somebody was faster.
      switch Int.random(in: 0..<8, using: &random) {
      case 0: _ = try? await client.tenant.create(Tenant(name: tenant))
      case 1, 2: _ = try? await client.account.create(Account(tenant: tenant, name: account, provider: .aws))
      case 3, 4:
        _ = try? await client.environment.create(Environment(tenant: tenant, account: account, name: environment))
      case 5:
        var patch = Patch(Account.key(tenant: tenant, name: account))
        patch.size = step
        _ = try? await client.account.update(patch)
      case 6: _ = try? await client.account.delete(Account.key(tenant: tenant, name: account))
      default: _ = try? await client.account.get(Account.key(tenant: tenant, name: account))
      }
    }
  }
}
