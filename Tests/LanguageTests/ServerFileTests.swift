import ConcordClient
import ConcordCore
import ConcordEntities
import ConcordServer
import ConcordTransport
import LanguageContracts
import Testing

/// A server that listens as its contract says.
@Suite struct ServerFileTests {
  @Test func aServerIsWhatItsFileSays() async throws {
    let store = MemoryStore()
    let server = ConcordServer(
      [LanguagePackage.self], store: store, entities: StoredEntities(store, entities: LanguagePackage.entities),
      options: ServerOptions(.workshop, loops: 1), log: Served.Quiet()
    ) { _, _ in Principal(name: "me") }
    server.serveStored(LanguagePackage.entities)
    let port = try await server.start()
    let group = try EventLoopGroup(count: 1)
    let client = ConcordClient(
      url: "ws://127.0.0.1:\(port)/shop", packages: [LanguagePackage.self], transport: TransportClient(group: group))
    try await client.connect()
    #expect(try await client.machine.create(Machine(name: "web", disks: [], labels: [:])).name == "web")
    #expect(client.status.server?.limits.messageBytes == 32768 && client.status.server?.ping == 15)
    #expect(client.status.contractMismatches == [])
    client.close()
    let elsewhere = ConcordClient(
      baseURL: "http://127.0.0.1:\(port)", packages: [LanguagePackage.self], transport: TransportClient(group: group))
    #expect(await failure(try await elsewhere.connect())?.message.contains("404") == true)
    await server.stop()
    await group.shutdown()
  }

  @Test func theDefinitionIsGenerated() {
    #expect(
      ServerDefinition.workshop
        == ServerDefinition(
          name: "workshop", namespaces: [.init("/shop", .message, packages: ["language"], signIn: [.bearer])],
          origins: ["https://shop.example"], limits: .init(message: 32768, inFlight: 4, ping: .seconds(15))))
  }
}
