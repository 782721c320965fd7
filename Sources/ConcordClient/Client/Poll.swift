public import ConcordCore
import Synchronization

extension ConcordClient {
  /// Asks the same again and again: at once, and then every `interval`, `times` in all. A round that takes longer than the
  /// interval is followed by the next at once; two are never under way together.
  ///
  ///     for try await report in client.poll(operation, key, every: .seconds(1), times: 5, until: { $0.isComplete }) { … }
  ///
  /// It ends when `until` holds for an output (which is the last element), after the last round, when the task that reads
  /// it is cancelled or the sequence is dropped, and with `CONNECTION_CLOSED` when the client is closed or connects with
  /// another token. A round that fails in a way that may pass is left out, unless it is the last; any other error ends the
  /// sequence.
  ///
  /// There is one loop for an operation and an input: a second start ends the first, whose sequence ends without an
  /// error, and begins to count anew.
  ///
  /// - Parameter times: how many rounds; nil: no limit.
  public func poll<Input, Output>(
    _ operation: Operation<Input, Output>, _ input: Input, every interval: Duration = .seconds(1), times: Int? = 5,
    until isEnough: @escaping @Sendable (Output) -> Bool = { _ in false }
  ) -> Polling<Output> {
    let (stream, out) = AsyncStream.makeStream(
      of: Result<Output, ConcordError>.self, bufferingPolicy: .bufferingNewest(100))
    let key = RequestKey(operation, input)
    let polls = polls
    let session = state.withLock { $0.session }
    let number = polls.start(key) { error in
      if let error { out.yield(.failure(error)) }
      out.finish()
    }
    let task = Task { [weak self] in
      var rhythm = PollRhythm(interval: interval, start: .now)
      var round = 0
      while polls.isCurrent(key, number), !Task.isCancelled, times.map({ round < $0 }) ?? true {
        round += 1
        guard let result = await self?.round(operation, input, session) else { break }
        switch result {
        case .success(let output):
          out.yield(result)
          if isEnough(output) { return polls.end(key, number) }
        case .failure(let error):
          guard error.code.isRetryable, round != times, self?.mayAskAgain(session) == true else {
            out.yield(result)
            return polls.end(key, number)
          }
        }
        if round != times { try? await Task.sleep(until: rhythm.next(at: .now), clock: .continuous) }
      }
      polls.end(key, number)
    }
    out.onTermination = { _ in task.cancel() }
    return Polling(stream: stream)
  }

  /// The same with callbacks, one at a time; `ended` is called once, with the error if there was one. Cancel the task to
  /// stop.
  @discardableResult
  public func poll<Input, Output>(
    _ operation: Operation<Input, Output>, _ input: Input, every interval: Duration = .seconds(1), times: Int? = 5,
    until isEnough: @escaping @Sendable (Output) -> Bool = { _ in false },
    each: @escaping @Sendable (Output) -> Void, ended: @escaping @Sendable (ConcordError?) -> Void = { _ in }
  ) -> Task<Void, Never> {
    let outputs = poll(operation, input, every: interval, times: times, until: isEnough)
    return Task {
      do throws(ConcordError) {
        for try await output in outputs { each(output) }
        ended(nil)
      } catch {
        ended(error)
      }
    }
  }

  private func round<Input, Output>(
    _ operation: Operation<Input, Output>, _ input: Input, _ session: Int
  ) async -> Result<Output, ConcordError> {
    do throws(ConcordError) {
      return .success(try await call(operation, input, timeout: nil, session: session))
    } catch {
      return .failure(error)
    }
  }

  private func mayAskAgain(_ session: Int) -> Bool {
    state.withLock { state in
      switch state.phase {
      case .idle, .closed: false
      case .connecting, .open, .waiting: state.session == session
      }
    }
  }
}

/// When the rounds of a poll are due. A plain value.
struct PollRhythm: Sendable {
  let interval: Duration
  /// When the latest round was due.
  private var due: ContinuousClock.Instant

  init(interval: Duration, start: ContinuousClock.Instant) {
    self.interval = interval
    due = start
  }

  /// The next round: an interval after the latest was due, and at once if that has passed. Rounds that a slow one left no
  /// time for are not made up for, since a server that is slow would get them all at once.
  mutating func next(at now: ContinuousClock.Instant) -> ContinuousClock.Instant {
    due = max(now, due + interval)
    return due
  }
}

/// What the rounds of a poll brought.
public struct Polling<Output: Sendable>: AsyncSequence, Sendable {
  public typealias Element = Output
  public typealias Failure = ConcordError

  let stream: AsyncStream<Result<Output, ConcordError>>

  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(base: stream.makeAsyncIterator()) }

  public struct AsyncIterator: AsyncIteratorProtocol {
    var base: AsyncStream<Result<Output, ConcordError>>.Iterator

    public mutating func next() async throws(ConcordError) -> Output? { try await next(isolation: #isolation) }

    public mutating func next(isolation actor: isolated (any Actor)?) async throws(ConcordError) -> Output? {
      try await base.next(isolation: actor)?.get()
    }
  }
}

/// The loops that run, one for each request.
final class PollTable: Sendable {
  typealias Stop = @Sendable (ConcordError?) -> Void

  private let loops = Mutex<(next: UInt64, all: [RequestKey: (number: UInt64, stop: Stop)])>((0, [:]))

  /// A loop begins; the one that ran for this request ends.
  func start(_ key: RequestKey, stop: @escaping Stop) -> UInt64 {
    let (number, last) = loops.withLock { loops in
      loops.next += 1
      return (loops.next, loops.all.updateValue((loops.next, stop), forKey: key)?.stop)
    }
    last?(nil)
    return number
  }

  func isCurrent(_ key: RequestKey, _ number: UInt64) -> Bool { loops.withLock { $0.all[key]?.number == number } }

  var isRunning: Bool { loops.withLock { !$0.all.isEmpty } }

  /// A loop ends by itself.
  func end(_ key: RequestKey, _ number: UInt64) {
    let stop = loops.withLock { loops in
      loops.all[key]?.number == number ? loops.all.removeValue(forKey: key)?.stop : nil
    }
    stop?(nil)
  }

  /// The client is closed, or somebody else's.
  func stopAll() {
    let all = loops.withLock { loops in
      defer { loops.all = [:] }
      return loops.all.values.map(\.stop)
    }
    for stop in all { stop(RequestFailure.closed.error) }
  }
}
