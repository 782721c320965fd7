// Untyped questions to a tree, for caches and tools that serve every kind of entity.

extension EntityTree {
  /// An entity of a tree with its place and revision.
  public struct Entry: Sendable {
    public let path: EntityPath
    public let entity: any Entity
    public let revision: Int
  }

  /// What lies below a path, the entity at the path first, parents before children, by key; empty when there is none.
  public func entries(within path: EntityPath) -> [Entry] {
    guard let node = node(path) else { return [] }
    var found: [Entry] = []
    Self.list(node, path, into: &found)
    return found
  }

  /// Every entity of one kind, by path.
  ///
  /// - Parameter chain: the names of its ancestors, root first, and its own.
  public func entries(of chain: [String]) -> [Entry] {
    var found: [Entry] = []
    Self.search(roots, EntityPath([]), chain[...]) { path, node in
      found.append(Entry(path: path, entity: node.entity, revision: node.revision))
      return true
    }
    return found
  }

  /// The paths of one kind that have the given segments, at most `limit` of them. A path that skips ancestors, such as
  /// `/tenant/acme/service/api`, may have several.
  ///
  /// - Parameter chain: the names of the kind's ancestors, root first, and its own.
  public func paths(matching short: EntityPath, chain: [String], limit: Int) -> [EntityPath] {
    var found: [EntityPath] = []
    let given = Dictionary(short.segments.map { ($0.entity, $0.key) }, uniquingKeysWith: { first, _ in first })
    Self.search(roots, EntityPath([]), chain[...], given) { path, _ in
      found.append(path)
      return found.count < limit
    }
    return found
  }

  private static func list(_ node: Node, _ path: EntityPath, into found: inout [Entry]) {
    found.append(Entry(path: path, entity: node.entity, revision: node.revision))
    for kind in node.children.kinds {
      for (key, child) in node.children.sortedPairs(kind.entity) {
        list(child, path.appending(kind.entity, key), into: &found)
      }
    }
  }

  /// Walks down a chain of names, through the given keys where there are some; `visit` gives false to stop.
  @discardableResult
  private static func search(
    _ children: Children, _ path: EntityPath, _ chain: ArraySlice<String>, _ given: [String: String] = [:],
    _ visit: (EntityPath, Node) -> Bool
  ) -> Bool {
    guard let entity = chain.first else { return true }
    func step(_ key: String, _ node: Node) -> Bool {
      let here = path.appending(entity, key)
      return chain.count == 1 ? visit(here, node) : search(node.children, here, chain.dropFirst(), given, visit)
    }
    if let key = given[entity] {
      return children[.init(entity: entity, key: key)].map { step(key, $0) } ?? true
    }
    for (key, node) in children.sortedPairs(entity) where !step(key, node) { return false }
    return true
  }
}

extension EntityPath {
  /// The path one step further down.
  public func appending(_ entity: String, _ key: String) -> EntityPath {
    EntityPath(segments + [Segment(entity: entity, key: key)])
  }
}
