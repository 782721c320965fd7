import ConcordCore

/// What a memory store holds. A plain value: the store adds the lock. How a commit changes it stands in
/// `MemoryState+Commit`.
struct MemoryState: Sendable {
  struct Node: Sendable {
    let entity: StoredEntity
    /// What the indices hold of it.
    let entries: IndexEntries
  }

  let maxEntities: Int
  var log: ChangeLog
  var follower: (@Sendable (Commit) -> Void)?
  /// The kinds of which more is kept than their place.
  private(set) var kinds: [String: KindRules] = [:]
  private(set) var nodes: [EntityPath: Node] = [:]
  /// Children by entity name, of each entity that has some.
  private(set) var children: [EntityPath: [String: Set<EntityPath>]] = [:]
  /// What is further below an entity than its children, by entity name: so that listing a kind costs what it gives.
  private var deeper: [EntityPath: [String: Set<EntityPath>]] = [:]
  /// All entities, by name.
  private var all: [String: Set<EntityPath>] = [:]
  /// Who has each unique value. During a commit it lacks the values of what the commit has touched.
  private(set) var owners: [UniqueValue: EntityPath] = [:]
  /// Who refers to an entity, also to one that does not exist.
  private(set) var referrers: [EntityPath: Set<Referrer>] = [:]
  private var sequences: [String: Int] = [:]

  init(maxEntities: Int, log: ChangeLog) {
    self.maxEntities = maxEntities
    self.log = log
  }

  /// Kinds that are declared again keep their first rules.
  mutating func declare(_ entities: [any Entity.Type]) {
    for type in entities {
      let name = type.descriptor.name
      guard kinds[name] == nil, let rules = KindRules(type) else { continue }
      kinds[name] = rules
      for stored in self.entities(of: name, within: nil) {
        put(stored.path, node(stored))
        _ = claimValues(of: stored.path)
      }
    }
  }

  func entity(_ path: EntityPath) -> StoredEntity? { nodes[path]?.entity }

  func entities(of kind: String, within scope: EntityPath?) -> [StoredEntity] {
    guard let scope else { return stored(all[kind] ?? []) }
    return stored(children[scope]?[kind] ?? []) + stored(deeper[scope]?[kind] ?? [])
  }

  private func stored(_ paths: Set<EntityPath>) -> [StoredEntity] { paths.compactMap { nodes[$0]?.entity } }

  mutating func nextNumber(of sequence: String) -> Int {
    let number = (sequences[sequence] ?? 0) + 1
    sequences[sequence] = number
    return number
  }

  /// An entity with what the indices hold of it.
  func node(_ stored: StoredEntity) -> Node {
    let kind = stored.path.entity
    return Node(entity: stored, entries: kinds[kind]?.entries(of: stored.json, kind) ?? IndexEntries())
  }

  // MARK: Changing

  /// Puts a node in its place, or takes it away, and keeps children and references true. Its unique values are free
  /// until `claimValues`.
  mutating func put(_ path: EntityPath, _ node: Node?) {
    let old = nodes.removeValue(forKey: path)
    if let old { unlink(old.entries, from: path) }
    nodes[path] = node
    if let node {
      for reference in node.entries.references {
        referrers[reference.target, default: []].insert(Referrer(path: path, field: reference.field))
      }
    }
    guard (old == nil) != (node == nil) else { return }
    if node != nil { insertAmongChildren(path) } else { removeFromChildren(path) }
  }

  /// Gives an entity its unique values.
  ///
  /// - Returns: the value that another entity has; the later ones are not taken then.
  mutating func claimValues(of path: EntityPath) -> UniqueValue? {
    for value in nodes[path]?.entries.values ?? [] {
      if let owner = owners[value], owner != path { return value }
      owners[value] = path
    }
    return nil
  }

  private mutating func unlink(_ entries: IndexEntries, from path: EntityPath) {
    for value in entries.values where owners[value] == path { owners[value] = nil }
    for reference in entries.references {
      referrers[reference.target]?.remove(Referrer(path: path, field: reference.field))
      if referrers[reference.target]?.isEmpty == true { referrers[reference.target] = nil }
    }
  }

  private mutating func insertAmongChildren(_ path: EntityPath) {
    all[path.entity, default: []].insert(path)
    guard let parent = path.parent else { return }
    children[parent, default: [:]][path.entity, default: []].insert(path)
    for ancestor in parent.properAncestors { deeper[ancestor, default: [:]][path.entity, default: []].insert(path) }
  }

  private mutating func removeFromChildren(_ path: EntityPath) {
    all[path.entity]?.remove(path)
    if all[path.entity]?.isEmpty == true { all[path.entity] = nil }
    guard let parent = path.parent else { return }
    Self.remove(path, below: parent, from: &children)
    for ancestor in parent.properAncestors { Self.remove(path, below: ancestor, from: &deeper) }
  }

  private static func remove(
    _ path: EntityPath, below ancestor: EntityPath, from index: inout [EntityPath: [String: Set<EntityPath>]]
  ) {
    index[ancestor]?[path.entity]?.remove(path)
    if index[ancestor]?[path.entity]?.isEmpty == true { index[ancestor]?[path.entity] = nil }
    if index[ancestor]?.isEmpty == true { index[ancestor] = nil }
  }
}

extension EntityPath {
  /// Everything above it.
  fileprivate var properAncestors: [EntityPath] {
    segments.indices.dropFirst().map { EntityPath(Array(segments[..<$0])) }
  }
}
