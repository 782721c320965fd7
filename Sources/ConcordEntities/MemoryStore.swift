public import ConcordCore
import Synchronization

/// The store that keeps everything in memory: for development, tests, and state that may be lost with the process.
///
/// It has the same log as any other store. A commit is one critical section, so commits have one order and no caller
/// sees half of one.
public final class MemoryStore: EntityStore {
  public let epoch: String
  private let state: Mutex<MemoryState>

  /// - Parameters:
  ///   - maxEntities: how many entities fit before `create` answers `OVERLOADED`.
  ///   - logLength: how many commits the log keeps for recovery.
  public init(maxEntities: Int = 1_000_000, logLength: Int = 10_000) {
    epoch = UUIDv7.next().description
    state = Mutex(MemoryState(maxEntities: maxEntities, log: ChangeLog(capacity: logLength)))
  }

  public func declare(_ entities: [any Entity.Type]) { state.withLock { $0.declare(entities) } }

  public func nextNumber(of sequence: String) async throws(ConcordError) -> Int {
    state.withLock { $0.nextNumber(of: sequence) }
  }

  public func commit(
    _ mutations: [Mutation], preconditions: [Precondition], cause: Cause
  ) async throws(ConcordError) -> Commit {
    let result = state.withLock { state -> Result<Commit, ConcordError> in
      do throws(ConcordError) {
        return .success(try state.commit(mutations, preconditions, cause))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  public func read(_ path: EntityPath) async throws(ConcordError) -> StoredEntity? {
    state.withLock { $0.entity(path) }
  }

  public func entities(of kind: String, within scope: EntityPath?) async throws(ConcordError) -> Snapshot {
    state.withLock { Snapshot(entities: $0.entities(of: kind, within: scope), offset: $0.log.offset) }
  }

  public func changes(after offset: Int) async throws(ConcordError) -> [Commit]? {
    state.withLock { $0.log.commits(after: offset) }
  }

  /// The follower is called inside the commit, which is what keeps the order: it must be quick and must not call the store.
  public func follow(_ receive: @escaping @Sendable (Commit) -> Void) {
    state.withLock { $0.follower = receive }
  }
}
