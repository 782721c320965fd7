/// What a server listens to, for whom, and within which limits: `server: reference`.
public struct ServerModel: Sendable {
  public typealias Placed = DeploymentModel.Placed

  public enum Dialect: String, Sendable, CaseIterable {
    case message
    case storeEvent = "store-event"
    case subscription
    case packet
  }

  public enum SignIn: String, Sendable, CaseIterable {
    case bearer, cookie, passport, anonymous
  }

  /// A path where sockets are accepted.
  public struct Namespace: Sendable {
    public var path: String
    public var dialect: Dialect
    /// The packages whose operations and events are spoken there; empty: all.
    public var packages: [Placed<String>]
    /// How one may sign in; empty: bearer tokens.
    public var signIn: [SignIn]
    /// The stages of the connection chain, in order; empty: the runtime's own.
    public var connection: [Placed<String>]
    /// The stages of the packet chain, in order; empty: the runtime's own.
    public var packet: [Placed<String>]
    public var position: SourcePosition

    public init(
      path: String, dialect: Dialect, packages: [Placed<String>] = [], signIn: [SignIn] = [],
      connection: [Placed<String>] = [], packet: [Placed<String>] = [], position: SourcePosition
    ) {
      self.path = path
      self.dialect = dialect
      self.packages = packages
      self.signIn = signIn
      self.connection = connection
      self.packet = packet
      self.position = position
    }
  }

  /// `limits:`; what is nil has the runtime's default.
  public struct Limits: Sendable, Hashable {
    /// Bytes of one message.
    public var message: Int?
    public var connections: Int?
    /// Requests of one connection that run at once.
    public var inFlight: Int?
    /// Bytes that wait for one reader.
    public var queue: Int?
    /// Milliseconds for the opening handshake.
    public var handshake: Int?
    /// Milliseconds between pings.
    public var ping: Int?
    /// Messages per second of one connection.
    public var rate: Int?

    public init() {}
  }

  public var name: String
  public var swiftName: String
  public var summary: String?
  public var namespaces: [Namespace]
  /// Origins from which browsers may come beside the server's own (RFC 6454 §4).
  public var origins: [Placed<String>]
  public var limits: Limits
  public var position: SourcePosition

  public init(
    name: String, swiftName: String, summary: String? = nil, namespaces: [Namespace] = [],
    origins: [Placed<String>] = [], limits: Limits = Limits(), position: SourcePosition
  ) {
    self.name = name
    self.swiftName = swiftName
    self.summary = summary
    self.namespaces = namespaces
    self.origins = origins
    self.limits = limits
    self.position = position
  }
}
