import ConcordCore
import ConcordEntities
import ConcordProtocols
import ConcordServer
import ConcordTransport
import DialectContracts
import Synchronization
import Testing

/// Speaks any dialect by hand: texts out, JSON in.
final class FrameClient: WebSocketHandler, Sendable {
  private struct State {
    var frames: [JSONValue] = []
    var taken = 0
    var close: UInt16?
    var socket: WebSocketConnection?
  }

  private let state = Mutex(State())

  static func connect(_ url: String, headers: HTTPHeaders, on group: EventLoopGroup) async throws -> FrameClient {
    let client = FrameClient()
    var limits = ConnectionLimits()
    limits.maxMessageBytes = 16 << 20
    limits.compressionThreshold = nil
    let socket = try await WebSocketClient.connect(
      url, headers: headers, on: group.next(), limits: limits, handler: client)
    client.state.withLock { $0.socket = socket }
    return client
  }

  func opened(_ connection: WebSocketConnection) {}

  func received(_ message: borrowing WebSocketMessage, on connection: WebSocketConnection) {
    // What only has to be much is not read.
    if message.bytes.byteCount > 100_000 { return state.withLock { $0.frames.append(["type": "much"]) } }
    guard let value = try? decode(JSONValue.self, from: message.bytes, failing: .malformed) else {
      Issue.record("not JSON")
      return
    }
    state.withLock { $0.frames.append(value) }
  }

  func closed(_ connection: WebSocketConnection, code: UInt16, reason: String) { state.withLock { $0.close = code } }

  func send(_ text: String) {
    let socket = state.withLock { $0.socket }
    socket?.loop.execute { socket?.send(text: text) }
  }

  func close() {
    let socket = state.withLock { $0.socket }
    socket?.loop.execute { socket?.close() }
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

  /// Everything that came.
  var frames: [JSONValue] { state.withLock { $0.frames } }

  /// The next frame that nobody has asked for.
  func next() async throws -> JSONValue {
    try await wait(for: "frame after \(frames)") {
      state.withLock { state in
        guard state.taken < state.frames.count else { return nil }
        state.taken += 1
        return state.frames[state.taken - 1]
      }
    }
  }

  /// Sends a frame and gives the next that comes.
  func ask(_ text: String) async throws -> JSONValue {
    send(text)
    return try await next()
  }

  /// The first frame that matches, wherever it is.
  func first(_ what: String, where matches: (JSONValue) -> Bool) async throws -> JSONValue {
    try await wait(for: what) { frames.first(where: matches) }
  }

  var closeCode: UInt16? { state.withLock { $0.close } }

  func closed() async throws -> UInt16 { try await wait(for: "close") { state.withLock { $0.close } } }
}

struct TimedOut: Error, CustomStringConvertible {
  let description: String
}

/// Waits until `probe` gives something, a minute at most: the machine may be busy.
func wait<T>(for what: @autoclosure () -> String, _ probe: () async throws -> T?) async throws -> T {
  let deadline = ContinuousClock.now + .seconds(60)
  while ContinuousClock.now < deadline {
    if let value = try await probe() { return value }
    try await Task.sleep(for: .milliseconds(2))
  }
  throw TimedOut(description: "no \(what()) within a minute")
}

extension JSONValue {
  /// The value without what is different at each run: times, epochs, message ids.
  var lasting: JSONValue {
    switch self {
    case .object(let members):
      .object(
        members.filter { !["timestamp", "epoch", "messageId"].contains($0.name) }.map {
          Member($0.name, $0.value.lasting)
        })
    case .array(let elements): .array(elements.map(\.lasting))
    default: self
    }
  }

  /// The value of a JSON text that a test writes.
  static func of(_ text: String) -> JSONValue {
    guard let value = try? JSON.decode(JSONValue.self, from: Array(text.utf8)) else {
      Issue.record("not JSON: \(text)")
      return .null
    }
    return value
  }
}
