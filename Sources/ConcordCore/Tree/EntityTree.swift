/// All entities that a client knows, as an immutable tree: tenants, their accounts, their environments, …
///
/// A value: a change makes a new tree that shares with the old one everything but the path to the change, so its cost
/// grows with the depth of the change and not with the number of entities.
public struct EntityTree: Sendable {
  var roots = Children()
  /// How many entities the tree holds.
  public private(set) var count = 0

  public init() {}

  /// Children of one node, by entity name and then by key.
  struct Children: Sendable {
    /// Few per node, so a list. Sorted by name, so that equal trees print equally.
    var kinds: [(entity: String, nodes: PersistentMap<String, Node>)] = []

    subscript(segment: EntityPath.Segment) -> Node? {
      get { kinds.first { $0.entity == segment.entity }?.nodes[segment.key] }
      set {
        if let at = kinds.firstIndex(where: { $0.entity == segment.entity }) {
          kinds[at].nodes[segment.key] = newValue
          if kinds[at].nodes.isEmpty { kinds.remove(at: at) }
        } else if let newValue {
          var nodes = PersistentMap<String, Node>()
          nodes[segment.key] = newValue
          let at = kinds.firstIndex { $0.entity > segment.entity } ?? kinds.count
          kinds.insert((segment.entity, nodes), at: at)
        }
      }
    }

    /// Nodes of one kind, by key.
    func sorted(_ entity: String) -> [Node] { sortedPairs(entity).map(\.node) }

    /// Keys and nodes of one kind, by key.
    func sortedPairs(_ entity: String) -> [(key: String, node: Node)] {
      var found: [(key: String, node: Node)] = []
      kinds.first { $0.entity == entity }?.nodes.forEach { found.append(($0, $1)) }
      return found.sorted { $0.key < $1.key }
    }
  }

  /// One entity with what lies below it. A class so that sharing a subtree is sharing a pointer; never changed once made.
  final class Node: Sendable {
    let entity: any Entity
    let revision: Int
    let children: Children
    /// Entities in this subtree, this one included.
    let count: Int

    init(entity: any Entity, revision: Int, children: Children, count: Int) {
      self.entity = entity
      self.revision = revision
      self.children = children
      self.count = count
    }
  }

  /// The node at a path.
  func node(_ path: EntityPath) -> Node? {
    var children = roots
    var node: Node?
    for segment in path.segments {
      guard let next = children[segment] else { return nil }
      node = next
      children = next.children
    }
    return node
  }

  /// The revision of the entity at a path; nil when there is none.
  public func revision(_ path: EntityPath) -> Int? { node(path)?.revision }

  /// True when the tree holds an entity at the path.
  public func contains(_ path: EntityPath) -> Bool { node(path) != nil }

  /// The entity with this key.
  public subscript<E: Entity>(key: Key<E>) -> E? { node(key.path)?.entity as? E }

  /// The entity with this key and what lies below it.
  public func branch<E: Entity>(_ key: Key<E>) -> EntityBranch<E>? { node(key.path).flatMap(EntityBranch.init) }

  /// The roots of one kind, by key.
  public func roots<E: Entity>(_ type: E.Type) -> [EntityBranch<E>] {
    roots.sorted(E.descriptor.name).compactMap(EntityBranch.init)
  }

  /// Puts an entity at its path, keeping what lies below it.
  ///
  /// - Returns: false when its parent is not in the tree; the tree is unchanged then.
  public mutating func insert(_ entity: any Entity, revision: Int) -> Bool {
    let segments = entity.path.segments
    guard let (changed, added) = Self.inserting(entity, revision, segments[...], into: roots) else { return false }
    roots = changed
    count += added
    return true
  }

  /// Removes the entity at a path and all below it.
  ///
  /// - Returns: the paths that went, leaves first; empty when there was no such entity.
  public mutating func remove(_ path: EntityPath) -> [EntityPath] {
    guard let node = node(path) else { return [] }
    var gone: [EntityPath] = []
    Self.collect(node, path, into: &gone)
    roots = Self.removing(path.segments[...], node.count, from: roots)
    count -= node.count
    return gone
  }

  /// Calls `body` for each entity, parents before children, by key.
  public func forEach(_ body: (any Entity, _ depth: Int) -> Void) {
    func visit(_ children: Children, _ depth: Int) {
      for kind in children.kinds {
        for node in children.sorted(kind.entity) {
          body(node.entity, depth)
          visit(node.children, depth + 1)
        }
      }
    }
    visit(roots, 0)
  }

  private static func inserting(
    _ entity: any Entity, _ revision: Int, _ path: ArraySlice<EntityPath.Segment>, into children: Children
  ) -> (Children, added: Int)? {
    guard let segment = path.first else { return nil }
    var result = children
    let old = children[segment]
    if path.count == 1 {
      let added = old == nil ? 1 : 0
      result[segment] = Node(
        entity: entity, revision: revision, children: old?.children ?? Children(), count: (old?.count ?? 0) + added)
      return (result, added)
    }
    guard let old, let (below, added) = inserting(entity, revision, path.dropFirst(), into: old.children) else {
      return nil
    }
    result[segment] = Node(entity: old.entity, revision: old.revision, children: below, count: old.count + added)
    return (result, added)
  }

  private static func removing(
    _ path: ArraySlice<EntityPath.Segment>, _ removed: Int, from children: Children
  ) -> Children {
    guard let segment = path.first, let old = children[segment] else { return children }
    var result = children
    if path.count == 1 {
      result[segment] = nil
    } else {
      let below = removing(path.dropFirst(), removed, from: old.children)
      result[segment] = Node(entity: old.entity, revision: old.revision, children: below, count: old.count - removed)
    }
    return result
  }

  private static func collect(_ node: Node, _ path: EntityPath, into gone: inout [EntityPath]) {
    for kind in node.children.kinds {
      for (key, child) in node.children.sortedPairs(kind.entity) {
        collect(child, path.appending(kind.entity, key), into: &gone)
      }
    }
    gone.append(path)
  }
}
