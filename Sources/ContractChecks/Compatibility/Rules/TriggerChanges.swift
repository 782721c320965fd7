// Events that follow changes of state, and what they carry.
extension CompatibilityRule {
  static let triggerRemoved = wire("WIRE_TRIGGER_REMOVED", "A trigger still sets off its event.", for: .listeners) {
    triggers($0).removed.map { lone in
      .gone(
        lone, lone.element.position, "nothing sets off '\(lone.element.event)' any more",
        "keep '\(lone.element.change.rawValue): \(lone.element.event)'")
    }
  }

  static let triggerAdded = wire(
    "WIRE_TRIGGER_ADDED", "A new trigger hurts nobody and is worth knowing.", .info, for: .listeners
  ) {
    triggers($0).added.map {
      Finding(
        $0.element.position, "'\($0.element.event)' is new, set off when an entity is \($0.element.change.rawValue)")
    }
  }

  static let triggerChanged = wire(
    "WIRE_TRIGGER_CHANGED", "A change sets off the event that it set off.", for: .listeners
  ) {
    triggers($0).both.filter { $0.old.event != $0.new.event || $0.old.change != $0.new.change }.map {
      let (old, new) = ($0.old, $0.new)
      return Finding(
        new.position,
        old.event == new.event
          ? "'\(new.event)' was set off when an entity is \(old.change.rawValue), and is when it is \(new.change.rawValue)"
          : "an entity that is \(new.change.rawValue) set off '\(old.event)' and sets off '\(new.event)'",
        "keep '\(old.change.rawValue): \(old.event)'")
    }
  }

  static let triggerPayloadChanged = wire(
    "WIRE_TRIGGER_PAYLOAD_CHANGED", "The payload of triggers stays the contract's, or the general one.", for: .listeners
  ) {
    reactive($0).filter {
      !$0.new.state.triggers.isEmpty && $0.old.state.payload.isEmpty != $0.new.state.payload.isEmpty
    }
    .map {
      let words =
        $0.new.state.payload.isEmpty ? ("written here", "the general one") : ("the general one", "written here")
      return Finding(
        $0.new.state.position,
        "the payload of the triggers of '\($0.new.entity.name)' was \(words.0) and is \(words.1)",
        $0.new.state.payload.isEmpty ? "keep 'payload:'" : "leave 'payload:' out, or give the events other names")
    }
  }

  static let triggerMemberRemoved = wire(
    "WIRE_TRIGGER_MEMBER_REMOVED", "What listeners read in a trigger's payload is there.", for: .listeners
  ) {
    members($0).removed.map { lone in
      .gone(
        lone, lone.element.position, "'\(lone.element.field.name)' of the triggers' payload is gone",
        lone.renamed({ $0.field.name }, fits: { $0.field.source == $1.field.source })
          ?? "keep it until nobody reads it")
    }
  }

  static let triggerMemberAdded = wire(
    "WIRE_TRIGGER_MEMBER_ADDED", "What listeners may now read in a trigger's payload is worth knowing.", .info,
    for: .listeners
  ) {
    members($0).added.map {
      Finding($0.element.position, "'\($0.element.field.name)' of the triggers' payload is new")
    }
  }

  static let triggerMemberOptional = wire(
    "WIRE_TRIGGER_MEMBER_OPTIONAL", "What listeners always got in a trigger's payload, they always get.",
    for: .listeners
  ) {
    members($0).both.filter { !$0.old.field.isOptional && $0.new.field.isOptional }.map {
      Finding(
        $0.new.position,
        "'\($0.new.field.name)' of the triggers' payload was always there and is absent where there is no next state",
        "leave the '?' out")
    }
  }

  static let triggerMemberChanged = wire(
    "WIRE_TRIGGER_MEMBER_CHANGED", "A member of a trigger's payload means what it meant.", for: .listeners
  ) {
    members($0).both.filter { $0.old.field.source != $0.new.field.source }.map {
      Finding(
        $0.new.position,
        "'\($0.new.field.name)' of the triggers' payload was \($0.old.source) and is \($0.new.source)",
        "keep it, or add a member of another name")
    }
  }

  private struct Member: Sendable {
    var field: ReactiveModel.PayloadField
    var position: SourcePosition { field.position }

    /// `the field 'name'`
    var source: String {
      switch field.source {
      case .field(let name): "the field '\(name)'"
      case .changedFields: "the names of the fields that changed"
      }
    }
  }

  private static func triggers(_ comparison: Comparison) -> Matched<ReactiveModel.Trigger> {
    var triggers = Matched<ReactiveModel.Trigger>()
    for pair in reactive(comparison) {
      triggers.add(
        Matched(
          pair.old.state.triggers, pair.new.state.triggers, pair.types, home: pair.new.state.position,
          by: { "\($0.change) \($0.event)" }, { $0.event }, { $0.change.rawValue }))
    }
    return triggers
  }

  private static func members(_ comparison: Comparison) -> Matched<Member> {
    var members = Matched<Member>()
    for pair in reactive(comparison) where !pair.old.state.payload.isEmpty && !pair.new.state.payload.isEmpty {
      members.add(
        Matched(
          pair.old.state.payload.map { Member(field: $0) }, pair.new.state.payload.map { Member(field: $0) },
          pair.types, home: pair.new.state.position, by: \.field.name))
    }
    return members
  }
}
