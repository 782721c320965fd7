public import ConcordCore
import Synchronization

/// How far a hydration is.
public struct HydrationProgress: Sendable, Equatable {
  /// The kind of which something was read.
  public let kind: String
  /// Kinds that are over, and kinds in all.
  public let done: Int, total: Int
  /// Entities of this kind that were read.
  public let entities: Int
  /// Whether this kind is over.
  public let isComplete: Bool
  /// Why it could not be read.
  public let error: ConcordError?
}

/// What a hydration came to.
public struct HydrationReport: Sendable, Equatable {
  /// Entities read, by kind.
  public var entities: [String: Int] = [:]
  /// Why kinds could not be read; `FORBIDDEN` where the user may not list them. The others were.
  public var errors: [String: ConcordError] = [:]
}

extension ConcordClient {
  /// Reads all entities into the tree, one level of it after the other: tenants, their accounts, their environments, their
  /// services. The kinds of a level are read beside each other. A kind that cannot be read does not keep the others from
  /// being read; its children wait for their parents outside of the tree then.
  ///
  /// Events that arrive meanwhile count: the newer revision stays. The tree's events are published once, at the end.
  ///
  /// - Parameters:
  ///   - kinds: nil: all of the packages that the client was given and that can be listed.
  ///   - atOnce: how many kinds are read at once.
  ///   - progress: called after each page and at the end of each kind, one call at a time; it must not block.
  /// - Throws: `CANCELLED` when the task is cancelled, with what was read until then kept; `UNKNOWN_TOPIC` when a kind is of
  ///   no package of the client, or has no `list`.
  @discardableResult
  public func hydrate(
    _ kinds: [any Entity.Type]? = nil, atOnce: Int = 4,
    progress: @escaping @Sendable (HydrationProgress) -> Void = { _ in }
  ) async throws(ConcordError) -> HydrationReport {
    for kind in kinds ?? [] {
      guard entities.contains(where: { $0 == kind }), Self.listTopic(kind) != nil else {
        throw ConcordError(.unknownTopic, "\(kind.descriptor.name) cannot be listed by this client")
      }
    }
    let wanted = (kinds ?? entities).filter { Self.listTopic($0) != nil }
    let tally = HydrationTeller(total: wanted.count, progress)
    let levels = Dictionary(grouping: wanted) { $0.descriptor.ancestors.count }.sorted { $0.key < $1.key }.map(\.value)
    var settled: Set<String> = []
    try await load(wanted) { start throws(ConcordError) in
      for level in levels {
        settled.formUnion(await read(level, atOnce: max(1, atOnce), start.session, tally))
        if Task.isCancelled { throw RequestFailure.cancelled.error }
      }
      let isWhole = kinds == nil && settled.count == wanted.count
      update { state in
        if isWhole { state.loadedAll(since: start) }
        if state.wanted.isSubset(of: settled) { state.caughtUp(since: start, kinds: settled) }
      }
    }
    return tally.report
  }

  /// The same as a sequence of its progress; it begins at once, ends when all kinds are over, and stops when the task that
  /// reads it is cancelled or the sequence is dropped. Errors are elements.
  public func hydration(_ kinds: [any Entity.Type]? = nil, atOnce: Int = 4) -> AsyncStream<HydrationProgress> {
    let (stream, out) = AsyncStream.makeStream(of: HydrationProgress.self)
    let task = Task { [weak self] in
      _ = try? await self?.hydrate(kinds, atOnce: atOnce) { out.yield($0) }
      out.finish()
    }
    out.onTermination = { _ in task.cancel() }
    return stream
  }

  /// Reads the kinds of one level.
  ///
  /// - Returns: those that stood still, or are not the user's to see.
  private func read(
    _ kinds: [any Entity.Type], atOnce: Int, _ session: Int, _ tally: HydrationTeller
  ) async -> Set<String> {
    await withTaskGroup(of: (kind: String, isSettled: Bool).self) { group in
      var settled: Set<String> = []
      var rest = kinds[...]
      for kind in rest.prefix(atOnce) { group.addTask { await self.read(kind, session, tally) } }
      rest = rest.dropFirst(atOnce)
      while let (kind, isSettled) = await group.next() {
        if isSettled { settled.insert(kind) }
        if !Task.isCancelled, let next = rest.popFirst() { group.addTask { await self.read(next, session, tally) } }
      }
      return settled
    }
  }

  private func read(
    _ type: any Entity.Type, _ session: Int, _ tally: HydrationTeller
  ) async -> (kind: String, isSettled: Bool) {
    let kind = type.descriptor.name
    var isSettled = false
    var problem: ConcordError?
    do throws(ConcordError) {
      if let topic = Self.listTopic(type) {
        isSettled = try await loadPages(type, topic, session: session) { count in
          tally.tell { $0.read(kind, count) }
        }
      }
    } catch {
      problem = error
      isSettled = error.code == .forbidden
    }
    tally.tell { [problem] in $0.finish(kind, problem) }
    return (kind, isSettled)
  }
}

/// Tells of what several tasks read, one at a time.
private final class HydrationTeller: Sendable {
  private let tally: Mutex<HydrationTally>
  private let progress: @Sendable (HydrationProgress) -> Void

  init(total: Int, _ progress: @escaping @Sendable (HydrationProgress) -> Void) {
    tally = Mutex(HydrationTally(total: total))
    self.progress = progress
  }

  var report: HydrationReport { tally.withLock { $0.report } }

  /// Called with the lock, so that progress is told in the order in which it was made.
  func tell(_ change: (inout HydrationTally) -> HydrationProgress) { tally.withLock { progress(change(&$0)) } }
}

/// What was read until now. A plain value.
struct HydrationTally: Sendable {
  let total: Int
  private var done = 0
  private(set) var report = HydrationReport()

  init(total: Int) { self.total = total }

  /// A page of a kind was read.
  mutating func read(_ kind: String, _ entities: Int) -> HydrationProgress {
    report.entities[kind] = entities
    return progress(kind, isComplete: false)
  }

  /// A kind is over.
  mutating func finish(_ kind: String, _ error: ConcordError?) -> HydrationProgress {
    done += 1
    report.errors[kind] = error
    return progress(kind, isComplete: true)
  }

  private func progress(_ kind: String, isComplete: Bool) -> HydrationProgress {
    HydrationProgress(
      kind: kind, done: done, total: total, entities: report.entities[kind] ?? 0, isComplete: isComplete,
      error: report.errors[kind])
  }
}
