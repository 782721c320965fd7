// Keys and the place in the tree.
extension CompatibilityRule {
  static let keyChanged = wire("WIRE_KEY_CHANGED", "An entity keeps its key.", for: .callers, .listeners) {
    keyChanges($0) { "the key of '\($0)' was '\($1)' and is '\($2)', so requests and paths name it by another field" }
  }

  static let storedKeyChanged = stored("STORED_KEY_CHANGED", "Stored entities are found by the key that they have.") {
    keyChanges($0) { "stored '\($0)' have the key '\($1)' and are looked for by '\($2)'" }
  }

  static let keyTypeChanged = wire(
    "WIRE_KEY_TYPE_CHANGED", "A key keeps its type.", for: .callers, .listeners
  ) { keyTypeChanges($0) { "the key \($0)" } }

  static let storedKeyTypeChanged = stored("STORED_KEY_TYPE_CHANGED", "Stored keys can be read.") {
    keyTypeChanges($0) { "the stored key \($0)" }
  }

  static let parentChanged = wire(
    "WIRE_PARENT_CHANGED", "An entity keeps its place in the tree.", for: .callers, .listeners
  ) {
    parentChanges($0) { "'\($0)' was below \($1) and is below \($2), so its payloads and paths have other keys" }
  }

  static let storedParentChanged = stored("STORED_PARENT_CHANGED", "Stored entities stay where they are in the tree.") {
    parentChanges($0) { "stored '\($0)' are below \($1) and are looked for below \($2)" }
  }

  static let deletionRestricted = wire(
    "WIRE_ON_DELETE_RESTRICTED", "A parent that could be deleted still can be.", for: .callers
  ) {
    deletionChanges($0, to: .restrict) {
      Finding(
        $0.position,
        "'onDelete' of '\($0.name)' was cascade and is restrict: deleting a parent with children is refused",
        "keep 'onDelete: cascade'")
    }
  }

  static let storedDeletionCascades = stored(
    "STORED_ON_DELETE_CASCADES", "Children that outlived attempts to delete their parent still do.", .warning
  ) {
    deletionChanges($0, to: .cascade) {
      Finding(
        $0.position, "'onDelete' of '\($0.name)' was restrict and is cascade: stored children go with their parent",
        "keep 'onDelete: restrict' if they are of use without it")
    }
  }

  private static func keyChanges(
    _ comparison: Comparison, _ message: (_ entity: String, _ old: String, _ new: String) -> String
  ) -> [Finding] {
    comparison.entities.both.filter { $0.old.key.name != $0.new.key.name }.map {
      Finding(
        $0.new.key.position, message($0.new.name, $0.old.key.name, $0.new.key.name),
        "keep 'key: \($0.old.key.name)', or make it an entity of another name")
    }
  }

  private static func keyTypeChanges(_ comparison: Comparison, _ subject: (String) -> String) -> [Finding] {
    comparison.entities.both.filter {
      $0.old.key.name == $0.new.key.name && !$0.types.isSame($0.old.key.type, $0.new.key.type)
    }.map {
      let (old, new) = ($0.types.old.text($0.old.key.type), $0.types.new.text($0.new.key.type))
      return Finding(
        $0.new.key.position, subject("'\($0.new.key.name)' of '\($0.new.name)' was \(old) and is \(new)"),
        "keep the type \(old)")
    }
  }

  private static func parentChanges(
    _ comparison: Comparison, _ message: (_ entity: String, _ old: String, _ new: String) -> String
  ) -> [Finding] {
    comparison.entities.both.filter { $0.old.parent != $0.new.parent }.map {
      let old = $0.old.parent.map { "'\($0)'" } ?? "the root"
      let new = $0.new.parent.map { "'\($0)'" } ?? "the root"
      return Finding(
        $0.new.position, message($0.new.name, old, new), "leave it where it was, or make it an entity of another name")
    }
  }

  private static func deletionChanges(
    _ comparison: Comparison, to deletion: EntityModel.ParentDeletion, _ finding: (EntityModel) -> Finding
  ) -> [Finding] {
    comparison.entities.both.filter {
      $0.old.onParentDelete != deletion && $0.new.onParentDelete == deletion && $0.old.parent != nil
        && $0.new.parent != nil
    }.map { finding($0.new) }
  }
}
