public import ConcordCore

extension ConcordClient {
  /// Sends the request and waits for its reply. However the call was made, the operation's success or failure event is
  /// published; a success only as long as the bus was told nothing later of the entity.
  ///
  /// Idempotent operations are repeated, with the same message id, when they fail in a way that may pass.
  ///
  /// - Parameter timeout: how long to wait in all. When nil each attempt waits as long as the operation says (30 s, if it
  ///   says nothing).
  /// - Throws: `ConcordError`: what the server answered, `TIMEOUT`, `CONNECTION_CLOSED` (also when the client is closed),
  ///   `OFFLINE_QUEUE_FULL` when too many requests wait for the connection, `INVALID_REPLY`, `INVALID_INPUT` when the input has no form in JSON or breaks a rule of its contract
  ///   (then nothing is sent), `CANCELLED` when the task was cancelled.
  public func call<Input, Output>(
    _ operation: Operation<Input, Output>, _ input: Input, timeout: Duration?
  ) async throws(ConcordError) -> Output {
    try await call(operation, input, timeout: timeout, session: state.withLock { $0.session })
  }

  /// The same for the session in which it was asked for, which may be over.
  func call<Input, Output>(
    _ operation: Operation<Input, Output>, _ input: Input, timeout: Duration?, session: Int
  ) async throws(ConcordError) -> Output {
    do throws(ConcordError) {
      return try await reply(operation, input, timeout: timeout, session: session).output
    } catch {
      if let events = operation.events {
        let failure = Failure(error: error, input: input)
        let notice = notice(failure: error, operation, input)
        await updateAndWait { state in
          state.effects.append(.publish { $0.publish(events.failure, failure) })
          if let notice { state.effects.append(.notify(notice, session: session)) }
        }
      }
      throw error
    }
  }

  /// Sends the request, and again while that makes sense.
  func reply<Input, Output>(
    _ operation: Operation<Input, Output>, _ input: Input, timeout: Duration?, session: Int
  ) async throws(ConcordError) -> Reply<Output> {
    let id = MessageID.make()
    let message = try Self.message(operation, input, id)
    let end = timeout.map { ContinuousClock.now + $0 }
    var attempt = 1
    while true {
      let deadline = end ?? (.now + operation.timeout)
      let failure: RequestFailure
      switch await send(operation, input, message, id, deadline: deadline, isRepeat: attempt > 1, session: session) {
      case .success(let reply): return reply
      case .failure(let error): failure = error
      }
      let jitter = Double.random(in: 0..<1)
      guard let wait = RetrySchedule.wait(after: failure, attempt: attempt, of: operation, jitter: jitter) else {
        throw failure.error
      }
      let next = ContinuousClock.now + wait
      // An attempt that could only begin after the end is none.
      if let end, next >= end { throw failure.error }
      do {
        try await Task.sleep(until: next, clock: .continuous)
      } catch {
        throw RequestFailure.cancelled.error
      }
      attempt += 1
      update { $0.counters.retries += 1 }
    }
  }

  private static func message<Input, Output>(
    _ operation: Operation<Input, Output>, _ input: Input, _ id: MessageID
  ) throws(ConcordError) -> [UInt8] {
    var writer = JSONWriter(capacity: 1024)
    let head = MessageHead(id: id, kind: .request, topic: operation.topic)
    var payload = 0..<0
    MessageDialect.write(head, to: &writer) {
      let start = $0.count
      operation.writeInput(input, to: &$0)
      payload = start..<$0.count
    }
    if let failure = writer.failure {
      throw ConcordError(.invalidInput, "\(operation.topic): the input cannot be sent: \(failure.code.message)")
    }
    try check(operation, writer.bytes.extracting(payload))
    return writer.array()
  }

  /// Reads the input as the server will, so that what it would refuse is not sent, and the error is the same.
  private static func check<Input, Output>(
    _ operation: Operation<Input, Output>, _ payload: RawSpan
  ) throws(ConcordError) {
    var reader = JSONReader(payload)
    _ = operation.readInput(from: &reader)
    reader.finish()
    if let failure = reader.failure { throw ConcordError(invalid: failure, in: payload) }
  }

  /// One attempt.
  private func send<Input, Output>(
    _ operation: Operation<Input, Output>, _ input: Input, _ message: [UInt8], _ id: MessageID,
    deadline: ContinuousClock.Instant, isRepeat: Bool, session: Int
  ) async -> Result<Reply<Output>, RequestFailure> {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waiter = Self.waiter(operation, input, bindings.notifications) { continuation.resume(returning: $0) }
        let socket = update { $0.begin(id, message, waiter, deadline: deadline, isRepeat: isRepeat, session: session) }
        socket?.send(message)
        // A cancellation that came before the request was noted has found nothing to cancel.
        if Task.isCancelled { update { $0.cancel(id) } }
      }
    } onCancel: {
      update { $0.cancel(id) }
    }
  }

  /// What a reply's payload becomes, on the connection's thread: the output, which the cache, the bus and the caller
  /// get.
  private static func waiter<Input, Output>(
    _ operation: Operation<Input, Output>, _ input: Input, _ notifications: NotificationRules,
    _ finish: @escaping @Sendable (Result<Reply<Output>, RequestFailure>) -> Void
  ) -> RequestWaiter {
    RequestWaiter(
      topic: operation.topic,
      read: { (bytes: RawSpan, mark: StoreMark) throws(ConcordError) -> Answer in
        let output = try decode(Output.self, from: bytes, failing: .invalidReply)
        let announce = operation.events.map { $0.announce(input, output) }
        return Answer(
          changes: CacheChange.changes(output, of: operation.kind, mark), action: actions[operation.kind],
          isRead: operation.kind == .get || operation.kind == .list, announce: announce,
          notice: notice(success: output, operation, input, mark, notifications),
          resume: { finish(.success(Reply(output: output, mark: mark))) })
      },
      fail: { finish(.failure($0)) }, isOwnChange: actions[operation.kind] != nil)
  }
}

/// The end of the topics under which the server tells the others what an operation did.
private let actions: [OperationKind: String] = [.create: "created", .update: "updated", .delete: "deleted"]

/// A reply as it came: the output and where in the log it belongs.
struct Reply<Output: Sendable>: Sendable {
  let output: Output
  let mark: StoreMark
}
