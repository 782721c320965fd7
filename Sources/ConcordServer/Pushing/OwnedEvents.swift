import ConcordCore
import ConcordTransport
import Synchronization

/// Published events about entities that are somebody's own: each waits, in order, until the store has said whose.
///
/// A commit that changes such an entity knows whose it was before: what waits about it goes out then, ahead of the change.
/// Read after the change, it would be told to the next owner, and of an entity that is gone to none.
final class OwnedEvents: Sendable {
  struct Pending: Sendable {
    let news: News
    let path: EntityPath
    /// The kind's number among the audiences.
    let kind: Int
    let rule: OwnerRule
    let except: ConcordCore.ConnectionID?
    let delivery: DeliveryClass
  }

  /// Counts those that wait: with more than these, new ones are left out.
  let gate: Gate
  static let most = 10_000

  private let line: Line
  private let queue: AsyncStream<(number: Int, event: Pending)>.Continuation

  /// - Parameter tell: called with one event after the other; it must be quick.
  init(_ store: any EntityStore, _ tell: @escaping @Sendable (Pending, Audience) -> Void) {
    let (stream, queue) = AsyncStream<(number: Int, event: Pending)>.makeStream()
    let gate = Gate(limit: Self.most)
    let line = Line { event, audience in
      tell(event, audience)
      gate.leave()
    }
    self.gate = gate
    self.queue = queue
    self.line = line
    // It ends with the stream.
    Task {
      for await (number, event) in stream {
        // Of an entity that was gone before, or cannot be read, only those hear who hear of all.
        let stored = try? await store.read(event.path)
        line.settle(number, event, owner: stored.flatMap { event.rule.owner(of: $0.json) })
      }
    }
  }

  deinit { queue.finish() }

  /// False when so many wait already that this one is left out.
  func send(_ event: Pending) -> Bool {
    guard gate.enter() else { return false }
    let number = line.add(event)
    if case .terminated = queue.yield((number, event)), line.forget(number, of: event.path) { gate.leave() }
    return true
  }

  /// Sends what waits about the entities that a commit changes. Called inside of the commit, before its own events.
  func settle(before commit: Commit) { line.settle(before: commit) }

  /// What waits is still sent.
  func stop() { queue.finish() }
}

/// Who waits. Everything is sent under its lock: that is what keeps the events of one entity in order, whoever finds out
/// whose it is.
private final class Line: Sendable {
  typealias Pending = OwnedEvents.Pending

  private struct State {
    /// By entity, in the order of their coming, with their numbers.
    var waiting: [EntityPath: [(number: Int, event: Pending)]] = [:]
    var last = 0

    /// False when it does not wait any more.
    mutating func take(_ number: Int, of path: EntityPath) -> Bool {
      guard let index = waiting[path]?.firstIndex(where: { $0.number == number }) else { return false }
      waiting[path]?.remove(at: index)
      if waiting[path]?.isEmpty == true { waiting[path] = nil }
      return true
    }
  }

  private let state = Mutex(State())
  private let tell: @Sendable (Pending, Audience) -> Void

  init(_ tell: @escaping @Sendable (Pending, Audience) -> Void) { self.tell = tell }

  func add(_ event: Pending) -> Int {
    state.withLock { state in
      state.last += 1
      state.waiting[event.path, default: []].append((state.last, event))
      return state.last
    }
  }

  func forget(_ number: Int, of path: EntityPath) -> Bool { state.withLock { $0.take(number, of: path) } }

  func settle(_ number: Int, _ event: Pending, owner: String?) {
    state.withLock { state in
      if state.take(number, of: event.path) { tell(event, .readers(kind: event.kind, owner: owner)) }
    }
  }

  func settle(before commit: Commit) {
    state.withLock { state in
      guard !state.waiting.isEmpty else { return }
      for change in commit.changes {
        guard let previous = change.previous, let events = state.waiting.removeValue(forKey: change.path) else {
          continue
        }
        for (_, event) in events { tell(event, .readers(kind: event.kind, owner: event.rule.owner(of: previous))) }
      }
    }
  }
}
