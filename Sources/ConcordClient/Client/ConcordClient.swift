public import ConcordCore
import Synchronization

/// A client of a Concord server: calls operations, keeps what it learns of the server's entities as a tree, and tells
/// the bus.
///
///     let client = ConcordClient(baseURL: "http://127.0.0.1:8080", packages: [Aurora.self], transport: transport)
///     try await client.connect()
///     try await client.loadAll()
///     let token = client.events.tenant.subscribe.created { print($0.name) }
///     try await client.tenant.create(Tenant(name: "acme"))
///
/// Subscribers are called in the order of what happened, one at a time, on the thread that brought the news: they may
/// publish, subscribe and close the client, but must not block, since replies wait behind them.
///
/// A client that lost its connection comes back by itself, as `ClientOptions.reconnect` says, unless the server does not
/// want it (close codes 3500 to 3999 and 4500 to 4999, a handshake refused with 401 or 403). What was loaded is read again
/// then; the bus is told of the differences, and of the tree.
public final class ConcordClient: OperationCaller, Sendable {
  /// Where the client publishes what happens, and where it listens for intents.
  public let bus: any EventBus
  /// Where it connects to: `ws://host:port/path`.
  public let url: String

  let transport: any ClientTransport
  let options: ClientOptions
  let bindings: ClientBindings
  let entities: [any Entity.Type]
  let kinds: EntityKinds
  let digests: [(name: String, digest: String)]
  let state: Mutex<ClientState>
  private let wiring = Mutex<[SubscriptionToken]?>(nil)
  private let following = Mutex<[SubscriptionToken]>([])
  let followers = Followers()
  /// The reading of what was lost with the connection.
  let reading = Mutex<Task<Void, Never>?>(nil)
  let loadedOnce = Mutex(OnceTable())
  let onceNumber = Atomic<UInt64>(0)
  let polls = PollTable()
  private let connectNumber = Atomic<UInt64>(0)

  /// Makes a client; intents published on the bus from now on become requests.
  ///
  /// - Parameters:
  ///   - url: `ws://host:port/path`
  ///   - packages: the contracts, as generated.
  public init(
    url: String, packages: [any ContractPackage.Type], transport: any ClientTransport,
    bus: any EventBus = InProcessEventBus(), options: ClientOptions = ClientOptions()
  ) {
    self.url = url
    self.transport = transport
    self.bus = bus
    self.options = options
    var bindings = ClientBindings()
    for package in packages { package.bind(&bindings) }
    self.bindings = bindings
    entities = packages.flatMap { $0.entities }
    kinds = EntityKinds(entities)
    digests = packages.map { ($0.name, $0.digest) }
    state = Mutex(
      ClientState(
        kinds: kinds,
        cache: EntityCache(maxOrphans: options.maxOrphans, maxTombstones: options.maxTombstones),
        notifications: NotificationList(limit: options.maxNotifications), options: options))
    following.withLock { $0 = Self.followNotifications(of: self) }
    wire()
  }

  /// Makes a client of a server's message namespace: `http://host:port` and `v1` give `ws://host:port/api/v1/ws`.
  public convenience init(
    baseURL: String, version: String = "v1", packages: [any ContractPackage.Type], transport: any ClientTransport,
    bus: any EventBus = InProcessEventBus(), options: ClientOptions = ClientOptions()
  ) {
    self.init(
      url: Self.webSocketURL(baseURL, version: version), packages: packages, transport: transport, bus: bus,
      options: options)
  }

  static func webSocketURL(_ base: String, version: String) -> String {
    var base = base
    while base.hasSuffix("/") { base.removeLast() }
    if base.hasPrefix("http") { base = "ws" + base.dropFirst(4) }
    return "\(base)/api/\(version)/ws"
  }

  deinit {
    unwire()
    for token in following.withLock({ $0 }) { bus.unsubscribe(token) }
    // Nobody waits for a reply: who does holds the client.
    if case .open(let socket) = state.withLock({ $0.phase }) { socket.close(code: 1000, reason: "") }
  }

  // MARK: What it knows

  /// The typed face of the bus: `client.events.tenant.subscribe.created { … }`.
  public var events: EventHelper { EventHelper(bus) }

  /// The entities that the client knows, as they are now.
  public var tree: EntityTree { state.withLock { $0.cache.tree } }

  /// What the client is doing.
  public var status: ClientStatus {
    state.withLock { state in
      var counters = state.counters
      counters.orphansDropped = state.cache.orphansDropped
      return ClientStatus(
        connection: state.connection, pendingCount: state.requests.count, server: state.hello,
        contractMismatches: state.mismatches, entityCount: state.cache.tree.count, orphanCount: state.cache.orphanCount,
        counters: counters)
    }
  }

  // MARK: Connecting

  /// Connects, unless it is connected with this token. Calls at the same time share one attempt; another token replaces
  /// the connection and forgets the entities, which may not be the new user's to see, and what was loaded.
  ///
  /// A connection that is lost later comes back by itself; an attempt that fails here does so only if there was one before.
  /// While the client waits to come back a call tries at once.
  ///
  /// - Parameter token: sent as a bearer token (RFC 6750 §2.1).
  /// - Throws: `CONNECTION_CLOSED` when there is no connection to be had, or it was closed or replaced meanwhile;
  ///   `UNAUTHENTICATED` and `FORBIDDEN` when the server refuses this user; `CANCELLED`.
  public func connect(token: String? = nil) async throws(ConcordError) {
    wire()
    let number = connectNumber.wrappingAdd(1, ordering: .relaxed).newValue
    let error: ConcordError? = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waiter = ConnectWaiter(number: number) { continuation.resume(returning: $0) }
        let isAnother = update { state in
          let session = state.session
          state.connect(token: token, waiter)
          return state.session != session
        }
        if isAnother { polls.stopAll() }
        if Task.isCancelled { update { $0.cancelConnect(number) } }
      }
    } onCancel: {
      update { $0.cancelConnect(number) }
    }
    if let error { throw error }
  }

  /// Closes the connection for good. What is pending or waits for the connection fails with `CONNECTION_CLOSED`, and intents on the bus are left alone until
  /// the client connects again. The tree stays as it is; who connects with the same token gets what was missed.
  public func close() {
    unwire()
    update { $0.close() }
    polls.stopAll()
  }

  // MARK: Wiring

  /// Subscribes the contracts' intents, once.
  private func wire() {
    wiring.withLock { tokens in
      if tokens == nil { tokens = bindings.intents.map { $0.subscribe(bus, WeakCaller(self)) } }
    }
  }

  private func unwire() {
    let tokens = wiring.withLock { tokens in
      defer { tokens = nil }
      return tokens
    }
    for token in tokens ?? [] { bus.unsubscribe(token) }
  }
}

/// What intents call: the bus outlives clients, and must not keep them alive.
private struct WeakCaller: OperationCaller {
  private weak let client: ConcordClient?

  init(_ client: ConcordClient) { self.client = client }

  func call<Input, Output>(
    _ operation: Operation<Input, Output>, _ input: Input, timeout: Duration?
  ) async throws(ConcordError) -> Output {
    guard let client else { throw ConcordError(.connectionClosed, "Connection closed") }
    return try await client.call(operation, input, timeout: timeout)
  }
}
