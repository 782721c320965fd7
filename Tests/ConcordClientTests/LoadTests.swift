import ConcordCore
import ConcordTransport
import SampleContracts
import Synchronization
import Testing

@testable import ConcordClient

/// Loads over a real socket, from a peer that pages through a table.
@Suite struct LoadTests {
  /// What the peer has, by list topic: items and their revisions.
  private final class Table: Sendable {
    private struct State: Sendable {
      var rows: [String: [(path: EntityPath, json: String, revision: Int)]] = [:]
      var offset = 0
      /// What to do when a page was answered.
      var next: [@Sendable (Table) -> Void] = []
    }

    private let state = Mutex(State())

    /// Puts a row at its place by path, as servers list.
    func put(_ entity: any Entity) {
      state.withLock { state in
        state.offset += 1
        var rows = state.rows[topic(entity.path.entity), default: []].filter { $0.path != entity.path }
        rows.append((entity.path, json(entity), state.offset))
        state.rows[topic(entity.path.entity)] = rows.sorted { $0.path.description < $1.path.description }
      }
    }

    func remove(_ path: EntityPath) {
      state.withLock { state in
        state.offset += 1
        state.rows[topic(path.entity)]?.removeAll { $0.path == path }
      }
    }

    /// Does something after each of the next pages.
    func afterPages(_ actions: (@Sendable (Table) -> Void)...) { state.withLock { $0.next = actions } }

    func answer(_ request: Peer.Request) -> [String] {
      let page = request["page"]?.int ?? 1
      let size = request["pageSize"]?.int ?? 50
      let (reply, next) = state.withLock { state in
        let rows = state.rows[request.topic] ?? []
        let items = rows.dropFirst((page - 1) * size).prefix(size)
        let payload =
          #"{"items":[\#(items.map(\.json).joined(separator: ","))],"page":\#(page),"pageSize":\#(size),"#
          + #""total":\#(rows.count),"revisions":[\#(items.map { "\($0.revision)" }.joined(separator: ","))]}"#
        let next = state.next.isEmpty ? nil : state.next.removeFirst()
        return (request.success(payload, offset: state.offset), next)
      }
      next?(self)
      return [reply]
    }

    private func topic(_ entity: String) -> String { "\(entity):get_\(entity)s" }
    private func json<E: Entity>(_ entity: E) -> String { String(decoding: encode(entity), as: UTF8.self) }
  }

  private func withClient(
    pageSize: Int = 3, _ table: Table, _ body: (ConcordClient, Peer) async throws -> Void
  ) async throws {
    let peer = try await Peer { table.answer($0) }
    var options = ClientOptions()
    options.loadPageSize = pageSize
    let client = ConcordClient(
      baseURL: peer.baseURL, packages: [SamplePackage.self], transport: TransportClient(group: peer.group),
      options: options)
    try await client.connect()
    try await body(client, peer)
    client.close()
    await peer.stop()
  }

  private static func table() -> Table {
    let table = Table()
    for i in 0..<8 {
      table.put(Tenant(name: "t\(i)"))
      table.put(Account(tenant: "t\(i)", name: "prod", provider: .aws))
    }
    return table
  }

  @Test func everythingParentsFirstPublishedOnce() async throws {
    try await withClient(Self.table()) { client, peer in
      let log = Log()
      _ = client.events.tenant.subscribe.treeLoaded { log.add("\($0.count)") }
      try await client.loadAll()
      #expect(client.tree.count == 16 && log.lines == ["16"])
      #expect(client.status.counters.staleStates == 0)
      // Three pages each of tenants and accounts, one empty page of each other kind.
      #expect(peer.requests.map(\.topic).count == 9)
      #expect(peer.requests.first?.payload == #"{"pageSize":3}"#)
      #expect(client.tree.lines.prefix(2) == ["/tenant/t0 1", "/tenant/t0/account/prod 2"])
    }
  }

  @Test func oneKind() async throws {
    try await withClient(Self.table()) { client, _ in
      try await client.load(Account.self)
      #expect(client.tree.count == 0 && client.status.orphanCount == 8)
      try await client.load(Tenant.self)
      #expect(client.tree.count == 16 && client.status.orphanCount == 0)
    }
  }

  @Test func whatIsGoneLeavesTheCache() async throws {
    let table = Self.table()
    try await withClient(table) { client, _ in
      try await client.loadAll()
      table.remove(Account.key(tenant: "t3", name: "prod").path)
      table.remove(Tenant.key(name: "t3").path)
      table.put(Tenant(name: "t9"))
      let log = Log()
      _ = client.events.account.subscribe.deleted { log.add("\($0)") }
      _ = client.events.tenant.subscribe.deleted { log.add("\($0)") }
      _ = client.events.tenant.subscribe.treeLoaded { log.add("tree \($0.count)") }
      try await client.loadAll()
      #expect(log.lines == ["/tenant/t3/account/prod", "/tenant/t3", "tree 15"])
    }
  }

  @Test func eventsDuringALoadCount() async throws {
    let table = Self.table()
    try await withClient(table) { client, peer in
      try await client.loadAll()
      // While the tenants are listed one changes, and an event tells before the page that shows its old state is asked
      // for.
      table.afterPages { _ in peer.push(event("tenant:updated", #"{"name":"t7","title":"new"}"#, revision: 99)) }
      try await client.load(Tenant.self)
      try await eventually("told") { client.tree[Tenant.key(name: "t7")]?.title == "new" }
    }
  }

  /// A row that is deleted between two pages moves the others up, and one falls through; the pages are read again.
  @Test func aRowThatMovedUpIsNotMissed() async throws {
    let table = Self.table()
    try await withClient(table) { client, peer in
      table.afterPages { $0.remove(Tenant.key(name: "t0").path) }
      try await client.load(Tenant.self)
      #expect(client.tree.roots(Tenant.self).map(\.name) == (1...7).map { "t\($0)" })
      #expect(peer.requests.count == 6)
    }
  }

  @Test func aTableThatNeverStandsStillRemovesNothing() async throws {
    let table = Self.table()
    try await withClient(table) { client, peer in
      try await client.load(Tenant.self)
      let change: @Sendable (Table) -> Void = { $0.put(Ticket(tenant: "t1", number: 1, text: "")) }
      table.afterPages(change, change, change, change, change, change, change, change, change)
      try await client.load(Tenant.self)
      #expect(client.tree.count == 8 && peer.requests.count == 12)
    }
  }

  /// What the user may not list is left out; whatever else fails ends the load.
  @Test(arguments: [("NOT_FOUND", ErrorCode.notFound), ("FORBIDDEN", nil)])
  func aLoadThatFailsPublishesWhatItHas(code: String, failing: ErrorCode?) async throws {
    let peer = try await Peer { request in
      request.topic == "tenant:get_tenants"
        ? [request.success(#"{"items":[{"name":"acme"}],"page":1,"pageSize":500,"total":1,"revisions":[1]}"#)]
        : [request.error(code)]
    }
    let client = ConcordClient(
      baseURL: peer.baseURL, packages: [SamplePackage.self], transport: TransportClient(group: peer.group))
    try await client.connect()
    let log = Log()
    _ = client.events.tenant.subscribe.treeLoaded { log.add("\($0.count)") }
    #expect(await failure(try await client.loadAll())?.code == failing)
    #expect(log.lines == ["1"])
    client.close()
    await peer.stop()
  }
}
