public import ConcordCore

/// The conventional operations over a store.
public struct StoredEntities: EntityService {
  let store: any EntityStore
  /// What deletion does to each kind of child.
  let rules: [String: ParentDeletion]
  /// The kinds that refer to others.
  private let referring: [String: KindRules]
  /// Who may read the kinds that are not for everybody.
  private let readers: [String: ReaderRule]
  private let lists: ListLimits

  /// How often an update is repeated when somebody else changed the entity between its read and its commit.
  private static let attempts = 16

  /// - Parameters:
  ///   - entities: every entity that the store may hold: it is told what it has to keep of each.
  ///   - lists: what one list may cost.
  public init(_ store: any EntityStore, entities: [any Entity.Type], lists: ListLimits = ListLimits()) {
    self.store = store
    self.lists = lists
    store.declare(entities)
    referring = Dictionary(
      entities.filter { !$0.descriptor.rules.references.isEmpty }.compactMap { type in
        KindRules(type).map { (type.descriptor.name, $0) }
      }, uniquingKeysWith: { first, _ in first })
    readers = Dictionary(
      entities.compactMap { type in type.descriptor.readers.map { (type.descriptor.name, $0) } },
      uniquingKeysWith: { first, _ in first })
    rules = Dictionary(
      entities.map { ($0.descriptor.name, $0.descriptor.onParentDelete) }, uniquingKeysWith: { first, _ in first })
  }

  public func create<E: Entity>(_ entity: E, _ context: RequestContext) async throws -> E {
    var entity = entity
    let descriptor = E.descriptor
    try await Generation.fill(descriptor.rules.generated, of: &entity, from: store)
    for (name, value) in zip(descriptor.keyNames, entity.keyValues) where value.isEmpty {
      throw ConcordError(.invalidInput, "\(name): a key cannot be empty", field: name)
    }
    Stamp.set(descriptor.stampedOnCreate + descriptor.stampedOnChange, of: &entity)
    let json = encode(entity)
    try await checkReferences(of: json, before: nil, context, .create, E.self)
    let commit = try await store.commit(
      [.insert(entity.path, json: json)], preconditions: [], cause: Self.cause(context, .create, E.self))
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
      let ownership = context.ownership(.update, E.self)
      if let ownership, !ownership.holds(for: stored.json) { throw MemoryState.missing(path) }
      try change(&entity)
      guard entity.path == path else {
        throw ConcordError(.invalidInput, "\(path): the key of an entity cannot change")
      }
      Stamp.set(E.descriptor.stampedOnChange, of: &entity)
      let json = encode(entity)
      if let ownership, !ownership.holds(for: json) {
        throw ConcordError(
          .forbidden, "\(ownership.field): what is yours cannot be given away by this operation", field: ownership.field
        )
      }
      try await checkReferences(of: json, before: stored.json, context, .update, E.self)
      do {
        let commit = try await store.commit(
          [.update(path, json: json)], preconditions: [.revision(path, stored.revision)],
          cause: Self.cause(context, .update, E.self))
        Self.note(commit.offset, offset: commit.offset, E.self, context)
        return entity
      } catch {
        guard Self.isOvertaken(error), attempt < Self.attempts else { throw error }
      }
    }
    throw ConcordError(.conflict, "\(path) changes too often")
  }

  public func delete<E: Entity>(_ key: Key<E>, _ context: RequestContext) async throws -> Key<E> {
    for attempt in 1... {
      do throws(ConcordError) {
        let commit = try await store.commit(
          [.delete(key.path, rules: rules)], preconditions: try await stillOwn(key, context),
          cause: Self.cause(context, .delete, E.self))
        Self.note(commit.offset, offset: commit.offset, E.self, context)
        return key
      } catch {
        guard Self.isOvertaken(error), attempt < Self.attempts else { throw error }
      }
    }
    throw ConcordError(.conflict, "\(key) changes too often")
  }

  /// What has to hold for a deletion by somebody who may delete only what is theirs.
  private func stillOwn<E: Entity>(
    _ key: Key<E>, _ context: RequestContext
  ) async throws(ConcordError) -> [Precondition] {
    guard let ownership = context.ownership(.delete, E.self) else { return [] }
    guard let stored = try await store.read(key.path), ownership.holds(for: stored.json) else {
      throw MemoryState.missing(key.path)
    }
    return [.revision(key.path, stored.revision)]
  }

  /// What callers may not read they cannot refer to: it would be protected from its owner, and its existence known. What
  /// a handler does on its own account is its own affair.
  private func checkReferences<E: Entity>(
    of json: [UInt8], before: [UInt8]?, _ context: RequestContext, _ kind: OperationKind, _ type: E.Type
  ) async throws(ConcordError) {
    let name = E.descriptor.name
    guard !readers.isEmpty, let rules = referring[name], Self.isConventional(context, kind, type) else { return }
    let known = Set(before.map { rules.entries(of: $0, name).references.map(\.target) } ?? [])
    for reference in rules.entries(of: json, name).references where !known.contains(reference.target) {
      guard let rule = readers[reference.target.entity] else { continue }
      guard let stored = try await store.read(reference.target), rule.admits(context.principal, to: stored.json) else {
        throw MemoryState.missing(reference)
      }
    }
  }

  /// Somebody else committed between the read and the commit. A value that is taken stays so.
  private static func isOvertaken(_ error: ConcordError) -> Bool { error.code == .conflict && error.field == nil }

  public func get<E: Entity>(_ key: Key<E>, _ context: RequestContext) async throws -> E {
    guard let stored = try await store.read(key.path),
      context.ownership(.get, E.self)?.holds(for: stored.json) ?? true
    else { throw MemoryState.missing(key.path) }
    Self.note(stored.revision, offset: nil, E.self, context)
    return try decode(E.self, from: stored.json.span.bytes, failing: .internalError)
  }

  public func list<E: Entity>(_ query: ListQuery<E>, _ context: RequestContext) async throws -> Page<E> {
    let plan = try ListPlan(query, lists)
    let snapshot = try await store.entities(of: E.descriptor.name, within: plan.scope)
    context.note(StoreMark(offset: snapshot.offset))
    return try plan.page(of: snapshot, ownership: context.ownership(.list, E.self))
  }

  /// The reply carries the revision of the entity that it shows, not of others that the handler touched on the way.
  private static func note<E: Entity>(_ revision: Int, offset: Int?, _ type: E.Type, _ context: RequestContext) {
    if offset != nil { context.noteCommit() }
    guard context.topic.hasPrefix(E.descriptor.name + ":") else { return }
    context.note(StoreMark(revision: revision, offset: offset))
  }

  /// The caller of a conventional operation gets what its reply shows by the reply, and no push: the cause says how to know.
  /// Whatever else an operation changes is news to its caller too: no reply carries it.
  private static func cause<E: Entity>(_ context: RequestContext, _ kind: OperationKind, _ type: E.Type) -> Cause {
    var cause = Cause(message: context.messageID, actor: context.actor, depth: ReactionDepth.current)
    if isConventional(context, kind, type) {
      cause.connection = context.connection
      cause.reply = context.reply
    }
    return cause
  }

  /// True inside the conventional operation of a kind itself.
  private static func isConventional<E: Entity>(
    _ context: RequestContext, _ kind: OperationKind, _ type: E.Type
  ) -> Bool {
    context.kind == kind && context.topic.hasPrefix(E.descriptor.name + ":")
  }
}
