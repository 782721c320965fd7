import ConcordCore
import ConcordProtocols
import ConcordTransport
import Synchronization
import Testing

/// Speaks the packet dialect by hand: texts out, texts in.
final class PacketClient: WebSocketHandler, Sendable {
  private struct State {
    var received: [String] = []
    var close: UInt16?
    var socket: WebSocketConnection?
  }

  private let state = Mutex(State())

  static func connect(
    _ port: Int, _ path: String = "/ws", headers: HTTPHeaders = HTTPHeaders(), on group: EventLoopGroup
  ) async throws -> PacketClient {
    let client = PacketClient()
    let socket = try await WebSocketClient.connect(
      "ws://127.0.0.1:\(port)\(path)", headers: headers, on: group.next(), handler: client)
    client.state.withLock { $0.socket = socket }
    return client
  }

  func opened(_ connection: WebSocketConnection) {}

  func received(_ message: borrowing WebSocketMessage, on connection: WebSocketConnection) {
    let text = message.bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    state.withLock { $0.received.append(text) }
  }

  func closed(_ connection: WebSocketConnection, code: UInt16, reason: String) {
    state.withLock { $0.close = code }
  }

  func send(_ text: String) {
    let socket = state.withLock { $0.socket }
    socket?.loop.execute { socket?.send(text: text) }
  }

  func sendBinary(_ bytes: [UInt8]) {
    let socket = state.withLock { $0.socket }
    socket?.loop.execute { socket?.send(binary: bytes.span.bytes) }
  }

  /// Returns when nothing is read any more.
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

  var received: [String] { state.withLock { $0.received } }

  func received(count: Int) async throws -> [String] {
    try await wait(for: "\(count) frames") { received.count >= count ? received : nil }
  }

  func closed() async throws -> UInt16 { try await wait(for: "close") { state.withLock { $0.close } } }

  /// Everything that was sent before has been answered: of an action of its own, the answer.
  @discardableResult
  func perform(_ data: String, number: Int) async throws -> String {
    send(#"_:["_b",\#(data)]"#)
    return try await wait(for: "answer \(number)") { received.first { $0.hasPrefix(#"_:["_c",{"i":\#(number),"#) } }
  }

  func settle() async throws { try await perform(#"{"i":999999,"m":"get","p":"/nowhere"}"#, number: 999_999) }
}
