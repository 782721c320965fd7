import ConcordClient
import ConcordCore
import ConcordTransport
import SampleContracts
import Synchronization
import Testing

/// The whole client over a real socket.
@Suite struct ClientTests {
  /// Runs a test with a client of a peer and cleans up behind it.
  private func withClient(
    greeting: String? = nil, options: ClientOptions = ClientOptions(), connected: Bool = true,
    answer: @escaping @Sendable (Peer.Request) -> [String] = { _ in [] },
    _ body: (ConcordClient, Peer) async throws -> Void
  ) async throws {
    let peer = try await Peer(greeting: greeting, answer: answer)
    let client = ConcordClient(
      baseURL: peer.baseURL, packages: [Sample.self], transport: TransportClient(group: peer.group), options: options)
    if connected { try await client.connect() }
    do {
      try await body(client, peer)
    } catch {
      client.close()
      await peer.stop()
      throw error
    }
    client.close()
    await peer.stop()
  }

  // MARK: Connecting

  @Test func connectsOnceForOneToken() async throws {
    try await withClient(connected: false) { client, peer in
      #expect(client.status.connection == .idle)
      try await withThrowingTaskGroup { group in
        for _ in 0..<10 { group.addTask { try await client.connect(token: "t") } }
        try await group.waitForAll()
      }
      try await client.connect(token: "t")
      #expect(client.status.connection == .connected)
      #expect(peer.handshakes.count == 1)
      #expect(peer.handshakes.first?.target == "/api/v1/ws")
      #expect(peer.handshakes.first?.headers.contains("Authorization", token: "Bearer t") == true)
    }
  }

  @Test func anotherTokenReplacesTheConnection() async throws {
    try await withClient(connected: false) { client, peer in
      try await client.connect(token: "a")
      async let pending = failure { () async throws(ConcordError) in try await client.tenant.create(acme) }
      try await eventually("sent") { peer.requests.count == 1 }
      try await client.connect(token: "b")
      #expect(await pending?.code == .connectionClosed)
      #expect(peer.handshakes.count == 2)
      try await eventually("the first is closed") { peer.closes == [1000] }
      #expect(client.status.connection == .connected)
    }
  }

  @Test func refusedConnections() async throws {
    try await withClient(connected: false) { client, peer in
      #expect(await failure { () async throws(ConcordError) in try await client.connect(token: "bad") }?.code == .connectionClosed)
      guard case .closed(1006, _) = client.status.connection else {
        Issue.record("\(client.status.connection)")
        return
      }
      try await client.connect(token: "good")
      #expect(client.status.connection == .connected)
    }
    let nobody = ConcordClient(
      url: "ws://127.0.0.1:1/", packages: [], transport: TransportClient(group: try EventLoopGroup(count: 1)))
    #expect(await failure { () async throws(ConcordError) in try await nobody.connect() }?.code == .connectionClosed)
  }

  @Test func closeRejectsWhatIsPending() async throws {
    try await withClient { client, peer in
      async let create = failure { () async throws(ConcordError) in try await client.tenant.create(acme) }
      // Idempotent or not, nothing is repeated after an explicit close.
      async let get = failure { () async throws(ConcordError) in try await client.tenant.get(acme.key) }
      try await eventually("sent") { client.status.pendingCount == 2 && peer.requests.count == 2 }
      client.close()
      #expect(await create == ConcordError(.connectionClosed, "Connection closed"))
      #expect(await get == ConcordError(.connectionClosed, "Connection closed"))
      #expect(client.status.connection == .closed(code: 1000, reason: "Connection closed"))
      #expect(await failure { () async throws(ConcordError) in try await client.tenant.create(acme) }?.code == .connectionClosed)
      try await eventually("the peer sees it") { peer.closes == [1000] }
      try await client.connect()
      #expect(client.status.connection == .connected)
    }
  }

  @Test func theServersCloseRejectsWhatIsPending() async throws {
    try await withClient { client, peer in
      async let create = failure { () async throws(ConcordError) in try await client.tenant.create(acme) }
      try await eventually("sent") { peer.requests.count == 1 }
      peer.hangUp(code: 1001)
      #expect(await create?.code == .connectionClosed)
      #expect(client.status.connection == .closed(code: 1001, reason: "bye"))
      #expect(client.status.pendingCount == 0)
    }
  }

  @Test func helloIsRead() async throws {
    let hello = ServerHello(contracts: ["sample": "else"], epoch: "e1", offset: 3, ping: 20)
    let log = Log()
    var options = ClientOptions()
    options.onDiagnostic = { log.add("\($0.kind)") }
    try await withClient(greeting: event("concord:hello", json(hello)), options: options) { client, _ in
      try await eventually("read") { client.status.server == hello }
      #expect(client.status.contractMismatches == ["sample"])
      #expect(log.lines == ["contractMismatch"])
    }
  }

  // MARK: Calls

  @Test func aCallSendsADraftAndGetsTheReply() async throws {
    try await withClient { request in
      [request.success(#"{"tenant":"acme","name":"prod","provider":"AWS","status":"ACTIVE","size":3}"#, revision: 2, offset: 2)]
    } _: { client, peer in
      let stored = try await client.account.create(Account(tenant: "acme", name: "prod", provider: .aws))
      #expect(stored.status == "ACTIVE")
      let request = try #require(peer.requests.first)
      #expect(request.topic == "account:create_account" && request.head.kind == .request)
      #expect(request.payload == #"{"tenant":"acme","name":"prod","provider":"AWS"}"#)
      guard case .uuid(let id) = request.head.id else {
        Issue.record("\(request.head.id) is no UUID")
        return
      }
      #expect(id.version == 7)
      #expect(client.status.orphanCount == 1 && client.status.pendingCount == 0)
    }
  }

  @Test func repliesInAnyOrderMeetTheirRequests() async throws {
    let waiting = Mutex<[Peer.Request]>([])
    try await withClient { request in
      waiting.withLock { waiting in
        waiting.append(request)
        guard waiting.count == 50 else { return [] }
        return waiting.reversed().map { $0.success(#"{"name":\#($0["name"] ?? .null)}"#) }
      }
    } _: { client, _ in
      try await withThrowingTaskGroup { group in
        for i in 0..<50 {
          group.addTask {
            let tenant = try await client.tenant.create(Tenant(name: "t\(i)"))
            #expect(tenant.name == "t\(i)")
          }
        }
        try await group.waitForAll()
      }
      #expect(client.status.counters.replies == 50 && client.status.counters.lateReplies == 0)
    }
  }

  @Test func errorsAreTyped() async throws {
    try await withClient { [$0.error("ALREADY_EXISTS", "acme exists")] } _: { client, _ in
      let error = await failure { () async throws(ConcordError) in try await client.tenant.create(acme) }
      #expect(error == ConcordError(.alreadyExists, "acme exists"))
    }
  }

  @Test func deadlineForgetsTheRequestAndDropsTheLateReply() async throws {
    try await withClient { client, peer in
      let error = await failure { () async throws(ConcordError) in
        try await client.tenant.create(acme, timeout: .milliseconds(40))
      }
      #expect(error?.code == .timeout && client.status.pendingCount == 0)
      peer.push(try #require(peer.requests.first).success(#"{"name":"acme"}"#, revision: 1))
      try await eventually("dropped") { client.status.counters.lateReplies == 1 }
      #expect(client.tree.count == 0)
    }
  }

  @Test func cancellationForgetsTheRequest() async throws {
    try await withClient { client, peer in
      let task = Task { await failure { () async throws(ConcordError) in try await client.tenant.get(acme.key) } }
      try await eventually("sent") { peer.requests.count == 1 }
      task.cancel()
      #expect(await task.value?.code == .cancelled)
      #expect(client.status.pendingCount == 0)
    }
  }

  @Test func fourAttemptsWithOneMessageId() async throws {
    try await withClient { [$0.error("OVERLOADED")] } _: { client, peer in
      let error = await failure { () async throws(ConcordError) in try await client.account.clean(prod.key) }
      #expect(error?.code == .overloaded)
      #expect(peer.requests.count == 4 && Set(peer.requests.map(\.text)).count == 1)
      #expect(client.status.counters.retries == 3)
    }
  }

  @Test func anAttemptThatGetsNoReplyIsRepeated() async throws {
    let count = Atomic(0)
    try await withClient { request in
      let attempt = count.add(1, ordering: .relaxed).newValue
      return attempt < 3 ? [] : [request.success(json(prod), revision: 1)]
    } _: { client, peer in
      let account = try await client.account.clean(prod.key)
      #expect(account == prod && peer.requests.count == 3)
    }
  }

  @Test func whatIsNotIdempotentIsSentOnce() async throws {
    try await withClient { [$0.error("OVERLOADED")] } _: { client, peer in
      #expect(await failure { () async throws(ConcordError) in try await client.tenant.create(acme) }?.code == .overloaded)
      #expect(peer.requests.count == 1)
    }
  }

  @Test func anExplicitTimeoutBoundsAllAttempts() async throws {
    try await withClient { client, peer in
      let error = await failure { () async throws(ConcordError) in
        try await client.account.clean(prod.key, timeout: .milliseconds(30))
      }
      #expect(error?.code == .timeout && peer.requests.count == 1)
    }
  }

  @Test func operationsWithoutInputAndOutput() async throws {
    try await withClient {
      [#"{"messageId":"\#($0.head.id)","topic":"\#($0.topic)","type":"success"}"#]
    } _: { client, peer in
      let output = try await client.account.ping()
      #expect(output == Empty())
      #expect(peer.requests.first?.payload == "{}")
    }
  }

  @Test func whatHasNoFormInJSONIsNotSent() async throws {
    try await withClient { client, peer in
      var service = api
      service.replicas = .infinity
      let error = await failure { () async throws(ConcordError) in try await client.service.create(service) }
      #expect(error?.code == .invalidInput && peer.requests.isEmpty)
    }
  }

  // MARK: Events and intents

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
      _ = await failure { () async throws(ConcordError) in try await client.tenant.create(Tenant(name: "bad")) }
      #expect(log.lines.last == "failed bad FORBIDDEN")
      // The same through the bus: the intent is all that the application publishes.
      client.events.tenant.publish.creation(Tenant(name: "good"))
      try await eventually("created") { log.lines.filter { $0 == "created good" }.count == 2 }
      client.events.tenant.publish.creation(Tenant(name: "bad"))
      try await eventually("failed") { log.lines.filter { $0 == "failed bad FORBIDDEN" }.count == 2 }
    }
  }

  @Test func closedClientsLeaveIntentsAlone() async throws {
    try await withClient { [$0.success(#"{"name":"acme"}"#)] } _: { client, peer in
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
        baseURL: peer.baseURL, packages: [Sample.self], transport: TransportClient(group: peer.group), bus: bus)
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
    try await withClient { [$0.success(#"{"name":"acme"}"#, revision: 9, offset: 9)] } _: { client, peer in
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

  // MARK: What a server should not send

  @Test func oddMessagesBreakNothing() async throws {
    let log = Log()
    var options = ClientOptions()
    options.onDiagnostic = { log.add("\($0.kind) \($0.topic ?? "-")") }
    try await withClient(options: options, answer: { [$0.success(#"{"name":"acme"}"#, revision: 7)] }) { client, peer in
      peer.push(
        "", "hello", "[]", "{", #"{"messageId":"1"}"#, #"{"messageId":"1","topic":"x:y","type":"what"}"#,
        #"{"messageId":"1","topic":"x:y","type":"request","payload":{}}"#,
        #"{"messageId":"1","topic":"x:y","type":"success","payload":{}}"#,
        #"{"messageId":"1","topic":"x:y","type":"error"}"#, event("moon:created", "{}"),
        #"{"messageId":"1","topic":"tenant:created","type":"event"}"#, event("tenant:created", #"{"name":7}"#, revision: 1),
        event("tenant:deleted", #"{"key":"tenant"}"#), event("account:deleted", #"{"key":"/account/prod"}"#),
        event("concord:hello", "7"), event("concord:drain", "{}"), event("service:restarted", "{}"))
      let tenant = try await client.tenant.create(acme)
      #expect(tenant == acme && client.status.connection == .connected)
      #expect(
        log.lines == [
          "malformed -", "malformed -", "malformed -", "malformed -", "malformed -", "malformed x:y", "unexpectedType x:y",
          "unknownTopic moon:created", "malformed tenant:created", "malformed tenant:created", "malformed tenant:deleted",
          "refusedDeletion account:deleted", "malformed concord:hello", "malformed service:restarted",
        ])
      let counters = client.status.counters
      #expect(counters.lateReplies == 2 && counters.unknownTopics == 1 && counters.refusedDeletions == 1)
    }
  }

  @Test func repliesThatCannotBeReadFailTheirCallAtOnce() async throws {
    try await withClient { request in
      switch request["name"]?.string {
      case "type": [request.success(#"{"name":7}"#)]
      case "payload": [#"{"messageId":"\#(request.head.id)","topic":"\#(request.topic)","type":"success"}"#]
      default: [#"{"messageId":"\#(request.head.id)","topic":"\#(request.topic)","type":"success","payload":"#]
      }
    } _: { client, _ in
      for name in ["type", "payload", "syntax"] {
        let error = await failure { () async throws(ConcordError) in try await client.tenant.create(Tenant(name: name)) }
        #expect(error?.code == .invalidReply, "\(name)")
      }
      #expect(client.status.connection == .connected && client.status.counters.malformed == 3)
    }
  }
}
