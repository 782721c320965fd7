// What a generated handler protocol is made of: one protocol per conventional operation, each with a default that uses
// the store. A handler that writes `create` itself replaces that one operation and keeps the others.

/// Answers `create`.
public protocol CreateHandler<CreatedEntity>: Sendable {
  associatedtype CreatedEntity: Entity
  func create(_ entity: CreatedEntity, _ context: RequestContext) async throws -> CreatedEntity
}

/// Answers `update`.
public protocol UpdateHandler<UpdatedEntity>: Sendable {
  associatedtype UpdatedEntity: Entity
  func update(_ patch: Patch<UpdatedEntity>, _ context: RequestContext) async throws -> UpdatedEntity
}

/// Answers `delete`.
public protocol DeleteHandler<DeletedEntity>: Sendable {
  associatedtype DeletedEntity: Entity
  func delete(_ key: Key<DeletedEntity>, _ context: RequestContext) async throws -> Key<DeletedEntity>
}

/// Answers `get`.
public protocol GetHandler<FoundEntity>: Sendable {
  associatedtype FoundEntity: Entity
  func get(_ key: Key<FoundEntity>, _ context: RequestContext) async throws -> FoundEntity
}

/// Answers `list`.
public protocol ListHandler<ListedEntity>: Sendable {
  associatedtype ListedEntity: Entity
  func list(_ query: ListQuery<ListedEntity>, _ context: RequestContext) async throws -> Page<ListedEntity>
}

extension CreateHandler {
  public func create(_ entity: CreatedEntity, _ context: RequestContext) async throws -> CreatedEntity {
    try await context.entities.create(entity, context)
  }
}

extension UpdateHandler {
  public func update(_ patch: Patch<UpdatedEntity>, _ context: RequestContext) async throws -> UpdatedEntity {
    try await context.entities.update(patch, context)
  }
}

extension DeleteHandler {
  public func delete(_ key: Key<DeletedEntity>, _ context: RequestContext) async throws -> Key<DeletedEntity> {
    try await context.entities.delete(key, context)
  }
}

extension GetHandler {
  public func get(_ key: Key<FoundEntity>, _ context: RequestContext) async throws -> FoundEntity {
    try await context.entities.get(key, context)
  }
}

extension ListHandler {
  public func list(_ query: ListQuery<ListedEntity>, _ context: RequestContext) async throws -> Page<ListedEntity> {
    try await context.entities.list(query, context)
  }
}

/// The five conventional operations on the stored entities. `ConcordEntities` implements it over any `EntityStore`.
///
/// All throw `ConcordError`: `INVALID_INPUT`, `ALREADY_EXISTS`, `NOT_FOUND` (also for a missing parent), `RESTRICTED`, `CONFLICT`,
/// `OVERLOADED`. The context gets the revision and offset for the reply.
public protocol EntityService: Sendable {
  func create<E: Entity>(_ entity: E, _ context: RequestContext) async throws -> E
  func update<E: Entity>(_ patch: Patch<E>, _ context: RequestContext) async throws -> E
  func delete<E: Entity>(_ key: Key<E>, _ context: RequestContext) async throws -> Key<E>
  func get<E: Entity>(_ key: Key<E>, _ context: RequestContext) async throws -> E
  func list<E: Entity>(_ query: ListQuery<E>, _ context: RequestContext) async throws -> Page<E>

  /// Changes an entity by what it is now, `readonly` fields included: for handlers.
  ///
  /// `change` runs outside the store, on a copy, and again when somebody else committed in between. What it throws ends
  /// the operation, and nothing is changed. The key must stay as it is.
  func modify<E: Entity>(
    _ key: Key<E>, _ context: RequestContext, _ change: @Sendable (inout E) throws -> Void
  ) async throws -> E
}
