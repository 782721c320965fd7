public import ConcordCore

extension OperationRegistrar {
  /// Serves the conventional operations of stored entities; those that a handler already answers are left to it.
  public func serveStored(_ entities: [any Entity.Type]) {
    for entity in entities { entity.serveStored(on: self) }
  }
}
