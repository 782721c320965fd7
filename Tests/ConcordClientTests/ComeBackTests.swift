import ConcordClient
import ConcordCore
import ConcordEntities
import ConcordServer
import ConcordTransport
import SampleContracts
import Testing

/// Clients that lose real connections.
@Suite struct ComeBackTests {
  private struct Quiet: ServerLog {
    func write(_ entry: LogEntry) {}
  }

  private static func serve(_ store: MemoryStore, port: Int = 0) async throws -> (server: ConcordServer, port: Int) {
    let server = ConcordServer(
      [SamplePackage.self], store: store, entities: StoredEntities(store, entities: SamplePackage.entities),
      options: ServerOptions(port: port, loops: 1), log: Quiet()
    ) { _, _ in .developer }
    server.serveStored(SamplePackage.entities)
    return (server, try await server.start())
  }

  private static var options: ClientOptions {
    var options = ClientOptions()
    options.reconnect.base = .milliseconds(4)
    options.reconnect.cap = .milliseconds(40)
    return options
  }

  private static func client(
    _ url: String, _ group: EventLoopGroup, _ options: ClientOptions = options
  ) async throws -> ConcordClient {
    let client = ConcordClient(
      baseURL: url, packages: [SamplePackage.self], transport: TransportClient(group: group), options: options)
    try await client.connect()
    try await eventually("greeted") { client.status.server != nil }
    return client
  }

  /// Changes a store through a server and a client of their own, while nobody else is there.
  private static func change(
    _ store: MemoryStore, _ group: EventLoopGroup, _ body: (ConcordClient) async throws -> Void
  ) async throws {
    let (server, port) = try await serve(store)
    let client = try await client("http://127.0.0.1:\(port)", group)
    try await body(client)
    client.close()
    await server.stop()
  }

  private static func isLost(_ client: ConcordClient) -> Bool {
    switch client.status.connection {
    case .waiting, .connecting: true
    case .idle, .connected, .closed: false
    }
  }

  /// A server that ends and starts again on its port, with its store or with a fresh one.
  @Test(arguments: [true, false]) func aServerThatStartsAgain(keepsStore: Bool) async throws {
    let store = MemoryStore()
    let group = try EventLoopGroup(count: 1)
    let (first, port) = try await Self.serve(store)
    let client = try await Self.client("http://127.0.0.1:\(port)", group)
    for name in ["stays", "gone", "changed"] { try await client.tenant.create(Tenant(name: name)) }
    try await client.account.create(Account(tenant: "gone", name: "prod", provider: .aws))
    try await client.loadAll()
    let log = Log()
    _ = client.events.tenant.subscribe.created { log.add("created \($0.name)") }
    _ = client.events.tenant.subscribe.updated { log.add("updated \($0.name)") }
    _ = client.events.tenant.subscribe.deleted { log.add("deleted \($0)") }
    _ = client.events.account.subscribe.deleted { log.add("deleted \($0)") }
    _ = client.events.tenant.subscribe.treeLoaded { log.add("tree \($0.count)") }

    await first.stop()
    try await eventually("lost") { Self.isLost(client) }
    let next = keepsStore ? store : MemoryStore()
    try await Self.change(next, group) { other in
      if keepsStore {
        try await other.tenant.delete(Tenant.key(name: "gone"))
      } else {
        for name in ["stays", "changed"] { try await other.tenant.create(Tenant(name: name)) }
      }
      var patch = Patch(Tenant.key(name: "changed"))
      patch.title = "new"
      try await other.tenant.update(patch)
      try await other.tenant.create(Tenant(name: "new"))
    }
    let (second, _) = try await Self.serve(next, port: port)
    func told() -> [String] { log.lines.filter { !$0.hasPrefix("tree") } }
    try await eventually("told") { told().count == 4 && log.lines.contains("tree 3") }
    #expect(
      Set(told()) == [
        "created new", "updated changed", "deleted /tenant/gone/account/prod", "deleted /tenant/gone",
      ])
    // What the log still had came as it happened; otherwise it was read, and the tree is told once.
    #expect(client.status.counters.recoveries == (keepsStore ? 1 : 0))
    if !keepsStore { #expect(log.lines.count == 5 && log.lines.last == "tree 3") }
    #expect(client.status.connection == .connected)
    #expect(client.tree.roots(Tenant.self).map(\.name) == ["changed", "new", "stays"])
    #expect(client.tree[Tenant.key(name: "changed")]?.title == "new")
    // And events come again.
    try await Self.create("after", "http://127.0.0.1:\(port)", group)
    try await eventually("heard") { log.lines.contains("created after") }
    client.close()
    await second.stop()
    await group.shutdown()
  }

  private static func create(_ name: String, _ url: String, _ group: EventLoopGroup) async throws {
    let other = try await client(url, group)
    try await other.tenant.create(Tenant(name: name))
    other.close()
  }

  @Test func requestsWaitForTheServer() async throws {
    let store = MemoryStore()
    let group = try EventLoopGroup(count: 1)
    let (first, port) = try await Self.serve(store)
    var options = Self.options
    options.offlineQueue = 5
    let client = try await Self.client("http://127.0.0.1:\(port)", group, options)
    await first.stop()
    try await eventually("lost") { Self.isLost(client) }
    let creates = (0..<5).map { i in Task { try await client.tenant.create(Tenant(name: "t\(i)")) } }
    try await eventually("queued") { client.status.pendingCount == 5 }
    let full = await failure(try await client.tenant.create(acme))
    #expect(full?.code == .offlineQueueFull)
    let (second, _) = try await Self.serve(store, port: port)
    for create in creates { _ = try await create.value }
    #expect(try await client.tenant.list(ListQuery()).total == 5)
    client.close()
    await second.stop()
    await group.shutdown()
  }

  @Test func aCloseRejectsWhatWaits() async throws {
    let group = try EventLoopGroup(count: 1)
    let (server, port) = try await Self.serve(MemoryStore())
    let client = try await Self.client("http://127.0.0.1:\(port)", group)
    await server.stop()
    try await eventually("lost") { Self.isLost(client) }
    async let create = failure(try await client.tenant.create(acme))
    async let get = failure(try await client.tenant.get(acme.key))
    try await eventually("queued") { client.status.pendingCount == 2 }
    client.close()
    #expect(await create == ConcordError(.connectionClosed, "Connection closed"))
    #expect(await get == ConcordError(.connectionClosed, "Connection closed"))
    #expect(client.status.connection == .closed(code: 1000, reason: "Connection closed"))
    await group.shutdown()
  }

  @Test(arguments: [1001, 3000, 3008, 4499] as [UInt16]) func codesThatInvite(code: UInt16) async throws {
    try await withClient(options: Self.options) { client, peer in
      peer.hangUp(code: code)
      try await eventually("back") { peer.handshakes.count == 2 && client.status.connection == .connected }
    }
  }

  @Test(arguments: [1000, 3500, 4500] as [UInt16]) func codesThatDoNot(code: UInt16) async throws {
    try await withClient(options: Self.options) { client, peer in
      peer.hangUp(code: code)
      try await eventually("closed") { client.status.connection == .closed(code: code, reason: "bye") }
    }
  }

  @Test func theConnectionCanBeFollowed() async throws {
    let peer = try await Peer()
    let client = ConcordClient(
      baseURL: peer.baseURL, packages: [SamplePackage.self], transport: TransportClient(group: peer.group),
      options: Self.options)
    var seen: [String] = []
    for await connection in client.connections {
      switch connection {
      case .idle:
        seen.append("idle")
        Task { try await client.connect() }
      case .connecting: seen.append("connecting")
      case .connected:
        seen.append("connected")
        if seen.count > 4 { client.close() } else { peer.hangUp(code: 1001) }
      case .waiting(let attempt, _): seen.append("waiting \(attempt)")
      case .closed(let code, let reason): seen.append("closed \(code) \(reason)")
      }
      if seen.last?.hasPrefix("closed") == true { break }
    }
    #expect(
      seen == [
        "idle", "connecting", "connected", "waiting 1", "connecting", "connected", "closed 1000 Connection closed",
      ])
    await peer.stop()
  }

  // MARK: Cut connections

  private func withProxy(
    _ body: (ConcordClient, Proxy, _ witness: ConcordClient) async throws -> Void
  ) async throws {
    let group = try EventLoopGroup(count: 1)
    let (server, port) = try await Self.serve(MemoryStore())
    let proxy = try await Proxy(port: port)
    let witness = try await Self.client("http://127.0.0.1:\(port)", group)
    let client = try await Self.client(proxy.baseURL, group)
    try await client.loadAll()
    try await body(client, proxy, witness)
    client.close()
    witness.close()
    await proxy.stop()
    await server.stop()
    await group.shutdown()
  }

  @Test func aLostRequestIsRepeatedOnlyIfIdempotent() async throws {
    try await withProxy { client, proxy, witness in
      proxy.cut(.request, "tenant:create_tenant")
      #expect(await failure(try await client.tenant.create(acme))?.code == .connectionClosed)
      #expect(await failure(try await witness.tenant.get(acme.key))?.code == .notFound)
      try await client.tenant.create(acme)
      proxy.cut(.request, "tenant:get_tenant")
      #expect(try await client.tenant.get(acme.key).name == "acme")
      #expect(client.status.counters.retries >= 1)
    }
  }

  @Test func aLostReplyIsAskedForAgainWithItsMessageId() async throws {
    try await withProxy { client, proxy, witness in
      proxy.cut(.reply, "tenant:create_tenant")
      #expect(await failure(try await client.tenant.create(acme))?.code == .connectionClosed)
      // It happened, once, and the client finds out by itself.
      try await eventually("known") { client.tree[acme.key] != nil }
      #expect(try await witness.tenant.list(ListQuery()).total == 1)
      proxy.cut(.reply, "tenant:get_tenant")
      #expect(try await client.tenant.get(acme.key).name == "acme")
      let gets = proxy.requests.filter { $0.key.hasPrefix("tenant:get_tenant ") }
      #expect(gets.count == 1 && gets.values.first == 2)
    }
  }

  @Test func nothingAcknowledgedIsLostAndNothingRunsTwice() async throws {
    try await withProxy { client, proxy, witness in
      var acknowledged: Set<String> = []
      for i in 0..<60 {
        if i % 6 == 2 { proxy.cut(.request, "tenant:create_tenant") }
        if i % 6 == 4 { proxy.cut(.reply, "tenant:create_tenant") }
        if i % 10 == 7 { proxy.cut() }
        if let name = try? await client.tenant.create(Tenant(name: "t\(i)")).name { acknowledged.insert(name) }
      }
      let creates = proxy.requests.filter { $0.key.hasPrefix("tenant:create_tenant ") }
      #expect(creates.values.allSatisfy { $0 == 1 })
      var query = ListQuery<Tenant>()
      query.pageSize = 100
      let stored = Set(try await witness.tenant.list(query).items.map(\.name))
      #expect(acknowledged.isSubset(of: stored) && acknowledged.count >= 20 && stored.count < 60)
      try await eventually("the tree is right") { Set(client.tree.roots(Tenant.self).map(\.name)) == stored }
    }
  }

  private static func loads(_ proxy: Proxy) -> Int {
    proxy.requests.filter { $0.key.hasPrefix("tenant:get_tenants ") }.values.reduce(0, +)
  }

  @Test(arguments: [401, 403]) func aRefusedUserDoesNotComeBack(status: Int) async throws {
    try await withProxy { client, proxy, _ in
      proxy.refuse(status: status)
      proxy.cut()
      try await eventually("closed") {
        guard case .closed(1006, _) = client.status.connection else { return false }
        return true
      }
      await expectFailure(status == 401 ? .unauthenticated : .forbidden, try await client.connect())
    }
  }

  @Test func anotherTokenForgetsWhatWasLoaded() async throws {
    try await withProxy { client, proxy, witness in
      try await client.tenant.create(acme)
      try await client.connect(token: "another")
      #expect(client.tree.count == 0 && client.status.connection == .connected)
      let loads = Self.loads(proxy)
      proxy.cut()
      try await eventually("back") { proxy.connectionCount == 3 && client.status.connection == .connected }
      #expect(try await client.tenant.get(acme.key).name == "acme")
      #expect(loads > 0 && Self.loads(proxy) == loads)
    }
  }
}
