import ConcordCore
import ConcordTransport
import SampleContracts
import Testing

@testable import ConcordClient

/// What one user asked for, or a connection said, while another user or connection takes over.
@Suite struct MeanwhileTests {
  private static func withClient(
    bus: any EventBus = InProcessEventBus(), answer: @escaping @Sendable (Peer.Request) -> [String] = { _ in [] },
    _ body: (ConcordClient, Peer) async throws -> Void
  ) async throws {
    let peer = try await Peer(answer: answer)
    var options = ClientOptions()
    options.loadPageSize = 1
    let client = ConcordClient(
      baseURL: peer.baseURL, packages: [HookedPackage.self, SamplePackage.self],
      transport: TransportClient(group: peer.group), bus: bus, options: options)
    try await client.connect(token: "a")
    try await body(client, peer)
    client.close()
    await peer.stop()
  }

  /// Another user takes over, without waiting for the connection.
  private static func takeOver(_ client: ConcordClient?) {
    client?.update { $0.connect(token: "b", ConnectWaiter(number: 99, resume: { _ in })) }
  }

  // MARK: Messages that are being read

  @Test func anEventThatIsBeingReadIsNotTheNextUsers() async throws {
    try await Self.withClient { client, peer in
      let log = Log()
      _ = client.bus.subscribe(HookedPackage.created) { log.add($0.name) }
      Hooked.once(.read, "event") { [weak client] in Self.takeOver(client) }
      peer.push(event("hooked:created", #"{"name":"event"}"#, revision: 1))
      try await eventually("taken over") { peer.handshakes.count == 2 && client.status.connection == .connected }
      // What comes on the new connection comes after what was being read.
      peer.push(event("hooked:created", #"{"name":"next"}"#, revision: 2))
      try await eventually("told") { log.lines.contains("next") }
      #expect(log.lines == ["next"] && client.tree.lines == ["/hooked/next 2"])
    }
  }

  @Test func aReplyThatIsBeingReadIsNotTheNextUsers() async throws {
    try await Self.withClient(answer: { [$0.success(#"{"name":"reply"}"#, revision: 1)] }) { client, _ in
      let create = Operation<Empty, Hooked>("hooked:create_hooked", kind: .create)
      Hooked.once(.read, "reply") { [weak client] in Self.takeOver(client) }
      await expectFailure(.connectionClosed, try await client.call(create, Empty(), timeout: nil))
      #expect(client.tree.count == 0)
    }
  }

  /// The revisions of another log say nothing about this one; the output is the caller's all the same.
  @Test func aReplyFromAnotherLogStaysOutOfTheTree() throws {
    var trace = StateTrace.loaded()
    trace.begin("get")
    let standing = trace.state.standing
    let taken = trace.state.take(.text("get"))
    let waiter = try #require(taken)
    trace.state.greeted(ServerHello(epoch: "e2"), digests: [])
    _ = trace.done()
    let answer = Answer(changes: [.put(Tenant(name: "old"), revision: 99)], announce: { _ in }, resume: {})
    trace.state.answered(answer, to: waiter, since: standing)
    #expect(trace.done() == ["resume"] && trace.state.cache.tree.count == 0)
  }

  /// The caller hears that the client is closed, so what happened is read once it is connected again.
  @Test(arguments: [true, false]) func anOwnChangeThatIsReadDuringACloseIsReadAgain(isSameUser: Bool) throws {
    var trace = StateTrace.loaded()
    trace.begin("create", isOwnChange: true)
    let standing = trace.state.standing
    let taken = trace.state.take(.text("create"))
    let waiter = try #require(taken)
    if isSameUser { trace.state.close() } else { trace.ask(as: "other") }
    _ = trace.done()
    trace.state.answered(Answer(changes: [.put(acme, revision: 9)], resume: {}), to: waiter, since: standing)
    #expect(trace.done() == ["fail create closed"] && trace.state.isUnsure == isSameUser)
  }

  /// What was subscribed to on a connection that is gone is not what the new one tells of.
  @Test func anAnswerForALostConnectionIsNone() throws {
    var trace = StateTrace.loaded()
    trace.begin("subscribe")
    let standing = trace.state.standing
    let taken = trace.state.take(.text("subscribe"))
    let waiter = try #require(taken)
    trace.close(code: 1006)
    trace.state.comeBack(1)
    _ = trace.done()
    let answer = Answer(then: { $0.narrowing = Narrowing(kinds: ["tenant"]) }, resume: {})
    trace.state.answered(answer, to: waiter, since: standing)
    #expect(trace.done() == ["fail subscribe connectionLost"] && trace.state.narrowing == nil)
  }

  // MARK: What was asked for as somebody

  private static func page(_ request: Peer.Request) -> [String] {
    let page = request["page"]?.int ?? 1
    let item = #"{"name":"n\#(page)"}"#
    return [request.success(#"{"items":[\#(item)],"page":\#(page),"pageSize":1,"total":3,"revisions":[\#(page)]}"#)]
  }

  @Test func aLoadEndsWithItsUser() async throws {
    try await Self.withClient(answer: Self.page) { client, peer in
      let report = try await client.hydrate([Tenant.self]) { [weak client] step in
        if step.entities == 1, !step.isComplete { Self.takeOver(client) }
      }
      #expect(report.errors["tenant"]?.code == .connectionClosed)
      try await eventually("taken over") { client.status.connection == .connected }
      #expect(peer.requests.count == 1 && client.tree.count == 0)
    }
  }

  @Test func aLoopEndsWithItsUser() async throws {
    let operation = Operation<Key<Tenant>, Tenant>("tenant:get_tenant", kind: .custom)
    try await Self.withClient(answer: { [$0.success(#"{"name":"n"}"#)] }) { client, peer in
      let outputs = client.poll(operation, acme.key, every: .zero, times: 2) { [weak client] _ in
        Self.takeOver(client)
        return false
      }
      var count = 0
      let error = await failure(try await { for try await _ in outputs { count += 1 } }())
      #expect(count == 1 && error?.code == .connectionClosed && peer.requests.count == 1)
    }
  }

  @Test func whatIsAskedForOnceIsTheUsersWhoAsked() async throws {
    let operation = Operation<Hooked, Tenant>("tenant:get_tenant", kind: .custom)
    try await Self.withClient(answer: { [$0.success(#"{"name":"n"}"#)] }) { client, peer in
      Hooked.once(.write, "once") { [weak client] in Self.takeOver(client) }
      await expectFailure(.connectionClosed, try await client.once(operation, Hooked(name: "once")))
      #expect(peer.requests.isEmpty)
    }
  }

  // MARK: Notifications

  /// A change is told on the bus, then to the user; who is another by then is not told.
  @Test func aNotificationIsNotTheNextUsers() async throws {
    try await Self.withClient(answer: { [$0.success(#"{"name":"acme"}"#, revision: 1)] }) { client, _ in
      let log = Log()
      _ = client.events.notification.subscribe.creation { log.add($0.subtype) }
      _ = client.events.tenant.subscribe.created { [weak client] _ in Self.takeOver(client) }
      try await client.tenant.create(acme)
      #expect(client.notifications.isEmpty && log.lines.isEmpty)
    }
  }

  @Test func aFailureByTheTakeoverIsNotTheNextUsers() async throws {
    try await Self.withClient { client, peer in
      async let create = failure(try await client.tenant.create(acme))
      try await eventually("sent") { peer.requests.count == 1 }
      Self.takeOver(client)
      #expect(await create?.code == .connectionClosed)
      #expect(client.notifications.isEmpty)
    }
  }

  /// Who closes the client is told of what that ended.
  @Test func aFailureByACloseIsTold() async throws {
    try await Self.withClient { client, peer in
      async let create = failure(try await client.tenant.create(acme))
      try await eventually("sent") { peer.requests.count == 1 }
      client.close()
      #expect(await create?.code == .connectionClosed)
      #expect(client.notifications.count == 1)
    }
  }

  /// What goes with a branch is told to the user as well.
  @Test func aDeletionBelowIsNotTheNextUsers() async throws {
    try await Self.withClient(answer: { [$0.success(#"{"name":"acme"}"#, revision: 9, offset: 9)] }) { client, peer in
      peer.push(
        event("tenant:created", #"{"name":"acme"}"#, revision: 1),
        event("account:created", #"{"tenant":"acme","name":"prod","provider":"aws","status":"ACTIVE"}"#, revision: 2))
      try await eventually("known") { client.tree.count == 2 }
      _ = client.events.account.subscribe.deleted { [weak client] _ in Self.takeOver(client) }
      try await client.tenant.delete(acme.key)
      #expect(client.notifications.isEmpty)
    }
  }

  /// A bus that lets something happen before it passes a notification on.
  private struct LateBus: EventBus {
    let bus = InProcessEventBus()
    let before: @Sendable () -> Void

    func publish<Payload: Sendable>(_ event: Event<Payload>, _ payload: Payload) {
      if payload is Notification { before() }
      bus.publish(event, payload)
    }

    func subscribe<Payload: Sendable>(
      _ event: Event<Payload>, _ receive: @escaping @Sendable (Payload) -> Void
    ) -> SubscriptionToken { bus.subscribe(event, receive) }

    func unsubscribe(_ token: SubscriptionToken) { bus.unsubscribe(token) }
  }

  /// The list follows the bus, where its own notifications come by again.
  @Test func aNotificationThatTheBusBringsLateIsNotTheNextUsers() async throws {
    let log = Log()
    let box = ClientBox()
    let bus = LateBus {
      log.add("published")
      Self.takeOver(box.client)
    }
    try await Self.withClient(bus: bus) { client, peer in
      box.client = client
      peer.push(event("tenant:created", #"{"name":"acme"}"#, revision: 1))
      try await eventually("taken over") { log.lines == ["published"] && client.status.connection == .connected }
      try await eventually("done") { client.state.withLock { !$0.isPerforming } }
      #expect(client.notifications.isEmpty)
    }
  }
}
