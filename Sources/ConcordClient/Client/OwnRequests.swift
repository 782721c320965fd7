import ConcordCore

// Requests of Concord's own: no operation of a contract, no event on the bus, no repetition.

extension ConcordClient {
  /// Asks, and waits for the answer.
  ///
  /// - Parameters:
  ///   - connection: the only one that it is for; nil for whichever comes.
  ///   - then: what becomes of the state, before anything that the server says later.
  /// - Throws: what `call` throws.
  @discardableResult
  func ask<Output: Sendable>(
    _ topic: String, on connection: Int? = nil, _ payload: (inout JSONWriter) -> Void,
    _ read: @escaping @Sendable (RawSpan) throws(ConcordError) -> Output,
    then: @escaping @Sendable (inout ClientState, Output) -> Void
  ) async throws(ConcordError) -> Output {
    let id = MessageID.make()
    var writer = JSONWriter(capacity: 512)
    MessageDialect.write(MessageHead(id: id, kind: .request, topic: topic), to: &writer) { writer in
      writer.beginObject()
      payload(&writer)
      writer.endObject()
    }
    let message = writer.array()
    let session = state.withLock { $0.session }
    let result: Result<Output, RequestFailure> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waiter = RequestWaiter(
          topic: topic,
          read: { (bytes: RawSpan, _) throws(ConcordError) -> Answer in
            let output = try read(bytes)
            return Answer(
              then: { then(&$0, output) }, isRead: true, resume: { continuation.resume(returning: .success(output)) })
          },
          fail: { continuation.resume(returning: .failure($0)) })
        let socket = update {
          $0.begin(id, message, waiter, deadline: .now + .seconds(30), session: session, connection: connection)
        }
        socket?.send(message)
        if Task.isCancelled { update { $0.cancel(id) } }
      }
    } onCancel: {
      update { $0.cancel(id) }
    }
    switch result {
    case .success(let output): return output
    case .failure(let failure): throw failure.error
    }
  }

  /// Asks for what was missed: for all of it, or with the subscriptions that the client has.
  func recover(_ attempt: Int, _ heard: HeardLog, _ narrowing: Narrowing?) {
    let kinds = kinds
    Task { [weak self] in
      guard let self else { return }
      do throws(ConcordError) {
        try await ask(
          narrowing == nil ? ReservedTopics.recover : ReservedTopics.subscribe, on: attempt,
          { writer in
            if let narrowing { narrowing.write(to: &writer) }
            writer.write("\"epoch\":", heard.epoch)
            writer.write("\"offset\":", heard.offset)
          }, { (bytes: RawSpan) throws(ConcordError) in try StreamStart(bytes, kinds) },
          then: { $0.recovered(attempt, $1) })
      } catch {
        update { $0.notRecovered(attempt) }
      }
    }
  }

  /// Says what to hear of on a new connection, and takes the state there is. What the server refuses by now is looked for
  /// and left out: one key of somebody else's must not take along all others.
  func narrowAgain(_ attempt: Int, _ narrowing: Narrowing) async throws(ConcordError) {
    do throws(ConcordError) {
      try await subscribeAgain(attempt, narrowing)
    } catch {
      guard Narrowing.refusals.contains(error.code) else { throw error }
      guard let (first, second) = narrowing.halves else {
        return update { $0.refusedSubscription(attempt, narrowing, error) }
      }
      try await narrowAgain(attempt, first)
      try await narrowAgain(attempt, second)
    }
  }

  private func subscribeAgain(_ attempt: Int, _ narrowing: Narrowing) async throws(ConcordError) {
    let kinds = kinds
    try await ask(
      ReservedTopics.subscribe, on: attempt,
      { writer in
        narrowing.write(to: &writer)
        writer.write("\"snapshot\":", true)
      }, { (bytes: RawSpan) throws(ConcordError) in try StreamStart(bytes, kinds) },
      then: { $0.take($1, of: narrowing) })
  }
}

extension Narrowing {
  /// Writes its members.
  func write(to writer: inout JSONWriter) {
    if !keys.isEmpty || kinds.isEmpty { writer.write("\"keys\":", keys.sorted { $0.description < $1.description }) }
    if !kinds.isEmpty { writer.write("\"entities\":", kinds.sorted()) }
  }
}
