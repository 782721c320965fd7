import CatalogContracts
import ConcordClient
import ConcordCore
import ConcordEntities
import ConcordServer
import ConcordTransport
import Testing

/// Reactions beside a server, driven by a client.
@Suite struct ServerTests {
  private struct Handler: StewardHandler {
    func sweep(_ input: StewardSweepInput, _ context: RequestContext) async throws -> StewardSweepOutput {
      if input.hard { throw ConcordError(.overloaded, "later") }
      return StewardSweepOutput(swept: 3)
    }
  }

  private struct Accounts: AccountReactions {
    let notes: Notes

    func greet(_ change: StateChange<Account>, _ context: RequestContext) {
      notes.add("greet \(change.latest.name) for \(change.actor.id)")
      context.publish(AccountEvents.table.greeted, AccountGreetedPayload(name: change.latest.name, text: "Welcome"))
    }

    func noteGreeting(_ payload: AccountGreetedPayload, _ context: RequestContext) {
      notes.add("greeted \(payload.name) by \(context.actor.name ?? "-")")
    }

    func noteUpdate(_ change: StateChange<Account>, _ context: RequestContext) async throws {
      notes.add("update of \(change.changedFields)")
      // The log has the handler's name, and not the secret.
      throw ConcordError(.internalError, "\(change)")
    }
  }

  private struct Log: ServerLog {
    let lines: Notes
    func write(_ entry: LogEntry) { lines.add(entry.description) }
  }

  @Test func reactionsFollowWhatClientsDo() async throws {
    let (notes, log) = (Notes(), Notes())
    let store = MemoryStore()
    let server = ConcordServer(
      [CatalogPackage.self], store: store, entities: StoredEntities(store, entities: CatalogPackage.entities),
      reactor: InProcessReactor(), options: ServerOptions(port: 0, loops: 2), log: Log(lines: log)
    ) { _, _ in .developer }
    server.handle(steward: Handler())
    server.serveStored(CatalogPackage.entities)
    server.react(steward: Steward(notes))
    server.react(account: Accounts(notes: notes))
    let port = try await server.start()
    let group = try EventLoopGroup(count: 1)
    let client = ConcordClient(
      baseURL: "http://127.0.0.1:\(port)", packages: [CatalogPackage.self], transport: TransportClient(group: group))
    try await client.connect()

    try await client.account.create(
      Account(name: "ada", email: "ada@example.org", token: Secret("hush-hush")))
    var patch = Patch(Account.key(name: "ada"))
    patch.token = Secret("hush-again")
    try await client.account.update(patch)
    #expect(try await client.steward.sweep(StewardSweepInput(hard: false)).swept == 3)
    await #expect(throws: ConcordError.self) { try await client.steward.sweep(StewardSweepInput(hard: true)) }
    // What nobody answers for the store: the plugin's entity has no handler here.
    await #expect(throws: ConcordError.self) { try await client.system.get(System.key(id: "s1")) }
    client.close()
    await server.drain(deadline: .seconds(120))
    await group.shutdown()

    #expect(
      notes.all.sorted()
        == [
          "greet ada for developer", "greeted ada by noteGreeting", #"update of ["token"]"#, "swept 3",
        ].sorted())
    let failed = log.all.filter { $0.contains("noteUpdate") }
    #expect(failed.count == 1 && failed[0].hasPrefix("error the reaction 'noteUpdate' to 'trigger account.updated'"))
    #expect(failed[0].contains(#""delta":{"token":"****"}"#) && !log.all.contains { $0.contains("hush") })
  }
}
