import ConcordCore
import Glibc
import Synchronization

/// Runs work that keeps a processor or much memory busy, on threads of its own: an event loop that hashed a password would
/// serve nobody else meanwhile. Only so many run at once, only so many wait, and of one network fewer, so that it cannot keep
/// all others out.
///
/// A thread is started for work that may run and ends when nothing waits, so there is nothing to shut down.
final class HeavyWork: Sendable {
  /// Does the work and gives what tells its result: whoever hears it finds its place free.
  private typealias Job = @Sendable () -> @Sendable () -> Void

  private struct State {
    var running = 0
    var waiting: [Job] = []
    /// How many of both are whose.
    var shares: [PeerNetwork: Int] = [:]
  }

  /// How many run, and wait, at most; how many do of one network.
  private let width: Int, length: Int, share: Int
  private let state = Mutex(State())

  init(running: Int, waiting: Int, perPeer: Int = .max) {
    width = max(1, running)
    length = max(0, waiting)
    share = max(1, perPeer)
  }

  /// Runs `work` and gives its result.
  /// - Parameter peer: for whom; nil for nobody that is counted.
  /// - Throws: `OVERLOADED` when too much waits already, or the system has no thread; then `work` did not run.
  func run<Output: Sendable>(
    for peer: PeerNetwork? = nil, _ work: @escaping @Sendable () throws(ConcordError) -> Output
  ) async throws(ConcordError) -> Output {
    let result = await withCheckedContinuation { continuation in
      let job: Job = {
        let result: Result<Output, ConcordError>
        do throws(ConcordError) {
          result = .success(try work())
        } catch {
          result = .failure(error)
        }
        self.giveBack(peer)
        return { continuation.resume(returning: result) }
      }
      if let refusal = take(job, for: peer) { continuation.resume(returning: .failure(refusal)) }
    }
    return try result.get()
  }

  private enum Place { case thread, queue, none }

  /// Why the job does not run; nil when it will.
  private func take(_ job: @escaping Job, for peer: PeerNetwork?) -> ConcordError? {
    let place = state.withLock { state -> Place in
      if let peer, state.shares[peer, default: 0] >= share { return .none }
      let mayRun = state.running < width
      guard mayRun || state.waiting.count < length else { return .none }
      if let peer { state.shares[peer, default: 0] += 1 }
      if mayRun { state.running += 1 } else { state.waiting.append(job) }
      return mayRun ? .thread : .queue
    }
    switch place {
    case .queue: return nil
    case .none: return ConcordError(.overloaded, "too many people sign in at once; try again in a moment")
    case .thread:
      if start(job) { return nil }
      // Other threads take what waits; without any, nothing waits.
      state.withLock { $0.running -= 1 }
      giveBack(peer)
      return ConcordError(.overloaded, "the system has no thread to look at a password; try again in a moment")
    }
  }

  private func giveBack(_ peer: PeerNetwork?) {
    guard let peer else { return }
    state.withLock { state in
      let left = state.shares[peer, default: 1] - 1
      state.shares[peer] = left > 0 ? left : nil
    }
  }

  private func next() -> Job? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.running -= 1
        return nil
      }
      return state.waiting.removeFirst()
    }
  }

  private func start(_ first: @escaping Job) -> Bool {
    final class Start {
      let work: HeavyWork
      let job: Job
      init(_ work: HeavyWork, _ job: @escaping Job) {
        self.work = work
        self.job = job
      }
    }
    var thread = pthread_t()
    let start = Unmanaged.passRetained(Start(self, first))
    let failure = pthread_create(
      &thread, nil,
      { argument in
        // Balances `passRetained`.
        guard let argument else { return nil }
        let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        var job: Job? = start.job
        while let current = job {
          let tell = current()
          job = start.work.next()
          tell()
        }
        return nil
      }, start.toOpaque())
    guard failure == 0 else {
      start.release()
      return false
    }
    pthread_detach(thread)
    return true
  }
}
