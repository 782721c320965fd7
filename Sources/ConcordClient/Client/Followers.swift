import Synchronization

/// Those who follow the connection's state.
final class Followers: Sendable {
  private typealias Continuation = AsyncStream<ClientStatus.Connection>.Continuation

  private let continuations = Mutex<(next: UInt64, all: [UInt64: Continuation])>((0, [:]))

  func tell(_ connection: ClientStatus.Connection) {
    for follower in continuations.withLock({ $0.all.values.map(\.self) }) { follower.yield(connection) }
  }

  /// Adds one, which hears of `now` first.
  func add(_ continuation: AsyncStream<ClientStatus.Connection>.Continuation, now: ClientStatus.Connection) {
    let number = continuations.withLock { state in
      state.next += 1
      state.all[state.next] = continuation
      return state.next
    }
    continuation.onTermination = { [weak self] _ in
      self?.continuations.withLock { _ = $0.all.removeValue(forKey: number) }
    }
    continuation.yield(now)
  }

  deinit { for follower in continuations.withLock({ $0.all.values.map(\.self) }) { follower.finish() } }
}

extension ConcordClient {
  /// The connection's states, from the present one on: every change of `status.connection`, in order. It ends with the
  /// client. Who does not read misses all but the latest 100.
  public var connections: AsyncStream<ClientStatus.Connection> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: ClientStatus.Connection.self, bufferingPolicy: .bufferingNewest(100))
    let followers = followers
    // As an effect, so that no change is missed and none is told twice.
    update { state in
      let now = state.connection
      state.effects.append(.resume { followers.add(continuation, now: now) })
    }
    return stream
  }
}
