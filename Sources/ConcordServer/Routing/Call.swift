import ConcordCore
import ConcordTransport

/// A request whose handler runs or is about to.
///
/// Invariant (`@unchecked Sendable`): touched on its loop's thread only.
class Call: @unchecked Sendable {
  let loop: EventLoop
  let route: Route
  let correlation: Correlation
  /// The size of the input.
  let bytes: Int
  let hub: LoopHub
  /// Set for a request that is answered once, however often it comes.
  var once: OnceOnly?
  private let caller: any Caller
  private let began: Int
  private var outcome = CallOutcome.succeeded
  private var task: Task<Void, Never>?
  private var deadline: LoopTimer?
  /// The caller got its answer, or is gone.
  private var isAnswered = false
  private var isEnded = false
  private var isExpired = false
  /// The handler did not finish in one go.
  private(set) var hasWaited = false

  init(_ route: Route, _ correlation: Correlation, bytes: Int, for caller: any Caller, _ hub: LoopHub) {
    self.route = route
    self.correlation = correlation
    self.bytes = bytes
    self.caller = caller
    self.hub = hub
    loop = hub.loop
    began = hub.queue.now
  }

  /// Takes a place among the server's calls; false when the call does not start now, or never.
  final func start() -> Bool {
    guard caller.mayStart(self) else { return false }
    let refusal = hub.refusal(of: self)
    if refusal == nil, hub.gate.enter() {
      guard let once else { return true }
      return isFirst(once)
    }
    turnDown(refusal ?? ConcordError(.overloaded, "the server runs as many requests as it may; try again"))
    return false
  }

  /// The call did not start, and does not.
  final func turnDown(_ error: ConcordError) {
    refuse(error)
    release()
  }

  /// The id by which the handler knows the request, and the connection that it came by.
  var messageID: MessageID { preconditionFailure("a call without types") }
  var connection: ConcordCore.ConnectionID? { preconditionFailure("a call without types") }
  /// The account's name of who asks.
  var principal: String? { preconditionFailure("a call without types") }

  /// Runs the handler and sends its reply.
  nonisolated(nonsending) func run() async { preconditionFailure("a call without types") }

  /// The handler waits for something, in this task. Only then the call needs a deadline.
  func waits(in task: Task<Void, Never>) {
    hasWaited = true
    self.task = task
    hub.watch.waits(route.topic)
    deadline = loop.schedule(after: route.timeout) { self.expire() }
    // The caller may have gone before.
    if !caller.keep(self) { abandon() }
  }

  /// The same request runs already: this one waits for its answer, as long as it would wait for its own.
  final func waitForFirst() {
    hasWaited = true
    deadline = loop.schedule(after: route.timeout) { self.expire() }
    if !caller.keep(self) { abandon() }
  }

  /// The handler is done and has an output.
  final func succeed<Output: JSONCodable>(_ output: Output, _ mark: StoreMark?) {
    // The task prefers this loop, so it comes back here from wherever the handler went; should it not, it is brought.
    guard loop.isCurrent else { return loop.execute { self.succeed(output, mark) } }
    if let once {
      var writer = JSONWriter(capacity: 512)
      writer.value(output)
      if let failure = writer.failure {
        conclude(.error(hub.failures.declared(failure, self)), once)
      } else {
        conclude(.output(writer.array(), mark ?? StoreMark()), once)
      }
    } else if !isAnswered {
      answer(mark ?? StoreMark()) { $0.value(output) }
    }
    end()
  }

  /// The handler threw.
  final func fail(_ error: any Error) {
    guard loop.isCurrent else { return loop.execute { self.fail(error) } }
    if let once {
      // Whether what was cut off at its deadline happened is not known.
      let isUnknown = isExpired && !(error is ConcordError) && !(error is any DeclaredError)
      conclude(
        .error(isUnknown ? late : hub.failures.declared(error, self)), once, mayRunAgain: !isUnknown && !hasCommitted)
    } else if !isAnswered {
      refuse(hub.failures.declared(error, self))
    }
    end()
  }

  /// Tells the caller how the same request ended; without effect when it heard something already.
  final func take(_ recorded: RecordedAnswer) {
    guard !isAnswered else { return }
    switch recorded {
    case .output(let json, let mark): answer(mark) { $0.raw(json) }
    case .error(let error): refuse(error)
    }
    if task == nil { deadline?.cancel() }
    release()
  }

  private func answer(_ mark: StoreMark, _ output: (inout JSONWriter) -> Void) {
    let reply = Reply(correlation: correlation, route: route, mark: mark)
    if let failure = caller.answer(reply, output) {
      refuse(hub.failures.declared(failure, self))
    } else {
      settle(isShown: true)
    }
  }

  /// The caller was told how the request ended: by its output, or otherwise.
  func settle(isShown: Bool) {}

  /// Whether something was committed on behalf of the request.
  var hasCommitted: Bool { false }

  private func refuse(_ error: ConcordError) {
    outcome = CallOutcome(error)
    settle(isShown: false)
    caller.refuse(error, correlation, route.topic)
  }

  private var late: ConcordError {
    ConcordError(.timeout, "\(route.topic) took longer than \(route.timeout); it may still have happened")
  }

  private func end() {
    isEnded = true
    if hasWaited { hub.watch.ends(route.topic) }
    deadline?.cancel()
    deadline = nil
    release()
    hub.gate.leave()
    task = nil
  }

  /// The caller is gone: what only reads stops; what changes something is not cut in the middle.
  final func abandon() {
    if !isAnswered { hub.metrics.count(route, .abandoned, since: began) }
    isAnswered = true
    leave()
    if route.kind == .get || route.kind == .list { task?.cancel() }
  }

  /// The handler has to end.
  final func cancel() { task?.cancel() }

  /// The caller hears at the deadline, whenever the handler ends; its place is free from then on, while the server's
  /// own limit counts it until it does.
  private func expire() {
    guard !isEnded else { return }
    isExpired = true
    if !isAnswered { refuse(late) }
    release()
    task?.cancel()
  }

  private func release() {
    guard !isAnswered else { return }
    isAnswered = true
    leave()
    hub.metrics.count(route, outcome, since: began)
    caller.release(self)
  }

  /// The caller waits no more.
  func leave() {}
}

/// A call with its input and handler.
final class TypedCall<Input: JSONCodable, Output: JSONCodable>: Call, @unchecked Sendable {
  private let input: Input
  private let context: RequestContext
  private let handler: @Sendable (Input, RequestContext) async throws -> Output

  required init(
    _ input: Input, _ context: RequestContext,
    _ handler: @escaping @Sendable (Input, RequestContext) async throws -> Output,
    _ route: Route, _ correlation: Correlation, bytes: Int, for caller: any Caller, _ hub: LoopHub
  ) {
    self.input = input
    self.context = context
    self.handler = handler
    super.init(route, correlation, bytes: bytes, for: caller, hub)
  }

  override var messageID: MessageID { context.messageID }
  override var connection: ConcordCore.ConnectionID? { context.connection }
  override var principal: String? { context.principal.name }
  override var hasCommitted: Bool { context.hasCommitted }

  override func settle(isShown: Bool) { context.settle(isShown: isShown) }

  nonisolated(nonsending) override func run() async {
    do {
      let output = try await handler(input, context)
      succeed(output, context.finish(with: output))
    } catch {
      fail(error)
    }
  }
}
