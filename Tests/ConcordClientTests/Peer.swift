import ConcordCore
import ConcordProtocols
import ConcordTransport
import Synchronization
import Testing

/// The other end of a client's socket: a real WebSocket server that answers as a test says and remembers what it got.
final class Peer: Sendable {
  /// A request as it came.
  struct Request: Sendable {
    let head: MessageHead
    let payload: String
    let text: String
    var topic: String { head.topic }

    /// A reply with a payload, and a revision where there is one.
    func success(_ payload: String, revision: Int? = nil, offset: Int? = nil) -> String {
      let revision = revision.map { #","revision":\#($0)"# } ?? ""
      let offset = offset.map { #","offset":\#($0)"# } ?? ""
      return
        #"{"messageId":"\#(head.id)","topic":"\#(topic)","type":"success","payload":\#(payload)\#(revision)\#(offset)}"#
    }

    func error(_ code: String, _ message: String = "no") -> String {
      #"{"messageId":"\#(head.id)","topic":"\#(topic)","type":"error","error":{"code":"\#(code)","message":"\#(message)"}}"#
    }

    /// A member of the payload.
    subscript(name: String) -> JSONValue? {
      (try? JSON.decode(JSONValue.self, from: payload))?[name]
    }
  }

  private struct State: Sendable {
    var requests: [Request] = []
    var handshakes: [HTTPRequestHead] = []
    var connections: [WebSocketConnection] = []
    var closes: [UInt16] = []
  }

  let group: EventLoopGroup
  private let state = Mutex(State())
  private let server = Mutex<WebSocketServer?>(nil)
  private let greeting: Mutex<String?>
  private let answer: @Sendable (Request) -> [String]

  /// - Parameters:
  ///   - greeting: what it says first.
  ///   - answer: what it says to each request.
  init(greeting: String? = nil, answer: @escaping @Sendable (Request) -> [String] = { _ in [] }) async throws {
    group = try EventLoopGroup(count: 1)
    self.greeting = Mutex(greeting)
    self.answer = answer
    let started = try await WebSocketServer.start(ServerConfiguration(), group: group) { [weak self] head in
      guard let self else { return .refuse(status: 503, body: "gone") }
      if head.headers.contains("Authorization", token: "Bearer bad") { return .refuse(status: 401, body: "bad token") }
      state.withLock { $0.handshakes.append(head) }
      return .accept(handler: Handler(self))
    }
    server.withLock { $0 = started }
  }

  var baseURL: String { "http://127.0.0.1:\(server.withLock { $0?.port ?? 0 })" }
  var requests: [Request] { state.withLock { $0.requests } }
  var handshakes: [HTTPRequestHead] { state.withLock { $0.handshakes } }
  var closes: [UInt16] { state.withLock { $0.closes } }

  /// Says something to every client that is connected, in this order.
  func push(_ texts: String...) {
    for connection in state.withLock({ $0.connections }) {
      connection.loop.execute { for text in texts { connection.send(text: text) } }
    }
  }

  /// Greets differently from now on.
  func greet(_ text: String) { greeting.withLock { $0 = text } }

  /// Closes every connection.
  func hangUp(code: UInt16) {
    for connection in state.withLock({ $0.connections }) {
      connection.loop.execute { connection.close(code: code, reason: "bye") }
    }
  }

  func stop() async {
    if let server = server.withLock({ $0 }) { await server.close() }
    await group.shutdown()
  }

  private final class Handler: WebSocketHandler {
    private let peer: Peer

    init(_ peer: Peer) { self.peer = peer }

    func opened(_ connection: WebSocketConnection) {
      peer.state.withLock { $0.connections.append(connection) }
      if let greeting = peer.greeting.withLock({ $0 }) { connection.send(text: greeting) }
    }

    func received(_ message: borrowing WebSocketMessage, on connection: WebSocketConnection) {
      let bytes = message.bytes.withUnsafeBytes { Array($0) }
      guard let head = try? MessageDialect.readHead(bytes.span.bytes) else { return }
      let request = Request(
        head: head, payload: head.payload.map { String(decoding: bytes[$0], as: UTF8.self) } ?? "",
        text: String(decoding: bytes, as: UTF8.self))
      peer.state.withLock { $0.requests.append(request) }
      for text in peer.answer(request) { connection.send(text: text) }
    }

    func closed(_ connection: WebSocketConnection, code: UInt16, reason: String) {
      peer.state.withLock { state in
        state.connections.removeAll { $0 === connection }
        state.closes.append(code)
      }
    }
  }
}

/// An event as a server sends it.
func event(_ topic: String, _ payload: String, revision: Int? = nil) -> String {
  let revision = revision.map { #","revision":\#($0)"# } ?? ""
  return #"{"messageId":"\#(MessageID.make())","topic":"\#(topic)","type":"event","payload":\#(payload)\#(revision)}"#
}
