// What values of a field have to keep: their size, length and form, and that no two are the same.
extension CompatibilityRule {
  static let ruleTightened = wire(
    "WIRE_INPUT_RULE_TIGHTENED", "What callers send keeps the rules of its field.", for: .callers
  ) { comparison in
    comparison.fields.both.filter(\.isSent).flatMap(\.ruleChanges).filter(\.tightens).map {
      Finding($0.position, "\($0.text): what callers send may be refused", "keep it until nobody sends such values")
    }
  }

  static let ruleLoosened = wire(
    "WIRE_INPUT_RULE_LOOSENED", "That callers may send more values than before is worth knowing.", .info, for: .callers
  ) { comparison in
    comparison.fields.both.filter(\.isSent).flatMap(\.ruleChanges).filter(\.loosens).map {
      Finding($0.position, "\($0.text): callers may send what was refused")
    }
  }

  static let outputRuleLoosened = wire(
    "WIRE_OUTPUT_RULE_LOOSENED", "Listeners get values within the rules that they know.", .warning, for: .listeners
  ) { comparison in
    comparison.fields.both.filter(\.new.isRead).flatMap(\.ruleChanges).filter(\.loosens).map {
      Finding($0.position, "\($0.text): listeners may get what they never got")
    }
  }

  static let storedRuleTightened = stored(
    "STORED_RULE_TIGHTENED", "What is stored keeps the rules of its field.", .warning
  ) { comparison in
    comparison.fields.both.filter(\.new.isStored).flatMap(\.ruleChanges).filter(\.tightens).map {
      Finding(
        $0.position, "\($0.text): what is stored may break it, and is refused when it is sent back",
        "look for such values first")
    }
  }

  static let uniqueAdded = wire(
    "WIRE_UNIQUE_ADDED", "A value that callers may send twice, they still may.", for: .callers
  ) {
    uniqueness($0, comes: true).filter(\.isSent).map {
      Finding(
        $0.new.field.position, "\($0.new.title) was not unique and is: who sends a value that is taken is refused",
        "leave 'unique' out")
    }
  }

  static let uniqueRemoved = wire(
    "WIRE_UNIQUE_REMOVED", "A value that named one entity still does.", .warning, for: .listeners
  ) {
    uniqueness($0, comes: false).filter(\.new.isRead).map {
      Finding(
        $0.new.field.position, "\($0.new.title) was unique and is not: who finds an entity by it may find several",
        "keep 'unique: true' if anybody does")
    }
  }

  static let storedUniqueAdded = stored("STORED_UNIQUE_ADDED", "Stored values are as different as they must be.") {
    uniqueness($0, comes: true).filter(\.new.isStored).map {
      Finding(
        $0.new.field.position, "\($0.new.title) was not unique and is: stored entities may have one value twice",
        "make the stored values different first")
    }
  }

  static let sequenceChanged = wire(
    "WIRE_SEQUENCE_CHANGED", "Generated values are made as they were.", .warning, for: .listeners
  ) { comparison in
    comparison.fields.both.filter { $0.new.isRead && $0.old.field.isSequence != $0.new.field.isSequence }.map {
      let words = $0.new.field.isSequence ? ("not counted", "counted") : ("counted", "not counted")
      return Finding(
        $0.new.field.position, "values of \($0.new.title) were \(words.0) up by the store and are \(words.1)",
        "keep it if anybody relies on their form or order")
    }
  }

  static let storedSequenceAdded = stored(
    "STORED_SEQUENCE_ADDED", "A store that counts goes on from what is stored.", .warning
  ) { comparison in
    comparison.fields.both.filter { $0.new.isStored && !$0.old.field.isSequence && $0.new.field.isSequence }.map {
      Finding(
        $0.new.field.position,
        "values of \($0.new.title) were not counted up by the store and are: stored values may be met again",
        "make sure that the count begins above them")
    }
  }

  private static func uniqueness(_ comparison: Comparison, comes: Bool) -> [Pair<FieldSide>] {
    comparison.fields.both.filter { $0.old.field.isUnique != comes && $0.new.field.isUnique == comes }
  }
}
