public import ConcordCore
public import ConcordTransport

/// Where a server listens and what it allows.
public struct ServerOptions: Sendable {
  /// A numeric IPv4 or IPv6 address, or `localhost`.
  public var host: String
  /// 0 picks a free port; `start` returns it.
  public var port: Int
  /// Event loops, each a thread: as many as there are processors for this process, unless given.
  public var loops: Int
  /// The path of the WebSocket that speaks the message dialect; with a definition, that says so instead.
  public var path: String
  /// What a file with `server:` says of the namespaces; nil: one at `path`, for whoever is admitted.
  public let definition: ServerDefinition?
  /// Origins beside the server's own that browsers may connect from: `https://console.example.com`.
  public var allowedOrigins: Set<String> = []
  public var limits = ServerLimits()
  /// With it every connection is TLS, for `wss:` and `https:`.
  public var tls: TLSContext?
  /// The folder in which files that come over HTTP are kept while their handlers run; nil: the one that `TMPDIR` names, or
  /// `/tmp`.
  public var uploadFolder: String?
  /// The name of the query's field that carries a passport code, where a namespace takes those.
  public var passportKey = "x-vona-passport-code"
  /// The names of other fields of the query that connections of the packet dialect may carry.
  public var queryKeys = ConnectionQueryKeys()

  public init(
    host: String = "127.0.0.1", port: Int = 0, loops: Int = EventLoopGroup.processors, path: String = "/api/v1/ws"
  ) {
    self.host = host
    self.port = port
    self.loops = loops
    self.path = path
    definition = nil
  }

  /// What a contract's file with `server:` says: its namespaces, origins and limits. `start` throws a
  /// `ServerDefinitionError` when the server cannot keep all of it.
  ///
  /// A namespace takes cookies and bearer tokens only where its `sign-in` names them (the admission does not see others), and
  /// nobody's connections only where it names `anonymous`.
  public init(
    _ definition: ServerDefinition, host: String = "127.0.0.1", port: Int = 0,
    loops: Int = EventLoopGroup.processors
  ) {
    self.host = host
    self.port = port
    self.loops = loops
    self.definition = definition
    path = definition.namespaces.first { $0.dialect == .message }?.path ?? ""
    allowedOrigins = Set(definition.origins)
    limits = ServerLimits(definition.limits)
  }
}

/// The bounds of what peers may cost. Every one has a default.
public struct ServerLimits: Sendable, Equatable {
  /// The longest message in bytes; a longer one closes its connection with 1009. Over HTTP the longest body that is JSON,
  /// and the longest part of a form that is; more is answered with 413.
  public var messageBytes = 64 * 1024
  /// Open sockets; one more is answered with 503.
  public var connections = 20_000
  /// Requests of one connection that run at once; at the limit its socket is not read.
  public var inFlight = 16
  /// Bytes of the requests of one connection that run; at the limit its socket is not read.
  public var inputBytes = 256 * 1024
  /// Requests that run at once in the whole server; more are answered with `OVERLOADED`.
  public var totalInFlight = 10_000
  /// Bytes that wait to be sent to one connection. A connection that is at the limit when something must be sent on it
  /// is closed with 3008; above half of it, its socket is not read and events of class `drop` are left out.
  public var queueBytes = 1024 * 1024
  /// Time for the whole opening handshake.
  public var handshake = Duration.seconds(10)
  /// How often a connection is pinged; one that answered nothing until the next ping is cut off.
  public var ping = Duration.seconds(20)
  /// Time for a client to answer a close frame and to end the stream; then the socket is closed without that.
  public var close = Duration.seconds(5)
  /// How long before the end of a connection's sign-in the server looks for a renewed one, or asks for a fresh token.
  public var signInNotice = Duration.seconds(30)
  /// Kinds and keys that one connection may subscribe to; more are answered with `OVERLOADED`.
  public var subscriptions = 1000
  /// Events that wait while a subscription of their connection is being answered, and while the answer is read; with more it
  /// is closed with 3008.
  public var heldEvents = 10_000
  /// Bytes of the entities that a subscription's snapshot may show; one that would have more is answered with `TOO_LARGE`.
  /// Beside `queueBytes`, so many may wait to be sent to one connection.
  public var snapshotBytes = 8 * 1024 * 1024
  /// Messages of one connection in a second, and requests over HTTP of one; more are answered with `OVERLOADED`. Nil: any
  /// number.
  public var rate: Int?
  /// Requests of one principal in a second, over all its connections; more are answered with `OVERLOADED`. Those who did not
  /// sign in are one principal. Nil: any number.
  public var principalRate: Int?
  /// Requests of an operation in a second, by topic; more are answered with `OVERLOADED`. Those that are not named: any number.
  public var operationRates: [String: Int] = [:]
  /// How late an event loop may be with its work: while it is later, its new requests are answered with `OVERLOADED`. Nil: as
  /// late as it likes.
  public var loopLag: Duration?
  /// How long an event loop may stand still before the log says so, with the handler.
  public var stall = Duration.seconds(1)
  /// The largest file of a multipart request, in bytes; more is answered with `TOO_LARGE`.
  public var fileBytes = 64 * 1024 * 1024
  /// The longest multipart body in bytes; a longer one is answered with 413.
  public var uploadBytes = 128 * 1024 * 1024
  /// Parts of a multipart body; more are answered with `TOO_LARGE`.
  public var uploadParts = 32
  /// Multipart requests whose files the server keeps at once; more are answered with `OVERLOADED`.
  public var uploads = 64
  /// Those of one account, or of one network (an IPv4 address, 64 bits of IPv6) when nobody signed in; more are answered with
  /// `OVERLOADED`. So nobody holds all places with forms that come slowly.
  public var uploadsPerCaller = 8
  /// Bytes that the requests of one account may take, which are remembered for ten minutes so that none runs twice; at the
  /// limit those that change something are answered with `OVERLOADED`. A request takes some 300 bytes and its answer.
  public var idempotencyBytes = 64 * 1024 * 1024
  /// The same for all accounts together, and for those who did not sign in.
  public var totalIdempotencyBytes = 256 * 1024 * 1024
  /// The same for one connection of somebody who did not sign in.
  public var anonymousIdempotencyBytes = 1024 * 1024
  /// The same for all such connections together.
  public var totalAnonymousIdempotencyBytes = 32 * 1024 * 1024
  /// Records of an audit log in a second about requests and connections of those who did not sign in, all together; more
  /// are left out and counted, so that strangers cannot push everybody else's records out of the log.
  public var anonymousRecords = 100

  public init() {}

  /// The defaults, but for what a definition says.
  public init(_ limits: ServerDefinition.Limits) {
    if let message = limits.message { messageBytes = message }
    // A message that may come must fit among those that run.
    inputBytes = max(inputBytes, messageBytes)
    if let connections = limits.connections { self.connections = connections }
    if let inFlight = limits.inFlight { self.inFlight = inFlight }
    if let queue = limits.queue { queueBytes = queue }
    if let handshake = limits.handshake { self.handshake = handshake }
    if let ping = limits.ping { self.ping = ping }
    rate = limits.rate
  }
}
