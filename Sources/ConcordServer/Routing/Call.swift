import ConcordCore
import ConcordTransport

/// A request whose handler runs.
///
/// Invariant (`@unchecked Sendable`): touched on its loop's thread only.
final class Call: @unchecked Sendable {
  let loop: EventLoop
  let route: any Route
  /// The size of the input.
  let bytes: Int
  private let id: MessageID
  private let connection: ServerConnection
  private let gate: Gate
  private var task: Task<Void, Never>?
  private var deadline: LoopTimer?
  /// The caller got its answer, or is gone.
  private var isAnswered = false
  private var isEnded = false

  init(_ route: any Route, _ id: MessageID, bytes: Int, on connection: ServerConnection, _ loop: EventLoop, _ gate: Gate) {
    self.route = route
    self.id = id
    self.bytes = bytes
    self.connection = connection
    self.loop = loop
    self.gate = gate
  }

  /// The handler runs, or is done already. Only one that waits for something needs a deadline.
  func started(_ task: Task<Void, Never>) {
    guard !isEnded else { return }
    self.task = task
    deadline = loop.schedule(after: route.timeout) { self.expire() }
    connection.keep(self)
  }

  /// The handler is done and has an output.
  func succeed<Output: JSONCodable>(_ output: Output, _ mark: StoreMark?) {
    // The task prefers this loop, so it comes back here from wherever the handler went; should it not, it is brought.
    guard loop.isCurrent else { return loop.execute { self.succeed(output, mark) } }
    if !isAnswered { connection.reply(output, id, route, mark) }
    end()
  }

  /// The handler threw.
  func fail(_ error: any Error) {
    guard loop.isCurrent else { return loop.execute { self.fail(error) } }
    if !isAnswered { connection.refuse(connection.declared(error, id, route), id, route.topic) }
    end()
  }

  private func end() {
    isEnded = true
    deadline?.cancel()
    release()
    gate.leave()
    task = nil
  }

  /// The caller is gone: what only reads stops; what changes something is not cut in the middle.
  func abandon() {
    isAnswered = true
    if route.kind == .get || route.kind == .list { task?.cancel() }
  }

  /// The handler has to end.
  func cancel() { task?.cancel() }

  /// The caller hears at the deadline, whenever the handler ends; its place is free from then on, while the server's
  /// own limit counts it until it does.
  private func expire() {
    guard !isEnded else { return }
    if !isAnswered {
      let error = ConcordError(.timeout, "\(route.topic) took longer than \(route.timeout); it may still have happened")
      connection.refuse(error, id, route.topic)
    }
    release()
    task?.cancel()
  }

  private func release() {
    guard !isAnswered else { return }
    isAnswered = true
    connection.release(self)
  }
}
