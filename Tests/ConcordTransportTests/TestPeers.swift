import ConcordProtocols
import ConcordTransport
import Glibc
import Synchronization
import Testing

/// A handler made of closures, which remembers what it saw. Its state is behind a mutex, so tests may look at any time.
final class TestHandler: WebSocketHandler, Sendable {
  struct Seen {
    var connection: WebSocketConnection?
    var texts: [String] = []
    var closed: (code: UInt16, reason: String)?
    var drained = 0
  }

  private let state = Mutex(Seen())
  private let onOpen: @Sendable (WebSocketConnection) -> Void
  private let onText: @Sendable (String, WebSocketConnection) -> Void

  init(
    onOpen: @escaping @Sendable (WebSocketConnection) -> Void = { _ in },
    onText: @escaping @Sendable (String, WebSocketConnection) -> Void = { _, _ in }
  ) {
    self.onOpen = onOpen
    self.onText = onText
  }

  var seen: Seen { state.withLock { $0 } }

  func opened(_ connection: WebSocketConnection) {
    state.withLock { $0.connection = connection }
    onOpen(connection)
  }

  func received(_ message: borrowing WebSocketMessage, on connection: WebSocketConnection) {
    let text = message.bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    state.withLock { $0.texts.append(text) }
    onText(text, connection)
  }

  func closed(_ connection: WebSocketConnection, code: UInt16, reason: String) {
    state.withLock { $0.closed = (code, reason) }
  }

  func drained(_ connection: WebSocketConnection) { state.withLock { $0.drained += 1 } }
}

func echo() -> TestHandler { TestHandler { $1.send(text: $0) } }

extension TestHandler {
  convenience init(_ onText: @escaping @Sendable (String, WebSocketConnection) -> Void) { self.init(onText: onText) }
}

/// Waits until something is true, for at most a minute: the machine may be busy.
func eventually(
  _ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ condition: @Sendable () async -> Bool
) async throws {
  let end = ContinuousClock.now + .seconds(60)
  while ContinuousClock.now < end {
    if await condition() { return }
    try await Task.sleep(for: .milliseconds(5))
  }
  Issue.record("never happened: \(what)", sourceLocation: sourceLocation)
}

/// Runs `body` with a group of loops and ends it.
func withLoops(_ count: Int = 1, ping: Duration = .seconds(20), _ body: (EventLoopGroup) async throws -> Void)
  async throws
{
  let group = try EventLoopGroup(count: count, pingInterval: ping)
  // Raw peers block their thread: a loop of the test's own lends one, so that Swift's few stay free for other tests.
  let thread = try EventLoop()
  do { try await withTaskExecutorPreference(thread) { try await body(group) } } catch {
    await group.shutdown()
    await thread.shutdown()
    throw error
  }
  await group.shutdown()
  await thread.shutdown()
}

/// Runs `body` with a server on a free port and ends it.
func withServer(
  loops: Int = 1, ping: Duration = .seconds(20), _ change: (inout ServerConfiguration) -> Void = { _ in },
  accept: @escaping @Sendable (HTTPRequestHead) -> UpgradeDecision,
  _ body: (WebSocketServer, EventLoopGroup) async throws -> Void
) async throws {
  try await withLoops(loops, ping: ping) { group in
    var configuration = ServerConfiguration()
    configuration.limits.closeTimeout = .seconds(1)
    change(&configuration)
    let server = try await WebSocketServer.start(configuration, group: group, accept: accept)
    try await body(server, group)
    await server.close()
  }
}

/// A peer on a plain blocking socket, which says exactly the bytes that a test wants.
final class RawPeer {
  private let fd: Int32

  init(port: Int, receiveBuffer: Int32? = nil) throws {
    fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var size = receiveBuffer { setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, 4) }
    var timeout = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw TransportError(.connectionRefused, "port \(port)") }
  }

  deinit { close(fd) }

  /// Ends our side of the stream.
  func end() { shutdown(fd, Int32(SHUT_WR)) }

  /// False when the other end is gone.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool { Glibc.send(fd, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count }
  func send(_ text: String) { send(Array(text.utf8)) }
  func send(_ opcode: WebSocketOpcode, _ text: String) { send(frame(opcode, Array(text.utf8))) }

  func frame(_ opcode: WebSocketOpcode, _ payload: [UInt8]) -> [UInt8] {
    WebSocketFrameWriter.frame(opcode, payload: payload, mask: 0x0102_0304)
  }

  /// What one call gives; empty at the end of the stream or after five seconds.
  func receive(_ count: Int = 1 << 20) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let received = recv(fd, &bytes, count, 0)
    return Array(bytes.prefix(max(0, received)))
  }

  /// Everything until the peer ends the stream.
  func receiveAll() -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let piece = receive()
      if piece.isEmpty { return all }
      all += piece
    }
  }

  /// Whether the other end is gone within a minute; what it says before is thrown away.
  func isLeft() -> Bool {
    for _ in 0..<12 {
      var bytes = [UInt8](repeating: 0, count: 4096)
      errno = 0
      while recv(fd, &bytes, bytes.count, 0) > 0 { errno = 0 }
      if errno != EAGAIN { return true }
    }
    return false
  }

  /// Does the handshake and gives the response.
  @discardableResult
  func upgrade(_ path: String = "/", headers: String = "", behind: [UInt8] = []) -> String {
    send(
      Array(
        """
        GET \(path) HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\(headers)\r\n
        """.utf8) + behind)
    var head: [UInt8] = []
    while !head.suffix(4).elementsEqual(Array("\r\n\r\n".utf8)) {
      let byte = receive(1)
      if byte.isEmpty { break }
      head += byte
    }
    return String(decoding: head, as: UTF8.self)
  }
}

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

func serverFrame(_ opcode: WebSocketOpcode, _ text: String) -> [UInt8] {
  WebSocketFrameWriter.frame(opcode, payload: Array(text.utf8))
}

/// A number that several threads count up.
final class Count: Sendable {
  private let number = Atomic<Int>(0)

  var value: Int { number.load(ordering: .relaxed) }
  func add() { number.wrappingAdd(1, ordering: .relaxed) }
}

/// Values that several threads leave.
final class Log<Value: Sendable>: Sendable {
  private let entries = Mutex<[Value]>([])

  var values: [Value] { entries.withLock { $0 } }
  func append(_ value: Value) { entries.withLock { $0.append(value) } }
}
