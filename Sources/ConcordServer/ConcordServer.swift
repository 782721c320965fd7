public import ConcordCore
import ConcordProtocols
import ConcordTransport
import Synchronization

/// A server of contracts: the message dialect over WebSocket, HTTP, typed handlers, and events of every change.
///
///     let store = MemoryStore()
///     let server = ConcordServer(
///       [Aurora.self], store: store, entities: StoredEntities(store, entities: Aurora.entities)) { _, _ in .developer }
///     server.handle(service: MyServices())
///     server.serveStored(Aurora.entities)
///     let port = try await server.start()
///
/// A handler runs on the event loop of its connection: it must not block. Handlers of one connection start in the order
/// in which their requests came, run at once up to a limit, and their replies leave when they are done. No order is
/// promised between a reply and an event; revisions and offsets take its place.
public final class ConcordServer: OperationRegistrar, ReactionRegistrar, EventPublisher {
  private let packages: [any ContractPackage.Type]
  private let store: any EntityStore
  private let entities: any EntityService
  private let reactor: (any ChangeReactor)?
  private let options: ServerOptions
  private let log: any ServerLog
  private let doorkeeper: Doorkeeper
  private let auditor: Auditor?
  private let state = Mutex(State())

  struct State: Sendable {
    var routes: [String: Route] = [:]
    var stages = RegisteredStages()
    var registered = 0
    var phase = Phase.assembling
  }

  enum Phase: Sendable {
    case assembling, starting, running(Running), draining(Running), stopped
  }

  struct Running: Sendable {
    let runtime: Runtime
    let group: EventLoopGroup
    let server: WebSocketServer
    let watchdog: Watchdog
    let following: Following
    let uploads: UploadFolder
  }

  /// - Parameters:
  ///   - packages: the contracts that are served; clients compare their digests.
  ///   - store: whose changes become events. The server is its follower.
  ///   - entities: what handlers find in their context, usually over the same store.
  ///   - reactor: what runs reactions; needed only where there are some.
  ///   - authenticator: what knows sessions; nil where the admission alone decides.
  ///   - audit: what keeps a record of each request, change, published event and connection; nil: nothing does. The server
  ///     does not close it.
  ///   - admit: who is behind a connection or request that shows no token and no session's cookie.
  public init(
    _ packages: [any ContractPackage.Type], store: any EntityStore, entities: any EntityService,
    reactor: (any ChangeReactor)? = nil, options: ServerOptions = ServerOptions(),
    log: any ServerLog = StandardErrorLog(), authenticator: (any Authenticator)? = nil,
    audit: (any AuditLog)? = nil,
    admit: @escaping Admission = { _, _ in .anonymous }
  ) {
    self.packages = packages
    self.store = store
    self.entities = entities
    self.reactor = reactor
    self.options = options
    self.log = log
    auditor = audit.map { Auditor($0, packages, strangers: options.limits.anonymousRecords) }
    doorkeeper = Doorkeeper(authenticator: authenticator, admit: admit, passportKey: options.passportKey)
  }

  // MARK: Handlers

  /// Registers what answers requests on the operation's topic. The last registration of a topic counts.
  ///
  /// - Precondition: the server was not started.
  public func register<Input, Output>(
    _ operation: Operation<Input, Output>,
    _ handler: @escaping @Sendable (Input, RequestContext) async throws -> Output
  ) {
    var whole = OwnerGuard.around(telling(operation.events, handler), operation, store)
    // No `??`, no `map`: a function that passes through generic code is called through two more for ever after.
    if let auditor { whole = auditor.around(whole) }
    assemble("'\(operation.topic)'") { [whole] state in
      state.routes[operation.topic] = TypedRoute(operation, number: state.registered, whole)
      state.registered += 1
    }
  }

  /// Changes what the server will be made of.
  func assemble(_ what: String, _ change: (inout State) -> Void) {
    state.withLock { state in
      guard case .assembling = state.phase else {
        preconditionFailure("\(what) was registered after the server was started")
      }
      change(&state)
    }
  }

  /// The handler, after which the reactor hears of the operation's success.
  private func telling<Input, Output>(
    _ events: OperationEvents<Input, Output>?,
    _ handler: @escaping @Sendable (Input, RequestContext) async throws -> Output
  ) -> @Sendable (Input, RequestContext) async throws -> Output {
    guard let reactor, let events else { return handler }
    return { input, context in
      let output = try await handler(input, context)
      if let success = events.succeeded(input, output) {
        reactor.occurred(success.name, success.payload, cause: context.messageID)
      }
      return output
    }
  }

  /// Registers a reaction with the server's reactor.
  ///
  /// - Precondition: the server has one.
  public func register<Payload>(
    _ handler: String, on occasion: ReactionOccasion<Payload>, _ mode: ReactionMode,
    _ react: @escaping @Sendable (Payload, RequestContext) async throws -> Void
  ) {
    guard let reactor else {
      preconditionFailure("'\(handler)' reacts, and the server has no reactor: give it an InProcessReactor()")
    }
    reactor.register(handler, on: occasion, mode, react)
  }

  /// True when the topic has a handler.
  public func hasHandler(for topic: String) -> Bool { state.withLock { $0.routes[topic] != nil } }

  /// Sends an event to every connection that listens; without effect while the server does not run.
  public func publish<Payload: JSONCodable>(
    _ event: PushedEvent<Payload>, _ payload: Payload, about path: EntityPath? = nil, cause: MessageID? = nil,
    except: ConcordCore.ConnectionID? = nil
  ) {
    running?.runtime.broadcaster.publish(event, payload, about: path, cause: cause, except: except)
  }

  // MARK: Life

  /// Listens, and serves from then on.
  ///
  /// - Returns: the port.
  /// - Throws: `ServerDefinitionError` when the server cannot keep what its definition says; `HTTPRouteClash` when two
  ///   operations have one route over HTTP; `TransportError` when the
  ///   address is taken or the system is out of descriptors; `ConcordError` when the store does not answer.
  /// - Precondition: the server was not started before.
  @discardableResult
  public func start() async throws -> Int {
    let assembled = state.withLock { state in
      guard case .assembling = state.phase else { preconditionFailure("a server starts once") }
      state.phase = .starting
      return state
    }
    do {
      let running = try await launch(assembled.routes, assembled.stages)
      state.withLock { $0.phase = .running(running) }
      return running.server.port
    } catch {
      state.withLock { $0.phase = .assembling }
      throw error
    }
  }

  private func launch(_ routes: [String: Route], _ stages: RegisteredStages) async throws -> Running {
    let gate = Gate(limit: options.limits.totalInFlight)
    let origins = OriginRule(allowed: options.allowedOrigins, isSecure: options.tls != nil)
    let namespaces = try ServedNamespaces(options, packages: packages, routes: routes, stages: stages) { signIn in
      RuntimeStageParts(
        gate: gate, origins: origins, doorkeeper: doorkeeper, keys: options.queryKeys, signIn: signIn)
    }
    let overHTTP = routes.values.filter { namespaces.speak(of: $0) }
    let router = try HTTPRouter(routes: overHTTP)
    let group = try EventLoopGroup(count: options.loops, pingInterval: options.limits.ping)
    let failures = FailureReport(log: log)
    let ledger = IdempotencyLedger(IdempotencyQuotas(options.limits))
    let rates = RequestRates(options.limits)
    let hubs = group.loops.map { LoopHub($0, gate, failures, ledger, rates, loopLag: options.limits.loopLag) }
    let audiences = Audiences(packages.flatMap { $0.entities })
    let deriver = NewsDeriver(epoch: store.epoch, audiences: audiences, namespaces: namespaces)
    let broadcaster = Broadcaster(hubs, deriver, store, reactor: reactor, log: log, audit: auditor)
    let runtime = Runtime(
      options, store: store, entities: entities, hubs: hubs, broadcaster: broadcaster, gate: gate, hello: hello,
      log: log, deriver: deriver, doorkeeper: doorkeeper, audit: auditor)
    let following = Following(hubs, broadcaster, reactor, auditor, doorkeeper.news)
    let uploads = UploadFolder(
      parent: options.uploadFolder, limit: options.limits.uploads, limitPerOwner: options.limits.uploadsPerCaller)
    let http = HTTPDoor(
      runtime: runtime, router: router, locations: CreatedLocations(overHTTP),
      crossOrigin: CrossOrigin(origins: origins), uploads: uploads, signIn: namespaces.signInOverHTTP)
    let topics = Dictionary(routes.values.map { ($0.number, $0.topic) }, uniquingKeysWith: { first, _ in first })
    let door = FrontDoor(
      runtime: runtime, namespaces: namespaces, origins: origins, http: http,
      own: OwnPaths(runtime: runtime, operations: topics), rates: HTTPRates(options.limits))
    do {
      // Followed before the offset is read, so that no change falls between them.
      store.follow { following.committed($0) }
      doorkeeper.authenticator?.follow { following.heard($0) }
      let offset = try await store.offset
      for hub in hubs { hub.begin(at: offset) }
      let server = try await WebSocketServer.start(options.configuration, group: group) { door.decide($0, $1) }
      reactor?.start(environment(broadcaster))
      let watchdog = Watchdog(hubs, options.limits, log, keeping: Array(routes.values))
      return Running(
        runtime: runtime, group: group, server: server, watchdog: watchdog, following: following, uploads: uploads)
    } catch {
      following.stop()
      await group.shutdown()
      throw error
    }
  }

  private func environment(_ publisher: any EventPublisher) -> ReactionEnvironment {
    ReactionEnvironment(entities: entities, publisher: publisher) { [log] failure in
      log.write(LogEntry(failure.retry == nil ? .error : .warning, failure.description))
    }
  }

  private var hello: ServerHello {
    let digests = Dictionary(packages.map { ($0.name, $0.digest) }, uniquingKeysWith: { _, last in last })
    let limits = ServerHello.Limits(messageBytes: options.limits.messageBytes, inFlight: options.limits.inFlight)
    return ServerHello(
      contracts: digests, epoch: store.epoch, limits: limits, ping: Int(options.limits.ping.components.seconds))
  }

  /// The path of the first namespace of the packet dialect.
  var firstPacketRoot: String { options.definition?.namespaces.first { $0.dialect == .packet }?.path ?? "" }

  var running: Running? {
    state.withLock { state in
      switch state.phase {
      // What runs to its end may still send events.
      case .running(let running), .draining(let running): running
      case .assembling, .starting, .stopped: nil
      }
    }
  }

  /// Ends in good order: `/health` answers 503, no new connections, connections are told with `concord:drain`, new requests are
  /// answered with `DRAINING`, those that run may finish until the deadline, and so may reactions, replies and events that wait
  /// are sent, connections are closed with 1001. The server follows neither store nor authenticator any more then. Returns
  /// when all is over.
  public func drain(deadline: Duration = .seconds(10)) async {
    let found = state.withLock { state -> Running? in
      guard case .running(let running) = state.phase else { return nil }
      state.phase = .draining(running)
      return running
    }
    guard let found else { return }
    let end = ContinuousClock.now + deadline
    found.runtime.gate.close {}
    found.server.stopAccepting()
    let seconds = Int(deadline.components.seconds)
    for hub in found.runtime.hubs { hub.forEach { $0.tellOfDrain(seconds: seconds) } }
    await finish(found.runtime.gate, within: deadline, on: found.group.next())
    await reactor?.finish(within: max(.zero, end - .now))
    for hub in found.runtime.hubs { hub.forEach { $0.load.cancel() } }
    let broadcaster = found.runtime.broadcaster
    await finish(broadcaster.owned.gate, within: max(Self.exitPatience, end - .now), on: found.group.next())
    broadcaster.stop()
    state.withLock { $0.phase = .stopped }
    await found.server.close(reason: "the server is going away")
    // Stages of the application's own are left, but not for ever.
    await finish(found.runtime.exits, within: max(Self.exitPatience, end - .now), on: found.group.next())
    found.following.stop()
    found.watchdog.stop()
    await found.group.shutdown()
    found.uploads.remove()
  }

  /// How long a drain waits for stages that are left, at least.
  private static let exitPatience = Duration.seconds(1)

  /// Ends at once: what runs is cancelled, connections are closed with 1001.
  public func stop() async { await drain(deadline: .zero) }

  /// Waits for the last request, but not for ever.
  private func finish(_ gate: Gate, within deadline: Duration, on loop: EventLoop) async {
    await withCheckedContinuation { continuation in
      gate.close { continuation.resume() }
      loop.schedule(after: deadline) { gate.wake() }
    }
  }
}

extension ServerOptions {
  /// The same for the transport.
  var configuration: ServerConfiguration {
    var configuration = ServerConfiguration(host: host, port: port)
    configuration.maxConnections = limits.connections
    configuration.limits.maxMessageBytes = limits.messageBytes
    configuration.limits.outputBytes = limits.queueBytes
    configuration.limits.handshakeTimeout = limits.handshake
    configuration.limits.closeTimeout = limits.close
    configuration.tls = tls
    return configuration
  }
}
