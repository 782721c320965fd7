/// What a server listens to, for whom, and within which limits; generated from a file with `server:`.
public struct ServerDefinition: Sendable, Equatable {
  /// The language of a socket.
  public enum Dialect: String, Sendable, CaseIterable {
    case message
    case storeEvent = "store-event"
    case subscription
    case packet
  }

  /// A way to say who one is.
  public enum SignIn: String, Sendable, CaseIterable {
    /// A token in the header `Authorization` (RFC 6750 §2.1).
    case bearer
    /// A session's cookie.
    case cookie
    /// A token in the query, as the packet dialect has it.
    case passport
    /// Not at all.
    case anonymous
  }

  /// A path where sockets are accepted.
  public struct Namespace: Sendable, Equatable {
    public let path: String
    public let dialect: Dialect
    /// The packages that are spoken there; empty: all that the server has.
    public let packages: [String]
    public let signIn: [SignIn]
    /// The stages of the connection chain and of the packet chain, in order; empty: the runtime's own.
    public let connection: [String], packet: [String]

    public init(
      _ path: String, _ dialect: Dialect, packages: [String] = [], signIn: [SignIn] = [.bearer],
      connection: [String] = [], packet: [String] = []
    ) {
      self.path = path
      self.dialect = dialect
      self.packages = packages
      self.signIn = signIn
      self.connection = connection
      self.packet = packet
    }
  }

  /// What peers may cost; nil: the server's default.
  public struct Limits: Sendable, Equatable {
    /// Bytes of a message, and bytes that wait for one reader.
    public let message: Int?, queue: Int?
    /// Open connections, and requests of one of them that run at once.
    public let connections: Int?, inFlight: Int?
    /// For the whole opening handshake, and between two pings.
    public let handshake: Duration?, ping: Duration?
    /// Messages of one connection in a second.
    public let rate: Int?

    public init(
      message: Int? = nil, connections: Int? = nil, inFlight: Int? = nil, queue: Int? = nil,
      handshake: Duration? = nil, ping: Duration? = nil, rate: Int? = nil
    ) {
      self.message = message
      self.connections = connections
      self.inFlight = inFlight
      self.queue = queue
      self.handshake = handshake
      self.ping = ping
      self.rate = rate
    }
  }

  public let name: String
  public let namespaces: [Namespace]
  /// Origins from which browsers may come, beside the server's own (RFC 6454 §6.2).
  public let origins: [String]
  public let limits: Limits

  public init(name: String, namespaces: [Namespace], origins: [String] = [], limits: Limits = Limits()) {
    self.name = name
    self.namespaces = namespaces
    self.origins = origins
    self.limits = limits
  }
}
