public import ConcordCore
import Synchronization

/// Runs reactions in this process, after the commit that they follow.
///
/// Reactions to one entity run in the order of its changes, those of different entities and of different handlers beside
/// each other; reactions to one event run in the order in which it happened. Nothing is kept: what waits when the
/// process ends is lost. In one process every mode runs a reaction once; a work queue repeats one that fails.
///
/// They run on Swift's own executor and not on the loops of a server.
public final class InProcessReactor: ChangeReactor {
  /// What a reactor allows.
  public struct Limits: Sendable {
    /// How many commits and reactions wait; what comes beyond is left out and reported.
    public var waiting = 10_000
    /// How many reactions run at once.
    public var running = 64
    /// How many reactions may follow one from the other, which ends circles.
    public var depth = 16
    /// How a work queue repeats what fails.
    public var retry = RetryPolicy(retries: 3)

    public init() {}
  }

  private struct Reaction: Sendable {
    let number: Int
    let handler: String
    let occasion: String
    let mode: ReactionMode
    /// What is to be run for a subject; nil when the reaction is not to this one.
    let prepare: @Sendable (any Sendable) throws -> (@Sendable (RequestContext) async throws -> Void)?
  }

  private typealias Work = @Sendable () async -> Void
  private typealias Lane = ReactionQueue<Work>.Lane
  private typealias Derive = @Sendable (Change, ChangeActor, Timestamp) throws -> (any Sendable)?

  private struct State: Sendable {
    /// By the name of the entity whose state they wait for, of the entity whose commits, and of the event.
    var toStates: [String: [Reaction]] = [:], toCommits: [String: [Reaction]] = [:]
    var toEvents: [EventName: [Reaction]] = [:]
    var derive: [String: Derive] = [:]
    var count = 0
    var queue: ReactionQueue<Work>
    var tasks: [Lane: Task<Void, Never>] = [:]
    var environment: ReactionEnvironment?
    var isClosed = false
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let limits: Limits
  private let state: Mutex<State>

  public init(limits: Limits = Limits()) {
    self.limits = limits
    state = Mutex(State(queue: ReactionQueue(capacity: limits.waiting, width: limits.running)))
  }

  // MARK: Registration

  public func register<Payload>(
    _ handler: String, on occasion: ReactionOccasion<Payload>, _ mode: ReactionMode,
    _ react: @escaping @Sendable (Payload, RequestContext) async throws -> Void
  ) {
    state.withLock { state in
      state.count += 1
      let reaction = Reaction(number: state.count, handler: handler, occasion: occasion.name, mode: mode) { subject in
        guard let payload = try occasion.payload(subject) else { return nil }
        return { try await react(payload, $0) }
      }
      switch occasion.source {
      case .state(let entity, let derive):
        state.derive[entity] = derive
        Self.add(reaction, to: &state.toStates[entity, default: []])
      case .commit(let entity): Self.add(reaction, to: &state.toCommits[entity, default: []])
      case .event(let name): Self.add(reaction, to: &state.toEvents[name, default: []])
      }
    }
  }

  /// A group does a piece of work once, so its last registration replaces the others.
  private static func add(_ reaction: Reaction, to reactions: inout [Reaction]) {
    if case .workQueue = reaction.mode {
      reactions.removeAll { $0.mode == reaction.mode && $0.occasion == reaction.occasion }
    }
    reactions.append(reaction)
  }

  // MARK: What happens

  public func start(_ environment: ReactionEnvironment) {
    state.withLock { $0.environment = environment }
    run()
  }

  public func committed(_ commit: Commit) {
    let isAwaited = state.withLock { state in
      commit.changes.contains { state.toStates[$0.path.entity] != nil || state.toCommits[$0.path.entity] != nil }
    }
    guard isAwaited else { return }
    // Read outside of the commit, in the order of commits.
    let moment = Timestamp.now
    let subject = commit.changes.first?.path.description ?? ""
    enqueue(Lane(reaction: -1, subject: ""), handler: "any", occasion: "commit", subject) { [self] in
      read(commit, moment)
    }
  }

  public func changed<E: ReactiveEntity>(_ change: StateChange<E>) {
    let path = change.key.path
    let reactions = state.withLock { $0.toStates[path.entity] ?? [] }
    deliver(change, to: reactions, path.description, cause: nil, depth: ReactionDepth.current)
  }

  public func occurred<Payload: Sendable>(_ event: EventName, _ payload: Payload, cause: MessageID?) {
    guard let reactions = state.withLock({ $0.toEvents[event] }) else { return }
    deliver(payload, to: reactions, event.text, cause: cause, depth: ReactionDepth.current)
  }

  /// Finds what a commit's changes mean to whom.
  private func read(_ commit: Commit, _ moment: Timestamp) {
    let cause = commit.cause
    for change in commit.changes {
      let entity = change.path.entity
      let (toCommits, toStates, derive) = state.withLock {
        ($0.toCommits[entity] ?? [], $0.toStates[entity] ?? [], $0.derive[entity])
      }
      let subject = change.path.description
      deliver(change, to: toCommits, subject, cause: cause.message, depth: cause.depth)
      guard let derive, !toStates.isEmpty else { continue }
      do {
        guard let difference = try derive(change, cause.actor ?? .system, moment) else { continue }
        deliver(difference, to: toStates, subject, cause: cause.message, depth: cause.depth)
      } catch {
        for reaction in toStates { report(reaction, subject, "what is stored cannot be read: \(error)") }
      }
    }
  }

  private func deliver(
    _ payload: any Sendable, to reactions: [Reaction], _ subject: String, cause: MessageID?, depth: Int
  ) {
    for reaction in reactions {
      do {
        guard let body = try reaction.prepare(payload) else { continue }
        guard depth < limits.depth else {
          report(reaction, subject, "\(depth) reactions followed one from the other, and this looks like a circle")
          continue
        }
        let lane = Lane(reaction: reaction.number, subject: subject)
        enqueue(lane, handler: reaction.handler, occasion: reaction.occasion, subject) { [self] in
          await perform(reaction, subject, cause, depth, body)
        }
      } catch {
        report(reaction, subject, "what is stored cannot be read: \(error)")
      }
    }
  }

  // MARK: Running

  private func perform(
    _ reaction: Reaction, _ subject: String, _ cause: MessageID?, _ depth: Int,
    _ body: @Sendable (RequestContext) async throws -> Void
  ) async {
    guard let environment = state.withLock({ $0.environment }) else { return }
    var retries = 0
    if case .workQueue = reaction.mode { retries = limits.retry.retries }
    for attempt in 0...retries {
      let context = RequestContext(
        connection: nil, messageID: cause ?? .make(), topic: "reaction:\(reaction.handler)", kind: .custom,
        principal: Principal(name: ChangeActor.system.id), entities: environment.entities,
        publisher: environment.publisher, actor: ChangeActor(.system, id: "system", name: reaction.handler))
      do {
        return try await ReactionDepth.$current.withValue(depth + 1) { try await body(context) }
      } catch {
        let isLast = attempt == retries || Task.isCancelled
        let wait = isLast ? nil : limits.retry.wait(before: attempt + 1)
        report(reaction, subject, "\(error)", retry: wait)
        guard let wait, (try? await Task.sleep(for: wait)) != nil else { return }
      }
    }
  }

  private func enqueue(
    _ lane: Lane, handler: String, occasion: String, _ subject: String, _ work: @escaping Work
  ) {
    let (isTaken, environment) = state.withLock { state in
      (state.isClosed || state.queue.add(work, to: lane), state.environment)
    }
    if isTaken { return run() }
    environment?.failed(
      ReactionFailure(
        handler: handler, occasion: occasion, subject: subject,
        reason: "\(limits.waiting) wait already, which is the limit"))
  }

  /// Starts what may run.
  private func run() {
    state.withLock { state in
      guard state.environment != nil, !state.isClosed else { return }
      while let (lane, work) = state.queue.next() {
        state.tasks[lane] = Task.detached { [self] in
          await work()
          ended(lane)
        }
      }
    }
  }

  private func ended(_ lane: Lane) {
    let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      state.tasks[lane] = nil
      state.queue.finish(lane)
      guard state.queue.isIdle else { return [] }
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
    run()
  }

  private func report(_ reaction: Reaction, _ subject: String, _ reason: String, retry: Duration? = nil) {
    state.withLock { $0.environment }?.failed(
      ReactionFailure(
        handler: reaction.handler, occasion: reaction.occasion, subject: subject, reason: reason, retry: retry))
  }

  // MARK: The end

  public func finish(within deadline: Duration) async {
    let timer = Task { [self] in
      if (try? await Task.sleep(for: deadline)) != nil { giveUp() }
    }
    await withCheckedContinuation { continuation in
      let isDone = state.withLock { state in
        if state.queue.isIdle || state.isClosed || state.environment == nil { return true }
        state.waiters.append(continuation)
        return false
      }
      if isDone { continuation.resume() }
    }
    timer.cancel()
    giveUp()
  }

  /// Takes nothing more, forgets what waits, and cancels what runs.
  private func giveUp() {
    let (tasks, waiters) = state.withLock { state in
      state.isClosed = true
      state.queue.removeAll()
      defer { state.waiters = [] }
      return (Array(state.tasks.values), state.waiters)
    }
    for task in tasks { task.cancel() }
    for waiter in waiters { waiter.resume() }
  }
}
