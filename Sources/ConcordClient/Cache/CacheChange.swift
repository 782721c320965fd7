import ConcordCore

/// What a message says about the cache.
enum CacheChange: Sendable {
  case put(any Entity, revision: Int)
  case delete(EntityPath, revision: Int?)

  /// What an operation's output says: an entity, a page of them, or the key of one that was deleted.
  ///
  /// Outputs without a revision are not of stored entities and stay out of the cache. So does the entity that an
  /// operation of the contract's own returns: its handler may have changed several, and the reply's revision need not
  /// be this one's; those changes come as events.
  static func changes<Output>(_ output: Output, of kind: OperationKind, _ mark: StoreMark) -> [CacheChange] {
    if let entity = output as? any Entity {
      guard let revision = mark.revision, kind != .custom else { return [] }
      return [.put(entity, revision: revision)]
    }
    if let page = output as? any EntityPage { return page.puts }
    if kind == .delete, let key = output as? any EntityKey {
      return [.delete(key.path, revision: mark.revision ?? mark.offset)]
    }
    return []
  }
}

/// A key, whatever it is the key of.
protocol EntityKey {
  var path: EntityPath { get }
}

extension Key: EntityKey {}

/// A page of entities, whatever their kind.
protocol EntityPage {
  var puts: [CacheChange] { get }
}

extension Page: EntityPage where Item: Entity {
  var puts: [CacheChange] { zip(items, revisions).map { .put($0, revision: $1) } }
}
