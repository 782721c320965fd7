import ConcordCore
import ConcordProtocols
import ConcordTransport
import Synchronization
import Testing

/// A message that came.
struct Received: Sendable {
  let head: MessageHead
  let bytes: [UInt8]

  /// The payload as a tree.
  var payload: JSONValue? { head.payload.flatMap { try? JSON.decode(JSONValue.self, from: Array(bytes[$0])) } }
}

struct TimedOut: Error, CustomStringConvertible {
  let description: String
}

/// Speaks the message dialect by hand: texts out, messages in.
final class TestClient: WebSocketHandler, Sendable {
  private struct State {
    var received: [Received] = []
    var close: (code: UInt16, reason: String)?
    var socket: WebSocketConnection?
  }

  private let state = Mutex(State())

  static func connect(
    _ port: Int, path: String = "/api/v1/ws", headers: HTTPHeaders = HTTPHeaders(), on group: EventLoopGroup
  ) async throws -> TestClient {
    let client = TestClient()
    var limits = ConnectionLimits()
    limits.maxMessageBytes = 16 << 20
    // What tests send to fill a queue would be next to nothing when compressed.
    limits.compressionThreshold = nil
    let socket = try await WebSocketClient.connect(
      "ws://127.0.0.1:\(port)\(path)", headers: headers, on: group.next(), limits: limits, handler: client)
    client.state.withLock { $0.socket = socket }
    return client
  }

  // MARK: Handler

  func opened(_ connection: WebSocketConnection) {}

  func received(_ message: borrowing WebSocketMessage, on connection: WebSocketConnection) {
    guard let head = try? MessageDialect.readHead(message.bytes) else {
      Issue.record("not a message")
      return
    }
    let received = Received(head: head, bytes: message.bytes.withUnsafeBytes { Array($0) })
    state.withLock { $0.received.append(received) }
  }

  func closed(_ connection: WebSocketConnection, code: UInt16, reason: String) {
    state.withLock { $0.close = (code, reason) }
  }

  // MARK: Sending

  func send(_ text: String) {
    let socket = state.withLock { $0.socket }
    socket?.loop.execute { socket?.send(text: text) }
  }

  func sendBinary(_ bytes: [UInt8]) {
    let socket = state.withLock { $0.socket }
    socket?.loop.execute { socket?.send(binary: bytes.span.bytes) }
  }

  /// Sends a request without waiting; gives its id.
  @discardableResult
  func start(_ topic: String, _ payload: String = "{}", id: String = MessageID.make().description) -> String {
    send(#"{"messageId":"\#(id)","topic":"\#(topic)","type":"request","payload":\#(payload)}"#)
    return id
  }

  /// Sends a request and waits for the reply.
  func call(_ topic: String, _ payload: String = "{}") async throws -> Received {
    try await reply(to: start(topic, payload))
  }

  /// Returns when nothing more is read.
  func pauseReading() async {
    guard let socket = state.withLock({ $0.socket }) else { return }
    await withCheckedContinuation { done in
      socket.loop.execute {
        socket.pauseReading()
        done.resume()
      }
    }
  }

  func resumeReading() {
    let socket = state.withLock { $0.socket }
    socket?.loop.execute { socket?.resumeReading() }
  }

  func close() {
    let socket = state.withLock { $0.socket }
    socket?.loop.execute { socket?.close() }
  }

  // MARK: Waiting

  var received: [Received] { state.withLock { $0.received } }
  var closeCode: UInt16? { state.withLock { $0.close?.code } }

  /// Events other than the hello, in the order in which they came.
  var events: [Received] { received.filter { $0.head.kind == .event && $0.head.topic != "concord:hello" } }

  func reply(to id: String) async throws -> Received {
    try await first("reply to \(id)") { $0.head.kind != .event && $0.head.id.description == id }
  }

  func first(_ what: String, where matches: (Received) -> Bool) async throws -> Received {
    try await wait(for: what) { received.first(where: matches) }
  }

  func events(count: Int) async throws -> [Received] {
    try await wait(for: "\(count) events") { events.count >= count ? events : nil }
  }

  func closed() async throws -> UInt16 { try await wait(for: "close") { closeCode } }

  /// Nothing more is on its way: a request of its own was answered after everything that was sent before.
  func settle() async throws { _ = try await call("nothing:here") }
}

/// Waits until `probe` gives something, a minute at most: the machine may be busy.
func wait<T>(for what: String, _ probe: () async throws -> T?) async throws -> T {
  let deadline = ContinuousClock.now + .seconds(60)
  while ContinuousClock.now < deadline {
    if let value = try await probe() { return value }
    try await Task.sleep(for: .milliseconds(2))
  }
  throw TimedOut(description: "no \(what) within a minute")
}
