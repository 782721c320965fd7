// Values of enumerations, and what kind of type a type is.
extension CompatibilityRule {
  static let inputValueRemoved = wire(
    "WIRE_INPUT_ENUM_VALUE_REMOVED", "A value that callers send is taken.", for: .callers
  ) { comparison in
    comparison.cases.removed.filter(\.element.isSent).map {
      .gone(
        $0, $0.element.value.position,
        "\($0.element.title) is gone: who sends \($0.element.value.wireValue) is refused",
        valueHint($0) ?? "keep it until nobody sends it")
    }
  }

  static let inputValueAdded = wire(
    "WIRE_INPUT_ENUM_VALUE_ADDED", "A value that callers may now send is worth knowing.", .info, for: .callers
  ) { comparison in
    comparison.cases.added.filter(\.element.isSent).map {
      Finding($0.element.value.position, "\($0.element.title) is new: callers may send \($0.element.value.wireValue)")
    }
  }

  static let outputValueRemoved = wire(
    "WIRE_OUTPUT_ENUM_VALUE_REMOVED", "A value that listeners wait for still comes.", .warning, for: .listeners
  ) { comparison in
    comparison.cases.removed.filter(\.element.isRead).map {
      .gone(
        $0, $0.element.value.position,
        "\($0.element.title) is gone: who waits for \($0.element.value.wireValue) waits in vain",
        valueHint($0))
    }
  }

  static let outputValueAdded = wire(
    "WIRE_OUTPUT_ENUM_VALUE_ADDED", "Listeners know every value.", .warning, for: .listeners
  ) { comparison in
    comparison.cases.added.filter(\.element.isRead).map {
      Finding(
        $0.element.value.position,
        "\($0.element.title) is new: listeners keep \($0.element.value.wireValue) as a value that they do not know")
    }
  }

  static let valueChanged = wire(
    "WIRE_ENUM_VALUE_CHANGED", "A name keeps its wire value.", for: .callers, .listeners
  ) { comparison in
    comparison.cases.both.filter {
      ($0.new.isSent || $0.new.isRead) && $0.old.value.wireValue != $0.new.value.wireValue
    }.map {
      Finding(
        $0.new.value.position,
        "\($0.new.title) was \($0.old.value.wireValue) on the wire and is \($0.new.value.wireValue)",
        "keep \($0.old.value.wireValue)")
    }
  }

  static let typeShapeChanged = wire(
    "WIRE_TYPE_SHAPE_CHANGED", "A record stays a record, an enumeration one, and a union one.", for: .callers,
    .listeners
  ) { shapeChanges($0, uses: [.input, .output]) { "the \($0) was \($1) and is \($2)" } }

  static let storedTypeShapeChanged = stored("STORED_TYPE_SHAPE_CHANGED", "Stored values are of the kind that is read.")
  {
    shapeChanges($0, uses: [.stored]) { "stored values of the \($0) are \($1) and read as \($2)" }
  }

  static let storedValueRemoved = stored("STORED_ENUM_VALUE_REMOVED", "Stored values are known.") { comparison in
    comparison.cases.removed.filter(\.element.isStored).map {
      .gone(
        $0, $0.element.value.position,
        "\($0.element.title) is gone: stored \($0.element.value.wireValue) is read as an unknown value",
        valueHint($0) ?? "keep it, or change the stored values first")
    }
  }

  static let storedValueChanged = stored("STORED_ENUM_VALUE_CHANGED", "Stored values mean what they meant.") {
    comparison in
    comparison.cases.both.filter { $0.new.isStored && $0.old.value.wireValue != $0.new.value.wireValue }.map {
      Finding(
        $0.new.value.position,
        "\($0.new.title) is stored as \($0.old.value.wireValue) and read as \($0.new.value.wireValue)",
        "keep \($0.old.value.wireValue)")
    }
  }

  static func valueHint(_ lone: Lone<CaseSide>) -> String? {
    lone.renamed({ $0.value.name }, fits: { _, _ in true })
  }

  private static func shapeChanges(
    _ comparison: Comparison, uses: Set<Use>, _ message: (_ type: String, _ old: String, _ new: String) -> String
  ) -> [Finding] {
    comparison.types.both.filter { pair in
      guard pair.old.kind != pair.new.kind else { return false }
      let used = TypeUses(pair.types.old).types[pair.old.id, default: []]
        .intersection(TypeUses(pair.types.new).types[pair.new.id, default: []])
      return !used.isDisjoint(with: uses)
    }.map {
      Finding($0.new.position, message($0.new.title, $0.old.kind, $0.new.kind), "give the new one another name")
    }
  }
}
