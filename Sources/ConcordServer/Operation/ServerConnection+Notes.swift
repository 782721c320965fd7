import ConcordCore
import ConcordTransport

/// What a connection's life leaves in log and audit log, and what it is told at the end.
extension ServerConnection {
  func noteOpened(_ socket: WebSocketConnection) {
    runtime.audit?.opened(self, socket)
    debug(socket) { "opened at \(namespace.path) by \(principal.name ?? "nobody") from \(peer(of: socket))" }
  }

  func noteClosed(_ socket: WebSocketConnection, code: UInt16, reason: String) {
    runtime.audit?.closed(self, socket, code: code, reason: reason)
    debug(socket) { "closed with \(code)\(reason.isEmpty ? "" : ": \(reason)")" }
  }

  /// The server goes away within so many seconds.
  func tellOfDrain(seconds: Int) {
    guard let socket, let hub else { return }
    hub.send(to: socket) { dialect.drain(seconds: seconds, to: &$0) }
  }

  private func peer(of socket: WebSocketConnection) -> String { socket.peer?.description ?? "an unknown address" }

  private func debug(_ socket: WebSocketConnection, _ message: () -> String) {
    guard runtime.log.level <= .debug else { return }
    var entry = LogEntry(.debug, message())
    entry.connection = ConcordCore.ConnectionID(socket.id)
    runtime.log.write(entry)
  }
}
