import ConcordCore
import ConcordTransport
import Synchronization

/// Stands between a client and a server, relays their messages over real sockets, and cuts the connection when a test
/// says so.
final class Proxy: Sendable {
  /// Where a message is when the connection is cut under it.
  enum Moment: Sendable {
    /// The server never gets the request.
    case request
    /// The server did what it was asked, and the client never gets the reply.
    case reply
  }

  private struct State: Sendable {
    var cuts: [(moment: Moment, topic: String)] = []
    var refusal: Int?
    var requests: [String: Int] = [:]
    var links: [Link] = []
  }

  private let group: EventLoopGroup
  private let target: String
  private let state = Mutex(State())
  private let server = Mutex<WebSocketServer?>(nil)

  /// - Parameter port: of the server that it stands before.
  init(port: Int) async throws {
    group = try EventLoopGroup(count: 1)
    target = "ws://127.0.0.1:\(port)"
    let started = try await WebSocketServer.start(ServerConfiguration(), group: group) { [weak self] head in
      guard let self else { return .refuse(status: 503, body: "gone") }
      if let status = state.withLock({ $0.refusal }) { return .refuse(status: status, body: "no") }
      let link = Link(self)
      state.withLock { $0.links.append(link) }
      let url = target + head.target
      Task { [group] in
        do {
          link.serverOpened(try await WebSocketClient.connect(url, on: group.next(), handler: Side(link, .reply)))
        } catch {
          link.cut()
        }
      }
      return .accept(handler: Side(link, .request))
    }
    server.withLock { $0 = started }
  }

  var baseURL: String { "http://127.0.0.1:\(server.withLock { $0?.port ?? 0 })" }
  /// How often the server got each request, by topic and message id.
  var requests: [String: Int] { state.withLock { $0.requests } }

  /// How many connections clients made.
  var connectionCount: Int { state.withLock { $0.links.count } }

  /// Cuts the connection at the next message of a topic; several calls wait for their turn.
  func cut(_ moment: Moment, _ topic: String) { state.withLock { $0.cuts.append((moment, topic)) } }

  /// Cuts every connection now.
  func cut() { for link in state.withLock({ $0.links }) { link.cut() } }

  /// Refuses handshakes from now on.
  func refuse(status: Int) { state.withLock { $0.refusal = status } }

  func stop() async {
    if let server = server.withLock({ $0 }) { await server.close() }
    await group.shutdown()
  }

  /// Whether a message passes; the connection is cut otherwise.
  fileprivate func passes(_ bytes: [UInt8], _ moment: Moment) -> Bool {
    guard let head = try? MessageDialect.readHead(bytes.span.bytes) else { return true }
    return state.withLock { state in
      if let first = state.cuts.first, first.moment == moment, first.topic == head.topic, head.kind != .event {
        state.cuts.removeFirst()
        return false
      }
      if moment == .request { state.requests["\(head.topic) \(head.id)", default: 0] += 1 }
      return true
    }
  }

  /// A client's connection and the one to the server that belongs to it.
  final class Link: Sendable {
    private struct State: Sendable {
      var server: WebSocketConnection?
      var client: WebSocketConnection?
      var early: [[UInt8]] = []
      var isCut = false
    }

    private weak let proxy: Proxy?
    private let state = Mutex(State())

    init(_ proxy: Proxy) { self.proxy = proxy }

    func opened(_ connection: WebSocketConnection, _ from: Moment) {
      if from == .request { state.withLock { $0.client = connection } }
    }

    /// The way to the server is open: what the client said until then follows.
    func serverOpened(_ connection: WebSocketConnection) {
      let (early, isCut) = state.withLock { state in
        state.server = connection
        defer { state.early = [] }
        return (state.early, state.isCut)
      }
      for message in early { Self.send(message, connection) }
      if isCut { cut() }
    }

    func relay(_ bytes: [UInt8], _ from: Moment) {
      guard proxy?.passes(bytes, from) == true else { return cut() }
      let receiver = state.withLock { state in
        let receiver = from == .request ? state.server : state.client
        if receiver == nil { state.early.append(bytes) }
        return receiver
      }
      if let receiver { Self.send(bytes, receiver) }
    }

    func cut() {
      let ends = state.withLock { state in
        state.isCut = true
        return [state.client, state.server].compactMap { $0 }
      }
      for end in ends { end.loop.execute { end.abort() } }
    }

    private static func send(_ bytes: [UInt8], _ receiver: WebSocketConnection) {
      receiver.loop.execute { _ = receiver.send(text: bytes.span.bytes) }
    }
  }

  /// One end of a link.
  private final class Side: WebSocketHandler {
    private let link: Link
    private let moment: Moment

    init(_ link: Link, _ moment: Moment) {
      self.link = link
      self.moment = moment
    }

    func opened(_ connection: WebSocketConnection) { link.opened(connection, moment) }

    func received(_ message: borrowing WebSocketMessage, on connection: WebSocketConnection) {
      link.relay(message.bytes.withUnsafeBytes { Array($0) }, moment)
    }

    func closed(_ connection: WebSocketConnection, code: UInt16, reason: String) { link.cut() }
  }
}
