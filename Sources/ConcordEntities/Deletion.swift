import ConcordCore

/// What goes with an entity that is deleted: what lies below it, and what refers to any of that, as the contracts say.
///
/// Cycles end, because nothing is looked at twice. Whatever protects itself does so against the deletion as a whole: who
/// goes with it protects nothing.
struct Deletion {
  /// Everything that goes, leaves first.
  private(set) var order: [EntityPath] = []
  /// The entities that lose references, by path, with the indices of the fields.
  private(set) var cleared: [(path: EntityPath, fields: Set<Int>)] = []

  /// - Throws: `RESTRICTED` when something that stays protects what would go.
  init(of path: EntityPath, _ rules: [String: ParentDeletion], in state: MemoryState) throws(ConcordError) {
    var gone: Set<EntityPath> = [path]
    var protected: [(entity: EntityPath, by: EntityPath, field: String?)] = []
    var losing: [EntityPath: Set<Int>] = [:]
    // A stack of its own: references may chain as many entities as there are.
    var stack: [(path: EntityPath, isDone: Bool)] = [(path, false)]
    var isReferenced = false
    while let (path, isDone) = stack.popLast() {
      if isDone {
        order.append(path)
        continue
      }
      stack.append((path, true))
      var next: [EntityPath] = []
      for (kind, paths) in (state.children[path] ?? [:]).sorted(by: { $0.key < $1.key }) {
        for child in paths.sorted(by: { $0.description < $1.description }) {
          if rules[kind] == .cascade { next.append(child) } else { protected.append((path, child, nil)) }
        }
      }
      for referrer in state.referrers[path]?.sorted(by: { $0.path.description < $1.path.description }) ?? [] {
        guard let rule = state.kinds[referrer.path.entity]?.rules.references[referrer.field] else { continue }
        switch rule.onDelete {
        case .cascade:
          next.append(referrer.path)
          isReferenced = true
        case .clear: losing[referrer.path, default: []].insert(referrer.field)
        case .restrict: protected.append((path, referrer.path, rule.field))
        }
      }
      for path in next.reversed() where gone.insert(path).inserted { stack.append((path, false)) }
    }
    let staying = protected.filter { !gone.contains($0.by) }
    if let first = staying.first { throw Self.refusal(first, staying) }
    // A reference may have brought in a parent while its child was under way.
    if isReferenced {
      order = order.enumerated().sorted {
        (-$0.element.segments.count, $0.offset) < (-$1.element.segments.count, $1.offset)
      }.map(\.element)
    }
    cleared = losing.filter { !gone.contains($0.key) }.map { (path: $0.key, fields: $0.value) }
      .sorted { $0.path.description < $1.path.description }
  }

  private static func refusal(
    _ first: (entity: EntityPath, by: EntityPath, field: String?),
    _ all: [(entity: EntityPath, by: EntityPath, field: String?)]
  ) -> ConcordError {
    let kind = first.by.entity
    let count = Set(
      all.filter { $0.entity == first.entity && $0.by.entity == kind && $0.field == first.field }.map(\.by)
    )
    .count
    guard let field = first.field else {
      return ConcordError(
        .restricted, "\(first.entity) has \(count) of kind '\(kind)' below it; delete those first")
    }
    return ConcordError(
      .restricted, "\(first.entity) is what '\(field)' of \(count) of kind '\(kind)' refers to; change those first")
  }
}
