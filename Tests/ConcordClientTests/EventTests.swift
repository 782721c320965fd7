import ConcordClient
import ConcordCore
import ConcordTransport
import SampleContracts
import Synchronization
import Testing

/// Pushed events and intents over a real socket.
@Suite struct EventTests {
  @Test func successAndFailureArePublishedForEveryCall() async throws {
    try await withClient { request in
      request["name"] == "bad" ? [request.error("FORBIDDEN")] : [request.success(#"{"name":"good"}"#, revision: 1)]
    } _: { client, _ in
      let log = Log()
      _ = client.events.tenant.subscribe.treeLoaded { log.add("tree \($0.count)") }
      _ = client.events.tenant.subscribe.created { log.add("created \($0.name)") }
      _ = client.events.tenant.subscribe.creationError { log.add("failed \($0.input.name) \($0.error.code)") }
      try await client.tenant.create(Tenant(name: "good"))
      #expect(log.lines == ["tree 1", "created good"])
      _ = await failure(try await client.tenant.create(Tenant(name: "bad")))
      #expect(log.lines.last == "failed bad FORBIDDEN")
      // The same through the bus: the intent is all that the application publishes.
      client.events.tenant.publish.creation(Tenant(name: "good"))
      try await eventually("created") { log.lines.filter { $0 == "created good" }.count == 2 }
      client.events.tenant.publish.creation(Tenant(name: "bad"))
      try await eventually("failed") { log.lines.filter { $0 == "failed bad FORBIDDEN" }.count == 2 }
    }
  }

  @Test func requestsLeaveInTheOrderOfTheirIntents() async throws {
    try await withClient { client, peer in
      for i in 0..<200 { client.events.tenant.publish.creation(Tenant(name: "\(i)")) }
      try await eventually("sent") { peer.requests.count == 200 }
      #expect(peer.requests.compactMap { $0["name"]?.string } == (0..<200).map { "\($0)" })
    }
  }

  @Test func closedClientsLeaveIntentsAlone() async throws {
    try await withClient {
      [$0.success(#"{"name":"acme"}"#)]
    } _: { client, peer in
      let log = Log()
      _ = client.events.tenant.subscribe.created { log.add($0.name) }
      client.close()
      client.events.tenant.publish.creation(acme)
      try await client.connect()
      client.events.tenant.publish.creation(acme)
      try await eventually("created") { log.lines == ["acme"] }
      #expect(peer.requests.count == 1)
    }
  }

  @Test func theBusDoesNotKeepClientsAlive() async throws {
    let bus = InProcessEventBus()
    let peer = try await Peer()
    weak var weakClient: ConcordClient?
    do {
      let client = ConcordClient(
        baseURL: peer.baseURL, packages: [SamplePackage.self], transport: TransportClient(group: peer.group), bus: bus)
      try await client.connect()
      weakClient = client
    }
    try await eventually("gone") { weakClient == nil }
    try await eventually("closed") { peer.closes == [1000] }
    await peer.stop()
  }

  @Test func pushesGoToCacheThenBusInOrder() async throws {
    try await withClient { client, peer in
      let log = Log()
      _ = client.events.tenant.subscribe.created { [weak client] in
        log.add("created \($0.name), \(client?.tree.count ?? -1) known")
      }
      _ = client.events.account.subscribe.created { log.add("created \($0.name)") }
      _ = client.events.account.subscribe.updated { log.add("updated \($0.name) \($0.size)") }
      _ = client.events.account.subscribe.deleted { log.add("deleted \($0)") }
      _ = client.events.tenant.subscribe.deleted { log.add("deleted \($0)") }
      _ = client.events.service.subscribe.restarted { log.add("restarted \($0.name)") }
      _ = client.events.tenant.subscribe.treeLoaded { log.add("tree \($0.count)") }
      var larger = prod
      larger.size = 9
      peer.push(
        event("account:created", json(prod), revision: 2),
        event("tenant:created", json(acme), revision: 1),
        event("account:updated", json(larger), revision: 3),
        event("service:restarted", json(api.key)),
        event("account:deleted", #"{"key":"/tenant/acme/account/prod"}"#, revision: 4),
        event("tenant:deleted", #"{"key":"/tenant/acme"}"#, revision: 4))
      try await eventually("all of it") { log.lines.count == 10 }
      #expect(
        log.lines == [
          "created prod", "tree 2", "created acme, 2 known", "tree 2", "updated prod 9", "restarted api", "tree 1",
          "deleted /tenant/acme/account/prod", "tree 0", "deleted /tenant/acme",
        ])
      #expect(client.status.counters.events == 6 && client.status.orphanCount == 0)
    }
  }

  @Test func ownDeletionRemovesTheBranch() async throws {
    try await withClient {
      [$0.success(#"{"name":"acme"}"#, revision: 9, offset: 9)]
    } _: { client, peer in
      peer.push(
        event("tenant:created", json(acme), revision: 1), event("account:created", json(prod), revision: 2),
        event("environment:created", json(env1), revision: 3), event("service:created", json(api), revision: 4))
      try await eventually("known") { client.tree.count == 4 }
      let log = Log()
      _ = client.events.service.subscribe.deleted { log.add("service \($0.name)") }
      _ = client.events.tenant.subscribe.deleted { log.add("tenant \($0.name)") }
      let key = try await client.tenant.delete(acme.key)
      #expect(key == acme.key && client.tree.count == 0)
      #expect(log.lines == ["service api", "tenant acme"])
      // A late event of the old life changes nothing.
      peer.push(event("service:updated", json(api), revision: 5), event("service:restarted", json(api.key)))
      try await eventually("told") { client.status.counters.events == 6 }
      #expect(client.tree.count == 0 && client.status.orphanCount == 0)
    }
  }

  @Test func aSubscriberMayCloseTheClient() async throws {
    try await withClient { client, peer in
      _ = client.events.tenant.subscribe.created { [weak client] _ in client?.close() }
      peer.push(event("tenant:created", json(acme), revision: 1))
      try await eventually("closed") { client.status.connection == .closed(code: 1000, reason: "Connection closed") }
    }
  }
}
