// Fields of what is kept.
extension CompatibilityRule {
  static let storedFieldRemoved = stored("STORED_FIELD_REMOVED", "What is stored is kept.") { comparison in
    comparison.fields.removed.filter { $0.element.isStored && !$0.element.isKey }.map {
      .gone(
        $0, $0.element.field.position, "\($0.element.title) is gone: stored values are lost at the next write",
        fieldHint($0) ?? "keep it, or move the values first")
    }
  }

  static let storedFieldRequiredAdded = stored(
    "STORED_FIELD_REQUIRED_ADDED", "What is stored has all that is required."
  ) { comparison in
    comparison.fields.added.map(\.element).filter { $0.isStored && $0.field.isRequired && !$0.isKey }.map {
      Finding(
        $0.field.position, "\($0.title) is required, and what is stored has none",
        "make it optional (\"\($0.type)?\") or give it a default")
    }
  }

  static let storedFieldRequired = stored(
    "STORED_FIELD_REQUIRED", "What may be missing in the store may be missing when it is read."
  ) { comparison in
    comparison.fields.both.filter {
      $0.new.isStored && !$0.isKey && !$0.old.field.isRequired && $0.new.field.isRequired
    }.map {
      Finding(
        $0.new.field.position,
        "\($0.new.title) was \($0.old.form) and is required now, and what is stored may have none",
        $0.old.field.isOptional ? "keep the '?', or give it a default" : "keep the default")
    }
  }

  static let storedFieldTypeChanged = stored("STORED_FIELD_TYPE_CHANGED", "Stored values can be read.") { comparison in
    comparison.fields.both.filter { $0.new.isStored && !$0.isKey && !$0.isReadable }.map {
      Finding(
        $0.new.field.position, "stored \($0.change)",
        "keep the type, or add a field of another name and move the values")
    }
  }
}
