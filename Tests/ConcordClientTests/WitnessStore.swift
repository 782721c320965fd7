import ConcordCore
import ConcordEntities
import SampleContracts
import Synchronization

/// A memory store that notes what was done to it, and by which requests.
final class WitnessStore: EntityStore {
  private struct State: Sendable {
    var runs: [MessageID: Int] = [:]
    var histories: [String: [TenantEvent]] = [:]
  }

  private let store = MemoryStore()
  private let state = Mutex(State())

  /// How often each request changed something.
  var runs: [MessageID: Int] { state.withLock { $0.runs } }

  /// What happened to tenants, by name.
  var histories: [String: [TenantEvent]] { state.withLock { $0.histories } }
  func history(of name: String) -> [TenantEvent] { state.withLock { $0.histories[name] ?? [] } }

  var epoch: String { store.epoch }
  func declare(_ entities: [any Entity.Type]) { store.declare(entities) }

  func commit(
    _ mutations: [Mutation], preconditions: [Precondition], cause: Cause
  ) async throws(ConcordError) -> Commit {
    try await store.commit(mutations, preconditions: preconditions, cause: cause)
  }

  func nextNumber(of sequence: String) async throws(ConcordError) -> Int { try await store.nextNumber(of: sequence) }
  func read(_ path: EntityPath) async throws(ConcordError) -> StoredEntity? { try await store.read(path) }

  func entities(of kind: String, within scope: EntityPath?) async throws(ConcordError) -> Snapshot {
    try await store.entities(of: kind, within: scope)
  }

  func changes(after offset: Int) async throws(ConcordError) -> [Commit]? { try await store.changes(after: offset) }

  func follow(_ receive: @escaping @Sendable (Commit) -> Void) {
    store.follow { [weak self] commit in
      self?.state.withLock { state in
        if let message = commit.cause.message { state.runs[message, default: 0] += 1 }
        for change in commit.changes {
          state.histories[change.path.segments[0].key, default: []].append(TenantEvent(change.action))
        }
      }
      receive(commit)
    }
  }
}

extension TenantEvent {
  init(_ action: Change.Action) {
    func title(_ json: [UInt8]) -> String? {
      (try? decode(Tenant.self, from: json.span.bytes, failing: .invalidReply))?.title
    }
    self =
      switch action {
      case .created(let json): .created(title(json))
      case .updated(let json): .updated(title(json))
      case .deleted: .deleted
      }
  }
}
