import ConcordCore

extension MemoryState {
  /// What a commit has touched, so that it can be judged and undone.
  private struct Progress {
    var changes: [Change] = []
    /// In the order in which they were touched first.
    var touched: [EntityPath] = []
    var before: [EntityPath: Node?] = [:]

    mutating func note(_ path: EntityPath, _ node: Node?) {
      guard before[path] == nil else { return }
      before[path] = .some(node)
      touched.append(path)
    }
  }

  /// Applies all mutations or none.
  mutating func commit(
    _ mutations: [Mutation], _ preconditions: [Precondition], _ cause: Cause
  ) throws(ConcordError) -> Commit {
    for case .revision(let path, let revision) in preconditions where nodes[path]?.entity.revision != revision {
      throw ConcordError(.conflict, "\(path) changed since it was read; read it again and repeat the change")
    }
    var progress = Progress()
    do throws(ConcordError) {
      for mutation in mutations { try apply(mutation, offset: log.offset + 1, &progress) }
      for path in progress.touched { try judge(path, progress) }
    } catch {
      for (path, node) in progress.before { put(path, node) }
      for path in progress.touched { _ = claimValues(of: path) }
      throw error
    }
    let commit = log.append(progress.changes, cause)
    follower?(commit)
    return commit
  }

  static func missing(_ path: EntityPath) -> ConcordError { ConcordError(.notFound, "\(path) does not exist") }

  static func missing(_ reference: IndexEntries.Reference) -> ConcordError {
    ConcordError(.invalidInput, "\(reference.place): \(reference.target) does not exist", field: reference.place)
  }

  private mutating func apply(
    _ mutation: Mutation, offset: Int, _ progress: inout Progress
  ) throws(ConcordError) {
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
      replace(path, json, offset, .created(json: json), &progress)
    case .update(let path, let json):
      guard nodes[path] != nil else { throw Self.missing(path) }
      replace(path, json, offset, .updated(json: json), &progress)
    case .delete(let path, let rules):
      guard nodes[path] != nil else { throw Self.missing(path) }
      let deletion = try Deletion(of: path, rules, in: self)
      let gone = Set(deletion.order)
      for (referrer, fields) in deletion.cleared {
        guard let stored = nodes[referrer]?.entity, let kind = kinds[referrer.entity] else { continue }
        let json = try kind.clearing(fields, of: stored.json, gone: gone)
        replace(referrer, json, offset, .updated(json: json), &progress)
      }
      for path in deletion.order { replace(path, nil, offset, .deleted, &progress) }
    }
  }

  private mutating func replace(
    _ path: EntityPath, _ json: [UInt8]?, _ offset: Int, _ action: Change.Action, _ progress: inout Progress
  ) {
    let old = nodes[path]
    progress.note(path, old)
    put(path, json.map { node(StoredEntity(path: path, revision: offset, json: $0)) })
    progress.changes.append(
      Change(path: path, revision: offset, action: action, previous: old?.entity.json))
  }

  /// Whether an entity that the commit touched may be as it is now: its values are unique, and what it newly refers to
  /// exists.
  private mutating func judge(_ path: EntityPath, _ progress: Progress) throws(ConcordError) {
    guard let node = nodes[path], let kind = kinds[path.entity] else { return }
    if let taken = claimValues(of: path) {
      let field = kind.rules.unique[taken.field]
      throw ConcordError(
        .conflict, "\(field): another \(path.entity) has this value, and no two may; choose another", field: field)
    }
    let known = Set((progress.before[path] ?? nil)?.entries.references.map(\.target) ?? [])
    for reference in node.entries.references
    where nodes[reference.target] == nil && !known.contains(reference.target) {
      throw Self.missing(reference)
    }
  }
}
