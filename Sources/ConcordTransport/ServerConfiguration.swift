/// Where a server listens, and its limits.
public struct ServerConfiguration: Sendable {
  /// A numeric IPv4 or IPv6 address, or `localhost`.
  public var host: String
  /// 0 picks a free port, once for all loops.
  public var port: Int
  /// Connections that the system may hold before they are accepted, per loop.
  public var backlog = 1024
  /// Sockets open at one time; one more is answered with 503.
  public var maxConnections = 20_000
  public var limits = ConnectionLimits()
  /// With it every connection is TLS.
  public var tls: TLSContext?

  public init(host: String = "127.0.0.1", port: Int = 0) {
    self.host = host
    self.port = port
  }
}
