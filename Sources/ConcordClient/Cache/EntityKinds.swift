import ConcordCore

/// The kinds of entities that the contracts declare: where each lies in the tree.
struct EntityKinds: Sendable {
  private var chains: [String: [String]] = [:]
  private var types: [String: any Entity.Type] = [:]

  init(_ entities: [any Entity.Type] = []) {
    for entity in entities {
      let descriptor = entity.descriptor
      chains[descriptor.name] = descriptor.ancestors + [descriptor.name]
      types[descriptor.name] = entity
    }
  }

  /// The names of a kind's ancestors, root first, and its own.
  func chain(_ entity: String) -> [String]? { chains[entity] }

  /// The type of a kind.
  func type(_ entity: String) -> (any Entity.Type)? { types[entity] }

  /// True for the entities of the contracts. An operation of a package that the client was not given may be called, but
  /// no event would keep what it returns up to date.
  func contains(_ entity: any Entity) -> Bool {
    types[Swift.type(of: entity).descriptor.name].map { $0 == Swift.type(of: entity) } ?? false
  }

  /// What a path that may skip ancestors means.
  enum Resolution: Equatable {
    case path(EntityPath)
    /// Nothing that is known has these segments.
    case unknown
    /// More than one entity has them.
    case ambiguous
    /// The segments do not lie on the way to any kind.
    case invalid
  }

  /// Completes a path: `/tenant/acme/service/api` is the service `api` of whichever account and environment has it, if
  /// only one does.
  func resolve(_ path: EntityPath, in cache: EntityCache) -> Resolution {
    guard let chain = chains[path.entity] else { return .invalid }
    let names = path.segments.map(\.entity)
    if names == chain { return .path(path) }
    var rest = chain[...]
    for name in names {
      guard let at = rest.firstIndex(of: name) else { return .invalid }
      rest = rest[(at + 1)...]
    }
    var found = Set(cache.tree.paths(matching: path, chain: chain, limit: 2))
    for orphan in cache.orphanPaths where orphan.entity == path.entity {
      if path.segments.allSatisfy(orphan.segments.contains) { found.insert(orphan) }
    }
    if found.count > 1 { return .ambiguous }
    return found.first.map { .path($0) } ?? .unknown
  }
}
