public import ConcordCore

extension OperationRegistrar {
  /// Serves the conventional operations of stored entities; those that a handler already answers are left to it.
  public func serveStored(_ entities: [any Entity.Type]) {
    for entity in entities { serveStored(entity) }
  }

  private func serveStored<E: Entity>(_ entity: E.Type) {
    for operation in E.descriptor.operations where !hasHandler(for: operation.topic) {
      switch operation {
      case .create(let topic): register(E.create(topic)) { try await $1.entities.create($0, $1) }
      case .update(let topic): register(E.update(topic)) { try await $1.entities.update($0, $1) }
      case .delete(let topic): register(E.delete(topic)) { try await $1.entities.delete($0, $1) }
      case .get(let topic): register(E.get(topic)) { try await $1.entities.get($0, $1) }
      case .list(let topic, _, _, _): register(E.list(topic)) { try await $1.entities.list($0, $1) }
      }
    }
  }
}
