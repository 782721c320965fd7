/// Takes handlers for operations; the server is one. The generated `handle(tenant:)` is an extension on it.
public protocol OperationRegistrar {
  /// Registers what answers requests on the operation's topic. The last registration of a topic counts.
  func register<Input, Output>(
    _ operation: Operation<Input, Output>,
    _ handler: @escaping @Sendable (Input, RequestContext) async throws -> Output)

  /// True when the topic has a handler.
  func hasHandler(for topic: String) -> Bool
}

// How a stored entity's generated `serveStored` registers what its contract declares: the store answers, unless a
// handler was registered before.
extension OperationRegistrar {
  /// Lets the store answer `create`.
  public func serve<E: Entity>(create operation: Operation<E, E>) {
    if !hasHandler(for: operation.topic) { register(operation) { try await $1.entities.create($0, $1) } }
  }

  /// Lets the store answer `update`.
  public func serve<E: Entity>(update operation: Operation<Patch<E>, E>) {
    if !hasHandler(for: operation.topic) { register(operation) { try await $1.entities.update($0, $1) } }
  }

  /// Lets the store answer `delete`.
  public func serve<E: Entity>(delete operation: Operation<Key<E>, Key<E>>) {
    if !hasHandler(for: operation.topic) { register(operation) { try await $1.entities.delete($0, $1) } }
  }

  /// Lets the store answer `get`.
  public func serve<E: Entity>(get operation: Operation<Key<E>, E>) {
    if !hasHandler(for: operation.topic) { register(operation) { try await $1.entities.get($0, $1) } }
  }

  /// Lets the store answer `list`.
  public func serve<E: Entity>(list operation: Operation<ListQuery<E>, Page<E>>) {
    if !hasHandler(for: operation.topic) { register(operation) { try await $1.entities.list($0, $1) } }
  }
}
