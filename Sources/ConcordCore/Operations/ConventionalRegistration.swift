// How the conventional parts of a handler are registered. Generated code could pass `handler.create` itself, but a closure
// over an async method costs the compiler some 15 ms; here each is compiled once, and not once per entity.

extension OperationRegistrar {
  /// Lets a handler answer `create`.
  public func register<Handler: CreateHandler>(
    _ operation: Operation<Handler.CreatedEntity, Handler.CreatedEntity>, create handler: Handler
  ) {
    register(operation) { try await handler.create($0, $1) }
  }

  /// Lets a handler answer `update`.
  public func register<Handler: UpdateHandler>(
    _ operation: Operation<Patch<Handler.UpdatedEntity>, Handler.UpdatedEntity>, update handler: Handler
  ) {
    register(operation) { try await handler.update($0, $1) }
  }

  /// Lets a handler answer `delete`.
  public func register<Handler: DeleteHandler>(
    _ operation: Operation<Key<Handler.DeletedEntity>, Key<Handler.DeletedEntity>>, delete handler: Handler
  ) {
    register(operation) { try await handler.delete($0, $1) }
  }

  /// Lets a handler answer `get`.
  public func register<Handler: GetHandler>(
    _ operation: Operation<Key<Handler.FoundEntity>, Handler.FoundEntity>, get handler: Handler
  ) {
    register(operation) { try await handler.get($0, $1) }
  }

  /// Lets a handler answer `list`.
  public func register<Handler: ListHandler>(
    _ operation: Operation<ListQuery<Handler.ListedEntity>, Page<Handler.ListedEntity>>, list handler: Handler
  ) {
    register(operation) { try await handler.list($0, $1) }
  }
}
