// Fields that listeners read.
extension CompatibilityRule {
  static let outputFieldRemoved = wire(
    "WIRE_OUTPUT_FIELD_REMOVED", "What listeners read is there.", for: .listeners
  ) { comparison in
    comparison.fields.removed.filter { $0.element.isRead && !$0.element.isKey }.map {
      .gone(
        $0, $0.element.field.position, "the output field \($0.element.title) is gone",
        fieldHint($0) ?? "keep it until nobody reads it")
    }
  }

  static let outputFieldAdded = wire(
    "WIRE_OUTPUT_FIELD_ADDED", "What listeners may now read is worth knowing.", .info, for: .listeners
  ) { comparison in
    comparison.fields.added.map(\.element).filter { $0.isRead && !$0.isKey }.map {
      Finding($0.field.position, "the output field \($0.title) is new")
    }
  }

  static let outputFieldOptional = wire(
    "WIRE_OUTPUT_FIELD_OPTIONAL", "What listeners always got, they always get.", for: .listeners
  ) { comparison in
    comparison.fields.both.filter { $0.new.isRead && $0.old.field.isRequired && $0.new.field.isOptional }.map {
      Finding(
        $0.new.field.position, "the output field \($0.change)", "leave the '?' out, or add a field of another name")
    }
  }

  static let outputFieldTypeChanged = wire(
    "WIRE_OUTPUT_FIELD_TYPE_CHANGED", "What listeners read is understood.", for: .listeners
  ) { comparison in
    comparison.fields.both.filter { $0.new.isRead && !$0.isKey && !$0.isHeard }.map {
      Finding($0.new.field.position, "the output field \($0.change)", "keep the type, or add a field of another name")
    }
  }

  static let outputFieldTypeNarrowed = wire(
    "WIRE_OUTPUT_FIELD_TYPE_NARROWED", "That listeners get less than before is worth knowing.", .info, for: .listeners
  ) { comparison in
    comparison.fields.both.filter { $0.new.isRead && !$0.isKey && !$0.isSameType && $0.isHeard }.map {
      Finding($0.new.field.position, "the output field \($0.change), which listeners understand")
    }
  }

  static let nullsChanged = wire(
    "WIRE_NULLS_CHANGED", "What is not there is written as it was.", .warning, for: .listeners
  ) { comparison in
    comparison.fields.both.filter { $0.new.isRead && $0.old.field.writesNull != $0.new.field.writesNull }.map {
      let words = $0.new.field.writesNull ? ("left out", "written as null") : ("written as null", "left out")
      return Finding(
        $0.new.field.position, "\($0.new.title) without a value was \(words.0) and is \(words.1)",
        "keep it if listeners tell null from absent")
    }
  }

  static let idPrefixChanged = wire(
    "WIRE_ID_PREFIX_CHANGED", "Generated ids begin as they did.", .warning, for: .listeners
  ) { comparison in
    comparison.fields.both.filter { $0.new.isUsed && $0.old.field.idPrefix != $0.new.field.idPrefix }.map { pair in
      func text(_ side: FieldSide) -> String { side.field.idPrefix.map { "with '\($0)_'" } ?? "without a prefix" }
      return Finding(
        pair.new.field.position, "ids in \(pair.new.title) were made \(text(pair.old)) and are made \(text(pair.new))",
        "keep it if anybody looks at the prefix")
    }
  }
}
