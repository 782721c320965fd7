import ConcordCore

/// What a memory store holds, and the rules of a commit. A plain value: the store adds the lock.
struct MemoryState: Sendable {
  private struct Node: Sendable {
    var entity: StoredEntity
    /// Children by entity name.
    var children: [String: Set<EntityPath>] = [:]
  }

  let maxEntities: Int
  var log: ChangeLog
  var follower: (@Sendable (Commit) -> Void)?
  private var nodes: [EntityPath: Node] = [:]
  private var roots: [String: Set<EntityPath>] = [:]

  init(maxEntities: Int, log: ChangeLog) {
    self.maxEntities = maxEntities
    self.log = log
  }

  func entity(_ path: EntityPath) -> StoredEntity? { nodes[path]?.entity }

  func entities(of kind: String, within scope: EntityPath?) -> [StoredEntity] {
    var found: [StoredEntity] = []
    func visit(_ children: [String: Set<EntityPath>]) {
      // An entity never lies below another of its own kind, so the search stops where it found some.
      if let matches = children[kind] {
        for path in matches { if let node = nodes[path] { found.append(node.entity) } }
        return
      }
      for paths in children.values { for path in paths { if let node = nodes[path] { visit(node.children) } } }
    }
    if let scope { visit(nodes[scope]?.children ?? [:]) } else { visit(roots) }
    return found
  }

  /// Applies all mutations or none.
  mutating func commit(
    _ mutations: [Mutation], _ preconditions: [Precondition], _ cause: Cause
  ) throws(ConcordError) -> Commit {
    for case .revision(let path, let revision) in preconditions where nodes[path]?.entity.revision != revision {
      throw ConcordError(.conflict, "\(path) changed since it was read; read it again and repeat the change")
    }
    // Mutations are applied to a copy of what they touch only if all of them can be: the old nodes are kept to undo.
    var undo: [(EntityPath, Node?)] = []
    var changes: [Change] = []
    do throws(ConcordError) {
      for mutation in mutations { changes += try apply(mutation, offset: log.offset + 1, &undo) }
    } catch {
      for (path, node) in undo.reversed() { restore(path, node) }
      throw error
    }
    let commit = log.append(changes, cause)
    follower?(commit)
    return commit
  }

  private mutating func apply(
    _ mutation: Mutation, offset: Int, _ undo: inout [(EntityPath, Node?)]
  ) throws(ConcordError) -> [Change] {
    switch mutation {
    case .insert(let path, let json):
      guard nodes[path] == nil else {
        throw ConcordError(.alreadyExists, "\(path) exists; update it, or choose another key")
      }
      if let parent = path.parent, nodes[parent] == nil {
        throw ConcordError(.notFound, "\(parent) does not exist; create it before what belongs below it")
      }
      guard nodes.count < maxEntities else {
        throw ConcordError(.overloaded, "the store holds its limit of \(maxEntities) entities")
      }
      undo.append((path, nil))
      restore(path, Node(entity: StoredEntity(path: path, revision: offset, json: json)))
      return [Change(path: path, revision: offset, action: .created(json: json))]
    case .update(let path, let json):
      guard let node = nodes[path] else { throw Self.missing(path) }
      undo.append((path, node))
      nodes[path]?.entity = StoredEntity(path: path, revision: offset, json: json)
      return [Change(path: path, revision: offset, action: .updated(json: json), previous: node.entity.json)]
    case .delete(let path, let rules):
      guard nodes[path] != nil else { throw Self.missing(path) }
      let gone = try leavesFirst(path, rules)
      return gone.map { path in
        let node = nodes[path]
        undo.append((path, node))
        restore(path, nil)
        return Change(path: path, revision: offset, action: .deleted, previous: node?.entity.json)
      }
    }
  }

  static func missing(_ path: EntityPath) -> ConcordError { ConcordError(.notFound, "\(path) does not exist") }

  /// Everything that goes with a deleted entity, leaves first.
  private func leavesFirst(_ path: EntityPath, _ rules: [String: ParentDeletion]) throws(ConcordError) -> [EntityPath] {
    var gone: [EntityPath] = []
    for (kind, paths) in (nodes[path]?.children ?? [:]).sorted(by: { $0.key < $1.key }) where !paths.isEmpty {
      guard rules[kind] == .cascade else {
        throw ConcordError(
          .restricted, "\(path) has \(paths.count) of kind '\(kind)' below it; delete those first")
      }
      for child in paths.sorted(by: { $0.description < $1.description }) { gone += try leavesFirst(child, rules) }
    }
    gone.append(path)
    return gone
  }

  /// Puts a node in its place, or takes it away, and keeps its parent's list of children true.
  private mutating func restore(_ path: EntityPath, _ node: Node?) {
    nodes[path] = node
    let kind = path.entity
    if let parent = path.parent {
      if node != nil {
        nodes[parent]?.children[kind, default: []].insert(path)
      } else {
        nodes[parent]?.children[kind]?.remove(path)
        if nodes[parent]?.children[kind]?.isEmpty == true { nodes[parent]?.children[kind] = nil }
      }
    } else if node != nil {
      roots[kind, default: []].insert(path)
    } else {
      roots[kind]?.remove(path)
    }
  }
}
