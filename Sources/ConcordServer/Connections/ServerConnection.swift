import ConcordCore
import ConcordProtocols
import ConcordTransport

/// One client's socket: its frames become requests, replies and events become frames. What it asks for is in
/// `ServerConnection+Calls` and `+Subscriptions`, what it hears in `+Delivery`.
///
/// Invariant (`@unchecked Sendable`): touched on its loop's thread only, but for the constants.
final class ServerConnection: WebSocketHandler, @unchecked Sendable {
  let runtime: Runtime
  let namespace: Namespace
  /// Who is behind it.
  var identity: Identity {
    didSet {
      packets?.context.identity = identity
      requestOrigin = nil
    }
  }
  /// What handlers are told of it, as long as `identity` stays.
  var requestOrigin: RequestOrigin?
  /// What it may hear of kinds of entities that are not for everybody.
  var grants: Grants
  /// Whether a fresh token was asked for, since the last came.
  var wasAskedToSignIn = false
  /// The last of `SessionNews` that was heard.
  var heard = 0
  /// The hub of the loop, and the socket on it, between `opened` and `closed`.
  private(set) var hub: LoopHub?
  private(set) var socket: WebSocketConnection?
  /// The other end's address, without its port: asked for once, for the system is asked.
  private(set) var peer: String?

  // The places in the hub, and what the hub has it registered for: the hub's to change.
  var slot = 0
  var listenerSlot = 0
  /// When the loop's clock wakes it, in seconds since 1970: the clock's to change.
  var wakesAt: Int64?
  var interests: Interests

  /// What only the packet dialect has.
  let packets: PacketSide?
  // Unchecked: values that call nothing, on one thread.
  @exclusivity(unchecked) var load = CallLoad()
  @exclusivity(unchecked) var feed = Feed()
  @exclusivity(unchecked) private var rate: MessageRate?

  init(_ identity: Identity, _ namespace: Namespace, _ runtime: Runtime, _ packets: PacketSide? = nil) {
    self.packets = packets
    self.identity = identity
    self.namespace = namespace
    self.runtime = runtime
    rate = runtime.options.limits.rate.map { MessageRate($0, at: .now) }
    grants = runtime.deriver.audiences.grants(of: identity.principal)
    // Who may read nothing is told nothing.
    interests = !identity.isAnonymous && namespace.dialect.hearsAll ? .all : Interests()
  }

  var principal: Principal { identity.principal }
  var id: ConcordCore.ConnectionID? { socket.map { .init($0.id) } }
  var dialect: any Dialect { namespace.dialect }
  var limits: ServerLimits { runtime.options.limits }

  // MARK: The socket's calls

  func opened(_ socket: WebSocketConnection) {
    let hub = runtime.hubs[socket.loop.index]
    self.socket = socket
    self.hub = hub
    peer = socket.peer?.host
    var hello = runtime.hello
    hello.offset = hub.add(self)
    feed.start = hello.offset
    if let context = packets?.context {
      hub.packets.add(self, context)
      runtime.directory.add(context.id, on: socket.loop.index)
    }
    seeAccess(hub)
    hub.send(to: socket) { dialect.welcome(hello, to: &$0) }
    watchSignIn()
    noteOpened(socket)
    catchUp()
  }

  func received(_ message: borrowing WebSocketMessage, on socket: WebSocketConnection) {
    guard message.kind == .text else {
      if packets != nil {
        let packet = InboundPacket(nil, message.bytes.withUnsafeBytes { Array($0) }, isBinary: true)
        if let error = obstacle { return turnAway(packet, error) }
        return take(packet)
      }
      return refuse(ConcordError(.malformed, "a binary frame is no message; send JSON in text frames"), nil, nil)
    }
    let frame = message.bytes
    do throws(Unreadable) {
      let inbound = try dialect.read(frame)
      if let error = obstacle {
        if case .packet(let packet) = inbound { return turnAway(packet, error) }
        refuse(error, inbound.correlation, inbound.topic)
      } else {
        serve(inbound, frame)
      }
    } catch {
      _ = rate?.admits(at: .now)
      refuse(error.error, error.correlation, error.topic)
    }
  }

  /// What a connection may not do at all just now, whatever it asks for.
  private var obstacle: ConcordError? {
    if rate?.admits(at: .now) == false {
      return ConcordError(.overloaded, "more than \(limits.rate ?? 0) messages in a second; send fewer")
    }
    if runtime.gate.isClosed {
      return ConcordError(.draining, "the server is going away; connect again for another")
    }
    return nil
  }

  private func serve(_ inbound: Inbound, _ frame: RawSpan) {
    switch inbound {
    case .operation(let route, let correlation, let payload): call(route, correlation, payload, frame)
    case .call(let topic, let correlation, let payload): call(topic, correlation, payload, frame)
    case .upload(let topic, let correlation): expectUpload(topic, correlation)
    case .subscribe(let subscription): ask(.subscribe(subscription))
    case .unsubscribe(let subscription): ask(.unsubscribe(subscription))
    case .recover(let correlation, let position): ask(.recover(correlation, position))
    case .packet(let packet): take(packet)
    case .authenticate(let correlation, let token): renew(correlation, token: token)
    }
  }

  func drained(_ connection: WebSocketConnection) {
    // Not at once: it may come in the middle of sending something else.
    connection.loop.execute { self.goOn() }
  }

  /// The peer has read: what waited for that follows.
  private func goOn() {
    guard let socket else { return }
    socket.outputAllowance = 0
    releaseHeld()
    // Nothing comes before the answer that a question waits for.
    if feed.current == nil { deliverCoalesced() }
    askNext()
    startHeld()
  }

  func closed(_ connection: WebSocketConnection, code: UInt16, reason: String) {
    noteClosed(connection, code: code, reason: reason)
    hub?.remove(self)
    hub?.expiries.forget(self)
    if let packets {
      hub?.packets.remove(packets.context)
      runtime.directory.remove(packets.context.id)
      for turn in packets.takeAll() { leave(turn) }
      packets.passage.leave()
    }
    if let socket { hub?.ledger.forget(requestOwner(socket)) }
    hub = nil
    socket = nil
    requestOrigin = nil
    feed = Feed()
    for call in load.abandon() { call.abandon() }
  }
}

extension Inbound {
  fileprivate var correlation: Correlation? {
    switch self {
    case .packet: nil
    case .operation(_, let correlation, _), .call(_, let correlation, _), .upload(_, let correlation),
      .recover(let correlation, _), .authenticate(let correlation, _):
      correlation
    case .subscribe(let subscription), .unsubscribe(let subscription): subscription.correlation
    }
  }

  fileprivate var topic: String? {
    switch self {
    case .packet: nil
    case .operation(let route, _, _): route.topic
    case .call(let topic, _, _), .upload(let topic, _): topic
    case .subscribe(let subscription), .unsubscribe(let subscription): subscription.topic
    case .recover: ReservedTopics.recover
    case .authenticate: ReservedTopics.authenticate
    }
  }
}
