public import ConcordCore
import Synchronization

extension ConcordClient {
  /// What an operation says, asked for once and kept: platform info, for example. Callers at the same time share one
  /// request; later ones get what it brought. Another token forgets it, and so does another epoch of the server's log. A
  /// failure reaches those who waited for it and is not kept.
  ///
  /// - Throws: what `call` throws.
  public func once<Input, Output>(
    _ operation: Operation<Input, Output>, _ input: Input
  ) async throws(ConcordError) -> Output {
    let (identity, session) = state.withLock { ($0.cache.generation, $0.session) }
    let key = RequestKey(operation, input)
    let number = onceNumber.wrappingAdd(1, ordering: .relaxed).newValue
    let result: Result<any Sendable, ConcordError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let load = loadedOnce.withLock { $0.ask(key, identity: identity, number, continuation) }
        if let load { begin(operation, input, key, load, session) }
        if Task.isCancelled { cancelOnce(key, number) }
      }
    } onCancel: {
      cancelOnce(key, number)
    }
    switch result {
    case .success(let value):
      guard let value = value as? Output else {
        throw ConcordError(.invalidReply, "\(operation.topic) was asked for with two types of output")
      }
      return value
    case .failure(let error): throw error
    }
  }

  /// The same for an operation without input.
  public func once<Output>(_ operation: Operation<Empty, Output>) async throws(ConcordError) -> Output {
    try await once(operation, Empty())
  }

  /// The same with a callback.
  public func once<Input, Output>(
    _ operation: Operation<Input, Output>, _ input: Input,
    then: @escaping @Sendable (Result<Output, ConcordError>) -> Void
  ) {
    Task {
      do throws(ConcordError) {
        then(.success(try await once(operation, input)))
      } catch {
        then(.failure(error))
      }
    }
  }

  /// The request belongs to all who wait: none of them can cancel it.
  private func begin<Input, Output>(
    _ operation: Operation<Input, Output>, _ input: Input, _ key: RequestKey, _ load: OnceTable.Load,
    _ session: Int
  ) {
    Task {
      let result: Result<any Sendable, ConcordError>
      do throws(ConcordError) {
        result = .success(try await call(operation, input, timeout: nil, session: session))
      } catch {
        result = .failure(error)
      }
      let identity = state.withLock { $0.cache.generation }
      let waiters = loadedOnce.withLock { $0.finish(key, load, result, identity: identity) }
      for waiter in waiters { waiter.resume(returning: result) }
    }
  }

  private func cancelOnce(_ key: RequestKey, _ number: UInt64) {
    let waiter = loadedOnce.withLock { $0.cancel(key, number) }
    waiter?.resume(returning: .failure(RequestFailure.cancelled.error))
  }
}

/// A request by what it asks: its topic, and its input as it is sent.
struct RequestKey: Hashable, Sendable {
  let topic: String
  let input: [UInt8]

  init<Input, Output>(_ operation: Operation<Input, Output>, _ input: Input) {
    topic = operation.topic
    var writer = JSONWriter(capacity: 128)
    operation.writeInput(input, to: &writer)
    self.input = writer.array()
  }
}

/// What was loaded once, and who waits for what is being loaded. A plain value.
struct OnceTable {
  typealias Waiter = CheckedContinuation<Result<any Sendable, ConcordError>, Never>

  /// One request that is under way.
  struct Load: Equatable {
    /// Of the user and the log that were there when it began.
    let identity: Int
    let number: UInt64
  }

  private enum Entry {
    case loading(Load)
    case loaded(identity: Int, any Sendable)
  }

  private var entries: [RequestKey: Entry] = [:]
  private var waiters: [UInt64: (key: RequestKey, load: Load, waiter: Waiter)] = [:]

  /// Somebody wants a value; whoever can have it at once goes on.
  ///
  /// - Returns: the load that the caller has to begin; nil when there is one, or none is needed.
  mutating func ask(_ key: RequestKey, identity: Int, _ number: UInt64, _ waiter: Waiter) -> Load? {
    switch entries[key] {
    case .loaded(identity, let value):
      waiter.resume(returning: .success(value))
      return nil
    case .loading(let load) where load.identity == identity:
      waiters[number] = (key, load, waiter)
      return nil
    case .loading, .loaded, nil:
      let load = Load(identity: identity, number: number)
      entries[key] = .loading(load)
      waiters[number] = (key, load, waiter)
      return load
    }
  }

  /// A load is over.
  ///
  /// - Returns: who waited for it.
  mutating func finish(
    _ key: RequestKey, _ load: Load, _ result: Result<any Sendable, ConcordError>, identity: Int
  ) -> [Waiter] {
    if case .loading(load) = entries[key] {
      entries[key] = nil
      if case .success(let value) = result, identity == load.identity {
        entries[key] = .loaded(identity: identity, value)
      }
    }
    let done = waiters.filter { $0.value.key == key && $0.value.load == load }
    for number in done.keys { waiters[number] = nil }
    return done.sorted { $0.key < $1.key }.map(\.value.waiter)
  }

  /// Somebody waits no longer; the load goes on.
  mutating func cancel(_ key: RequestKey, _ number: UInt64) -> Waiter? { waiters.removeValue(forKey: number)?.waiter }
}
