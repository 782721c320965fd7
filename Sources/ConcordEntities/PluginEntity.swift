public import ConcordCore

/// The reactive side of an entity with `source: plugin`: whoever keeps it makes each write through here, so that what
/// changes is compared with what was, and triggers what follows.
///
///     let systems = PluginEntity(System.self, reactor: reactor) { keys in try await database.systems(keys) }
///     try await systems.mutate(System.key(id: "s1"), context) {
///       try await database.rename("s1", "Billing")
///     }
///
/// Writes of one entity run one after the other, those of different ones beside each other. That holds for this process
/// and this value: keep one per kind. A write inside a write of the same entity would wait for itself.
public final class PluginEntity<E: ReactiveEntity>: Sendable {
  private let reactor: any ChangeReactor
  private let read: @Sendable ([Key<E>]) async throws -> [E]
  private let order = KeyedOrder<Key<E>>()

  /// - Parameters:
  ///   - reactor: what runs the reactions.
  ///   - read: the entities of these keys as they are; those that do not exist are left out.
  /// - Precondition: the contract says `source: plugin`.
  public init(
    _ type: E.Type, reactor: any ChangeReactor, read: @escaping @Sendable ([Key<E>]) async throws -> [E]
  ) {
    precondition(
      E.reactive.source == .plugin, "'\(E.descriptor.name)' is kept by the store: its commits are the changes")
    self.reactor = reactor
    self.read = read
  }

  /// Creates or changes an entity: reads what it is, runs `write`, and tells what differs afterwards.
  ///
  /// - Parameters:
  ///   - key: the entity.
  ///   - context: whose request it is; nil for the program itself.
  ///   - write: makes the write, whole and committed, and gives the entity as it is then. What it throws ends everything.
  /// - Returns: what `write` gave.
  /// - Throws: what `read` and `write` throw; `INTERNAL` when `write` gives an entity of another key, which was
  ///   written all the same.
  @discardableResult
  public func mutate(
    _ key: Key<E>, _ context: RequestContext? = nil, _ write: @Sendable () async throws -> E
  ) async throws -> E {
    try await order.run(key) {
      let prev = try await get(key)
      let next = try await write()
      guard next.key == key else {
        throw ConcordError(.internalError, "the write of \(key) gave \(next.key)")
      }
      tell(prev, next, context)
      return next
    }
  }

  /// Deletes an entity: reads what it is, runs `write`, and tells that it is gone. What was not there before is no change.
  ///
  /// - Throws: what `read` and `write` throw.
  public func remove(
    _ key: Key<E>, _ context: RequestContext? = nil, _ write: @Sendable () async throws -> Void
  ) async throws {
    try await order.run(key) {
      let prev = try await get(key)
      try await write()
      tell(prev, nil, context)
    }
  }

  /// The entity as it is, nil when there is none.
  public func get(_ key: Key<E>) async throws -> E? { try await read([key]).first { $0.key == key } }

  /// The entities that there are among these keys.
  public func getMany(_ keys: [Key<E>]) async throws -> [E] { keys.isEmpty ? [] : try await read(keys) }

  private func tell(_ prev: E?, _ next: E?, _ context: RequestContext?) {
    guard let change = StateChange(from: prev, to: next, actor: context?.actor ?? .system) else { return }
    reactor.changed(change)
  }
}
