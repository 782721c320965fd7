import ConcordCore

/// What a connection wants to hear of; what it may hear of is another question.
struct Interests: Sendable, Equatable {
  var everything = false
  /// Kinds of entities, by name.
  var kinds: Set<String> = []
  /// Entities, each with what lies below it.
  var paths: Set<EntityPath> = []
  /// True where paths mean the entities alone.
  var alone = false

  static let all = Interests(everything: true)

  var isEmpty: Bool { !everything && kinds.isEmpty && paths.isEmpty }
  /// How many things it names.
  var count: Int { kinds.count + paths.count }

  /// About how much memory they hold.
  var bytes: Int {
    kinds.reduce(0) { $0 + $1.utf8.count }
      + paths.reduce(0) { $0 + $1.segments.reduce(0) { $0 + 64 + $1.key.utf8.count } }
  }

  /// True when news of this kind, about this entity if it is about one, is wanted.
  func cover(_ kind: String, _ path: EntityPath?) -> Bool {
    if everything || kinds.contains(kind) { return true }
    guard !paths.isEmpty, let path else { return false }
    if alone { return paths.contains(path) }
    return path.lineage.contains { paths.contains($0) }
  }

  /// The paths that no other covers, in the order of their texts.
  var distinctPaths: [EntityPath] {
    let distinct = paths.filter { alone || !$0.lineage.dropLast().contains(where: paths.contains) }
    return distinct.sorted { $0.description < $1.description }
  }

  mutating func formUnion(_ other: Interests) {
    everything = everything || other.everything
    alone = alone || other.alone
    kinds.formUnion(other.kinds)
    paths.formUnion(other.paths)
  }

  func union(_ other: Interests) -> Interests {
    var all = self
    all.formUnion(other)
    return all
  }

  mutating func subtract(_ other: Interests) {
    kinds.subtract(other.kinds)
    paths.subtract(other.paths)
  }
}

extension EntityPath {
  /// The path and those above it, the root first.
  var lineage: [EntityPath] { segments.indices.map { EntityPath(Array(segments[...$0])) } }
}
