public import ConcordCore

/// The conventional operations over a store.
public struct StoredEntities: EntityService {
  let store: any EntityStore
  /// What deletion does to each kind of child.
  let rules: [String: ParentDeletion]

  /// How often an update is repeated when somebody else changed the entity between its read and its commit.
  private static let attempts = 16

  /// - Parameter entities: every entity that the store may hold: their `onDelete` rules are needed when a parent goes.
  public init(_ store: any EntityStore, entities: [any Entity.Type]) {
    self.store = store
    rules = Dictionary(
      entities.map { ($0.descriptor.name, $0.descriptor.onParentDelete) }, uniquingKeysWith: { first, _ in first })
  }

  public func create<E: Entity>(_ entity: E, _ context: RequestContext) async throws -> E {
    var entity = entity
    let descriptor = E.descriptor
    for (name, value) in zip(descriptor.keyNames, entity.keyValues) where value.isEmpty {
      throw ConcordError(.invalidInput, "\(name): a key cannot be empty", field: name)
    }
    Stamp.set(descriptor.stampedOnCreate + descriptor.stampedOnChange, of: &entity)
    let path = entity.path
    let commit = try await store.commit(
      [.insert(path, json: encode(entity))], preconditions: [], cause: Self.cause(context, .create, E.self))
    Self.note(commit.offset, offset: commit.offset, E.self, context)
    return entity
  }

  public func update<E: Entity>(_ patch: Patch<E>, _ context: RequestContext) async throws -> E {
    if patch.isEmpty { return try await get(patch.key, context) }
    return try await modify(patch.key, context) { $0 = try patch.applied(to: $0) }
  }

  public func modify<E: Entity>(
    _ key: Key<E>, _ context: RequestContext, _ change: @Sendable (inout E) throws -> Void
  ) async throws -> E {
    let path = key.path
    for attempt in 1... {
      guard let stored = try await store.read(path) else { throw MemoryState.missing(path) }
      var entity = try decode(E.self, from: stored.json.span.bytes, failing: .internalError)
      try change(&entity)
      guard entity.path == path else {
        throw ConcordError(.invalidInput, "\(path): the key of an entity cannot change")
      }
      Stamp.set(E.descriptor.stampedOnChange, of: &entity)
      do {
        let commit = try await store.commit(
          [.update(path, json: encode(entity))], preconditions: [.revision(path, stored.revision)],
          cause: Self.cause(context, .update, E.self))
        Self.note(commit.offset, offset: commit.offset, E.self, context)
        return entity
      } catch {
        guard error.code == .conflict, attempt < Self.attempts else { throw error }
      }
    }
    throw ConcordError(.conflict, "\(path) changes too often")
  }

  public func delete<E: Entity>(_ key: Key<E>, _ context: RequestContext) async throws -> Key<E> {
    let commit = try await store.commit(
      [.delete(key.path, rules: rules)], preconditions: [], cause: Self.cause(context, .delete, E.self))
    Self.note(commit.offset, offset: commit.offset, E.self, context)
    return key
  }

  public func get<E: Entity>(_ key: Key<E>, _ context: RequestContext) async throws -> E {
    guard let stored = try await store.read(key.path) else { throw MemoryState.missing(key.path) }
    Self.note(stored.revision, offset: nil, E.self, context)
    return try decode(E.self, from: stored.json.span.bytes, failing: .internalError)
  }

  public func list<E: Entity>(_ query: ListQuery<E>, _ context: RequestContext) async throws -> Page<E> {
    let plan = try ListPlan(query)
    let snapshot = try await store.entities(of: E.descriptor.name, within: plan.scope)
    context.note(StoreMark(offset: snapshot.offset))
    return try plan.page(of: snapshot)
  }

  /// The reply carries the revision of the entity that it shows, not of others that the handler touched on the way.
  private static func note<E: Entity>(_ revision: Int, offset: Int?, _ type: E.Type, _ context: RequestContext) {
    guard context.topic.hasPrefix(E.descriptor.name + ":") else { return }
    context.note(StoreMark(revision: revision, offset: offset))
  }

  /// The caller of a conventional operation gets its change by the reply, and no push. Whatever else an operation
  /// changes is news to its caller too: no reply carries it.
  private static func cause<E: Entity>(_ context: RequestContext, _ kind: OperationKind, _ type: E.Type) -> Cause {
    let isInReply = context.kind == kind && context.topic.hasPrefix(E.descriptor.name + ":")
    return Cause(
      message: context.messageID, connection: isInReply ? context.connection : nil, actor: context.actor,
      depth: ReactionDepth.current)
  }
}
