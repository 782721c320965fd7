// The reactive part of entities: what of them is followed, under which name, and who keeps it.
extension CompatibilityRule {
  static let stateRemoved = wire(
    "WIRE_STATE_REMOVED", "An entity whose changes are told keeps telling them.", for: .listeners
  ) { comparison in
    comparison.entities.both.compactMap { pair in
      guard let old = pair.old.reactive, pair.new.reactive == nil else { return nil }
      return Finding(
        pair.new.position, "the changes of '\(pair.new.name)' were told as '\(old.kind)' and are not any more",
        "keep 'state: [\(old.state.map(\.value).joined(separator: ", "))]'")
    }
  }

  static let stateAdded = wire(
    "WIRE_STATE_ADDED", "That the changes of an entity are now told is worth knowing.", .info, for: .listeners
  ) { comparison in
    comparison.entities.both.compactMap { pair in
      guard let new = pair.new.reactive, pair.old.reactive == nil else { return nil }
      return Finding(new.position, "the changes of '\(pair.new.name)' are now told as '\(new.kind)'")
    }
  }

  static let stateKindChanged = wire(
    "WIRE_STATE_KIND_CHANGED", "Changes are told of the kind that they were.", for: .listeners
  ) {
    reactive($0).filter { $0.old.state.kind != $0.new.state.kind }.map {
      Finding(
        $0.new.state.position,
        "the changes of '\($0.new.entity.name)' were told as '\($0.old.state.kind)' and are as '\($0.new.state.kind)'",
        "keep 'kind: \($0.old.state.kind)'")
    }
  }

  static let storedStateKindChanged = stored(
    "STORED_STATE_KIND_CHANGED", "Changes that are kept are found under the kind that they have."
  ) {
    reactive($0).filter { $0.old.state.kind != $0.new.state.kind }.map {
      Finding(
        $0.new.state.position,
        "changes of '\($0.new.entity.name)' are kept as '\($0.old.state.kind)' and looked for as "
          + "'\($0.new.state.kind)'", "keep 'kind: \($0.old.state.kind)'")
    }
  }

  static let stateFieldRemoved = wire(
    "WIRE_STATE_FIELD_REMOVED", "A field whose changes are told stays so.", for: .listeners
  ) {
    stateFields($0).removed.map { lone in
      .gone(
        lone, lone.element.position,
        "'\(lone.element.value)' is no part of the state any more: nobody is told when it changes",
        "keep it in 'state:'")
    }
  }

  static let stateFieldAdded = wire(
    "WIRE_STATE_FIELD_ADDED", "That the changes of a field are now told is worth knowing.", .info, for: .listeners
  ) {
    stateFields($0).added.map {
      Finding($0.element.position, "'\($0.element.value)' is now part of the state: its changes are told")
    }
  }

  static let storedStateFieldTypeChanged = stored(
    "STORED_STATE_FIELD_TYPE_CHANGED", "Changes that are kept of another's entities can be read."
  ) { comparison in
    comparison.entities.both.filter { !$0.old.isStored && !$0.new.isStored }.flatMap { entity -> [Finding] in
      let fields = Matched(entity.old.stateFields, entity.new.stateFields, entity.types, by: \.name)
      return fields.both.filter {
        !entity.types.reading.understands($0.new.type, $0.old.type)
      }.map {
        let (old, new) = (entity.types.old.text($0.old.type), entity.types.new.text($0.new.type))
        return Finding(
          $0.new.position, "changes of '\($0.new.name)' of '\(entity.new.name)' are kept as \(old) and read as \(new)",
          "keep the type, or add a field of another name")
      }
    }
  }

  static let storedStateSourceChanged = stored(
    "STORED_STATE_SOURCE_CHANGED", "What is stored is where it is looked for."
  ) {
    sources($0).map {
      let words =
        $0.new.state.source == .plugin
        ? "are in Concord's store and are looked for in your own tables"
        : "are in your own tables and are looked for in Concord's store"
      return Finding(
        $0.new.state.position, "stored '\($0.new.entity.name)' \(words)",
        "keep 'source: \($0.old.state.source.rawValue)', or move them first")
    }
  }

  static let stateSourceChanged = source(
    "SOURCE_STATE_SOURCE_CHANGED", "Who reads an entity's state goes on reading it."
  ) {
    sources($0).map {
      Finding(
        $0.new.state.position,
        $0.new.state.source == .plugin
          ? "the state of '\($0.new.entity.name)' was read from Concord's store and is to be read by your code"
          : "the state of '\($0.new.entity.name)' was read by your code and is read from Concord's store",
        "keep 'source: \($0.old.state.source.rawValue)'")
    }
  }

  /// An entity with the reactive part that both versions have.
  struct ReactiveSide: Sendable {
    var entity: EntityModel
    var state: ReactiveModel
  }

  /// The entities that are reactive in both versions.
  static func reactive(_ comparison: Comparison) -> [Pair<ReactiveSide>] {
    comparison.entities.both.compactMap { pair in
      guard let old = pair.old.reactive, let new = pair.new.reactive else { return nil }
      return Pair(
        old: ReactiveSide(entity: pair.old, state: old), new: ReactiveSide(entity: pair.new, state: new),
        types: pair.types)
    }
  }

  private static func sources(_ comparison: Comparison) -> [Pair<ReactiveSide>] {
    reactive(comparison).filter { $0.old.state.source != $0.new.state.source }
  }

  private static func stateFields(_ comparison: Comparison) -> Matched<DeploymentModel.Placed<String>> {
    var fields = Matched<DeploymentModel.Placed<String>>()
    for pair in reactive(comparison) {
      fields.add(
        Matched(pair.old.state.state, pair.new.state.state, pair.types, home: pair.new.state.position, by: \.value))
    }
    return fields
  }
}
