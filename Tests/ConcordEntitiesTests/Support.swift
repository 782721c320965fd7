import ConcordCore
import ConcordEntities
import TestContracts

/// Publishes to nobody.
struct Silence: EventPublisher {
  func publish<Payload: JSONCodable>(
    _ event: PushedEvent<Payload>, _ payload: Payload, about path: EntityPath?, cause: MessageID?, except: ConnectionID?
  ) {}
}

extension StoredEntities {
  init(_ store: any EntityStore) { self.init(store, entities: TestPackage.entities) }

  /// The context of a request that nobody sent.
  func context(_ topic: String = "tenant:act_tenant", _ kind: OperationKind = .custom) -> RequestContext {
    RequestContext(
      connection: ConnectionID(7), messageID: .text("m"), topic: topic, kind: kind, principal: .developer,
      entities: self, publisher: Silence())
  }
}

func path(_ text: String) -> EntityPath { EntityPath(text) ?? EntityPath([]) }

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

extension MemoryStore {
  func commit(_ mutations: [Mutation], _ preconditions: [Precondition] = []) async throws(ConcordError) -> Commit {
    try await commit(mutations, preconditions: preconditions, cause: Cause())
  }

  /// A tenant `t` with accounts `a` and `b`; `a` has revisions 1 and 2.
  static func withABranch() async throws -> MemoryStore {
    let store = MemoryStore()
    for text in [
      "/tenant/t", "/tenant/t/account/a", "/tenant/t/account/b", "/tenant/t/account/a/revision/1",
      "/tenant/t/account/a/revision/2",
    ] {
      _ = try await store.commit([.insert(path(text), json: bytes("{}"))])
    }
    return store
  }
}

/// The code of the error that `body` throws; nil when it throws none.
func code(_ body: () async throws -> Void) async -> ErrorCode? {
  do {
    try await body()
    return nil
  } catch {
    return (error as? ConcordError)?.code
  }
}
