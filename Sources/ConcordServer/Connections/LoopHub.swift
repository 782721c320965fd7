import ConcordCore
import ConcordTransport
import Synchronization

/// The connections of one event loop, and the events that wait to be delivered to them.
///
/// Invariant (`@unchecked Sendable`): everything but the inbox is touched on the loop's thread only.
final class LoopHub: @unchecked Sendable {
  let loop: EventLoop
  let queue: CallQueue
  let gate: Gate
  private var connections: [ServerConnection] = []
  private var writer = JSONWriter(capacity: 16 * 1024)
  private let inbox = Mutex(Inbox())

  private struct Inbox {
    /// Not yet delivered, in offset order.
    var pushes: [Push] = []
    /// The newest change that came.
    var offset = 0
    /// The newest change that is not among `pushes`.
    var delivered = 0
    /// Connections that want events.
    var listeners = 0
  }

  /// A buffer that grew beyond this for one message is not kept.
  private static let largestBuffer = 256 * 1024

  init(_ loop: EventLoop, _ gate: Gate) {
    self.loop = loop
    self.gate = gate
    queue = CallQueue(loop)
  }

  // MARK: From any thread

  /// The log stands at this offset at least: called before the first connection opens.
  func begin(at offset: Int) { inbox.withLock { $0.offset = max($0.offset, offset) } }

  /// Appends a push, or only its offset when nobody listens; `push` is then not called. The caller sees to it that
  /// calls come in offset order: a lock of its own, for jobs that several threads give to a loop have no common order.
  func append(offset: Int?, _ push: () -> Push) {
    let isFirst = inbox.withLock { inbox in
      if let offset { inbox.offset = offset }
      // Whoever comes while something waits gets all that waits, so then nothing may be left out.
      guard inbox.listeners > 0 || !inbox.pushes.isEmpty else { return false }
      inbox.pushes.append(push())
      return inbox.pushes.count == 1
    }
    if isFirst { loop.execute { self.deliver() } }
  }

  /// Runs `work` with every connection of the loop, on the loop.
  func forEach(_ work: @escaping @Sendable (ServerConnection) -> Void) {
    loop.execute { for connection in self.connections { work(connection) } }
  }

  // MARK: On the loop

  /// Adds a connection; it gets the events of every change after the offset that is returned.
  func add(_ connection: ServerConnection) -> Int {
    connection.slot = connections.count
    connections.append(connection)
    return inbox.withLock { inbox in
      if connection.listens { inbox.listeners += 1 }
      if inbox.pushes.isEmpty { inbox.delivered = inbox.offset }
      return inbox.delivered
    }
  }

  func remove(_ connection: ServerConnection) {
    let last = connections.removeLast()
    if last !== connection {
      connections[connection.slot] = last
      last.slot = connection.slot
    }
    if connection.listens { inbox.withLock { $0.listeners -= 1 } }
  }

  /// Sends what `write` writes; gives the failure when a value had no form in JSON, and then nothing is sent.
  @discardableResult
  func send(to socket: WebSocketConnection, _ write: (inout JSONWriter) -> Void) -> JSONError? {
    writer.reset()
    write(&writer)
    if let failure = writer.failure { return failure }
    socket.send(text: writer.bytes)
    if writer.count > Self.largestBuffer { writer = JSONWriter(capacity: 16 * 1024) }
    return nil
  }

  private func deliver() {
    let pushes = inbox.withLock { inbox in
      let pushes = inbox.pushes
      inbox.pushes = []
      inbox.delivered = inbox.offset
      return pushes
    }
    for push in pushes { deliver(push) }
  }

  private func deliver(_ push: Push) {
    // From the end: a connection that is closed here leaves its place to one that was served.
    var index = connections.count - 1
    while index >= 0 {
      let connection = connections[index]
      index -= 1
      guard connection.listens, let socket = connection.socket else { continue }
      let isCause = connection.id == push.except
      if isCause, !push.hasNews { continue }
      if push.delivery == .drop, socket.queuedBytes > socket.limits.outputBytes / 2 { continue }
      for part in push.parts where !isCause || part.isNews {
        guard part.audience.includes(connection.grants) else { continue }
        if !socket.send(part.message) { break }
      }
    }
  }
}
