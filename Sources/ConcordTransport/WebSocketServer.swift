public import ConcordProtocols
import Synchronization

/// A server of HTTP/1.1 and WebSockets on all loops of a group.
public final class WebSocketServer: Sendable {
  /// Where it listens, with the port that was picked.
  public let address: SocketAddress
  private let shards: [ServerShard]

  public var port: Int { address.port }

  /// Binds, and starts to accept on every loop.
  /// - Parameter accept: decides about each request, on the loop of its connection. It must not block.
  /// - Throws: `TransportError` with address and port in its text, such as `.addressInUse`.
  public static func start(
    _ configuration: ServerConfiguration, group: EventLoopGroup,
    accept: @escaping @Sendable (HTTPRequestHead) -> UpgradeDecision
  ) async throws(TransportError) -> WebSocketServer {
    try await start(configuration, group: group) { request, _ in accept(request) }
  }

  /// Binds, and starts to accept on every loop; `accept` is told the address of the other end as well.
  /// - Throws: `TransportError` with address and port in its text, such as `.addressInUse`.
  public static func start(
    _ configuration: ServerConfiguration, group: EventLoopGroup,
    accept: @escaping @Sendable (HTTPRequestHead, SocketAddress?) -> UpgradeDecision
  ) async throws(TransportError) -> WebSocketServer {
    let sockets = try BoundSockets(host: configuration.host, port: configuration.port, count: group.loops.count)
    let open = SocketCount(limit: configuration.maxConnections)
    let shards = group.loops.map { ServerShard($0, configuration, open, accept) }
    var failure: TransportError?
    for (shard, descriptor) in zip(shards, sockets.descriptors) {
      failure = await shard.listen(descriptor, sockets.address) ?? failure
    }
    let server = WebSocketServer(sockets.address, shards)
    if let failure {
      await server.close()
      throw failure
    }
    return server
  }

  private init(_ address: SocketAddress, _ shards: [ServerShard]) {
    self.address = address
    self.shards = shards
  }

  /// Closes the listening sockets. WebSockets go on; HTTP connections end after the request that they serve, at once when
  /// they serve none.
  public func stopAccepting() {
    for shard in shards { shard.loop.execute { shard.stopAccepting() } }
  }

  /// Stops accepting and closes every WebSocket with this code, each within its close timeout. HTTP requests that are
  /// being served have one close timeout to be answered and one for the answer to be taken. Returns when all are gone.
  public func close(code: UInt16 = WebSocketCloseCode.goingAway, reason: String = "the server shuts down") async {
    await withTaskGroup(of: Void.self) { group in
      for shard in shards { group.addTask { await shard.close(code, reason) } }
    }
  }
}

/// How many sockets a server has, over all its loops.
final class SocketCount: Sendable {
  let limit: Int
  private let count = Atomic<Int>(0)

  init(limit: Int) { self.limit = limit }

  /// Counts one more, and gives the number before.
  func add() -> Int { count.wrappingAdd(1, ordering: .relaxed).oldValue }
  func remove() { count.wrappingSubtract(1, ordering: .relaxed) }
}

/// A server's part on one loop.
///
/// Invariant (`@unchecked Sendable`): mutable state is touched on the loop's thread only.
final class ServerShard: @unchecked Sendable {
  let loop: EventLoop
  private let configuration: ServerConfiguration
  private let open: SocketCount
  private let accept: @Sendable (HTTPRequestHead, SocketAddress?) -> UpgradeDecision
  private var listener: TCPListener?
  private var streams = 0
  private var isClosing = false
  private var whenEmpty: [CheckedContinuation<Void, Never>] = []

  /// Sockets above the limit that are still told why; beyond these they are closed without a word.
  private static let refusals = 256

  init(
    _ loop: EventLoop, _ configuration: ServerConfiguration, _ open: SocketCount,
    _ accept: @escaping @Sendable (HTTPRequestHead, SocketAddress?) -> UpgradeDecision
  ) {
    self.loop = loop
    self.configuration = configuration
    self.open = open
    self.accept = accept
  }

  func listen(_ descriptor: Int32, _ address: SocketAddress) async -> TransportError? {
    await withCheckedContinuation { continuation in
      loop.execute { [self] in
        do throws(TransportError) {
          listener = try TCPListener(loop, descriptor, backlog: configuration.backlog, address: address) {
            // Who lets go of a server that was not closed leaves nobody to serve.
            [weak self] in self?.accepted($0) ?? $0.abort(reason: "the server is gone")
          }
          continuation.resume(returning: nil)
        } catch {
          continuation.resume(returning: error)
        }
      }
    }
  }

  private func accepted(_ stream: SocketStream) {
    let others = open.add()
    streams += 1
    stream.owner = self
    stream.onClose = { [self] in
      open.remove()
      streams -= 1
      finishIfEmpty()
    }
    guard others < open.limit + Self.refusals else { return stream.abort(reason: "too many connections") }
    stream.setOptions(userTimeout: loop.pingInterval * 2)
    if let tls = configuration.tls {
      guard let session = tls.session() else { return stream.abort(reason: "OpenSSL is out of memory") }
      stream.secure(session, isClient: false)
    }
    let connection = HTTPServerConnection(stream, limits: configuration.limits, accept: accept) { [self] webSocket in
      // A handshake that was under way when the server closed.
      if isClosing { loop.execute { webSocket.close(code: WebSocketCloseCode.goingAway) } }
    }
    connection.start()
    if others >= open.limit { connection.refuse(503, "the server has its \(open.limit) connections already") }
  }

  private func closeListener() {
    listener?.close()
    listener = nil
  }

  func stopAccepting() {
    closeListener()
    for stream in loop.streams.all where stream.owner === self {
      (stream.consumer as? HTTPServerConnection)?.drain()
    }
  }

  func close(_ code: UInt16, _ reason: String) async {
    await withCheckedContinuation { continuation in
      loop.execute { [self] in
        isClosing = true
        closeListener()
        whenEmpty.append(continuation)
        for stream in loop.streams.all where stream.owner === self {
          if let connection = stream.consumer as? WebSocketConnection {
            connection.close(code: code, reason: reason)
          } else if let connection = stream.consumer as? HTTPServerConnection {
            connection.close()
          } else {
            stream.abort(reason: "the server was closed")
          }
        }
        finishIfEmpty()
      }
    }
  }

  private func finishIfEmpty() {
    guard streams == 0 else { return }
    for continuation in whenEmpty { continuation.resume() }
    whenEmpty = []
  }
}
