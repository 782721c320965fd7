// What can be asked for, and under which topic.
extension CompatibilityRule {
  static let operationRemoved = wire("WIRE_OPERATION_REMOVED", "An operation stays.", for: .callers) { comparison in
    comparison.operations.removed.map { lone in
      .gone(
        lone, lone.element.position,
        "the operation '\(lone.element.name)' is gone: nothing answers \(lone.element.topic)",
        lone.renamed({ $0.name }, fits: { $0.kind == $1.kind }) ?? "keep it until nobody calls it")
    }
  }

  static let operationAdded = wire(
    "WIRE_OPERATION_ADDED", "A new operation hurts nobody and is worth knowing.", .info, for: .callers
  ) { comparison in
    comparison.operations.added.map {
      Finding($0.element.position, "the operation '\($0.element.name)' is new: \($0.element.topic)")
    }
  }

  static let topicChanged = wire("WIRE_TOPIC_CHANGED", "An operation keeps its topic.", for: .callers) { comparison in
    comparison.operations.both.filter { $0.old.topic != $0.new.topic && !followsPlural($0) }.map {
      Finding(
        $0.new.position, "the topic of '\($0.new.name)' was \($0.old.topic) and is \($0.new.topic)",
        "keep it with 'topic: \($0.old.localTopic)'")
    }
  }

  static let pluralChanged = wire(
    "WIRE_PLURAL_CHANGED", "An entity keeps its plural, which names its list.", for: .callers
  ) { comparison in
    comparison.operations.both.filter(followsPlural).compactMap { pair in
      guard let old = plural(pair.old, pair.types.old), let new = plural(pair.new, pair.types.new) else { return nil }
      return Finding(
        pair.new.position,
        "the plural was '\(old)' and is '\(new)', so the topic of 'list' was \(pair.old.topic) and is "
          + pair.new.topic, "keep 'plural: \(old)'")
    }
  }

  static let inputChanged = wire("WIRE_INPUT_CHANGED", "An operation takes what it took.", for: .callers) {
    comparison in
    comparison.operations.both.filter { !$0.isMultipart && !$0.types.isReadable($0.old, $0.new) }.map {
      let (old, new) = ($0.types.old.text($0.old.input), $0.types.new.text($0.new.input))
      return Finding(
        $0.new.position, "the input of '\($0.new.name)' was \(old) and is \(new)",
        "keep it, or add an operation that takes the new one")
    }
  }

  static let outputChanged = wire("WIRE_OUTPUT_CHANGED", "An operation answers what it answered.", for: .listeners) {
    comparison in
    comparison.operations.both.filter { !$0.types.isHeard($0.old, $0.new) }.map {
      let (old, new) = ($0.types.old.text($0.old.output), $0.types.new.text($0.new.output))
      return Finding(
        $0.new.position, "the output of '\($0.new.name)' was \(old) and is \(new)",
        "keep it, or add an operation that answers the new one")
    }
  }

  /// Whether the topic of a list changed with the plural alone, which is then what is told.
  private static func followsPlural(_ pair: Pair<OperationModel>) -> Bool {
    guard pair.old.kind == .list, pair.new.kind == .list, pair.old.topic != pair.new.topic else { return false }
    return plural(pair.old, pair.types.old) != plural(pair.new, pair.types.new)
  }

  private static func plural(_ list: OperationModel, _ package: ContractPackage) -> String? {
    package.entity(named: String(list.topic.prefix { $0 != ":" }))?.plural
  }
}

extension Pair<OperationModel> {
  /// Whether one version takes the input in parts, of which the rules about HTTP tell.
  fileprivate var isMultipart: Bool { [old, new].contains { $0.http?.parts.isEmpty == false } }
}

extension OperationModel {
  /// The part of the topic behind the colon, which `topic:` gives.
  fileprivate var localTopic: Substring { topic.drop { $0 != ":" }.dropFirst() }
}
