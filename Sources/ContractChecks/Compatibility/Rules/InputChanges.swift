// Fields that callers send.
extension CompatibilityRule {
  static let inputFieldRequiredAdded = wire(
    "WIRE_INPUT_FIELD_REQUIRED_ADDED", "What callers have to send, they had to send before.", for: .callers
  ) { comparison in
    let fresh = comparison.fields.added.map(\.element)
    let writable = comparison.fields.both.filter { !$0.old.isSent && $0.old.field.isReadonly }.map(\.new)
    return (fresh + writable).filter { $0.mustBeSent && !$0.isKey }.map {
      Finding(
        $0.field.position, "the input field \($0.title) is required, and callers do not send it",
        "make it optional (\"\($0.type)?\") or give it a default")
    }
  }

  static let inputFieldAdded = wire(
    "WIRE_INPUT_FIELD_ADDED", "What callers may now send is worth knowing.", .info, for: .callers
  ) { comparison in
    comparison.fields.added.map(\.element).filter { $0.isSent && !$0.mustBeSent && !$0.isKey }.map {
      Finding($0.field.position, "the input field \($0.title) is new, and callers need not send it")
    }
  }

  static let inputFieldRemoved = wire(
    "WIRE_INPUT_FIELD_REMOVED", "What callers send is read.", for: .callers
  ) { comparison in
    comparison.fields.removed.filter { $0.element.isSent && !$0.element.isKey }.map {
      .gone(
        $0, $0.element.field.position, "the input field \($0.element.title) is gone: what callers send in it is lost",
        fieldHint($0) ?? "keep it until nobody sends it")
    }
  }

  static let inputFieldRequired = wire(
    "WIRE_INPUT_FIELD_REQUIRED", "What callers may leave out, they still may.", for: .callers
  ) { comparison in
    comparison.fields.both.filter {
      $0.isSent && !$0.isKey && $0.old.field.isOptional && !$0.new.field.isOptional && $0.new.mustBeSent
    }.map { Finding($0.new.field.position, "the input field \($0.change)", "keep the '?', or give it a default") }
  }

  static let patchFieldNotCleared = wire(
    "WIRE_PATCH_FIELD_NOT_CLEARED", "What an update may clear, it still may.", for: .callers
  ) { comparison in
    comparison.fields.both.filter {
      $0.isSent && !$0.isKey && $0.new.record.uses.contains(.patch) && $0.old.field.isOptional
        && !$0.new.field.isOptional
    }.map { Finding($0.new.field.position, "an update cannot clear a field any more: \($0.change)", "keep the '?'") }
  }

  static let inputFieldTypeChanged = wire(
    "WIRE_INPUT_FIELD_TYPE_CHANGED", "What callers send is understood.", for: .callers
  ) { comparison in
    comparison.fields.both.filter { $0.isSent && !$0.isKey && !$0.isReadable }.map {
      Finding($0.new.field.position, "the input field \($0.change)", "keep the type, or add a field of another name")
    }
  }

  static let inputFieldTypeWidened = wire(
    "WIRE_INPUT_FIELD_TYPE_WIDENED", "That callers may send more than before is worth knowing.", .info, for: .callers
  ) { comparison in
    comparison.fields.both.filter { $0.isSent && !$0.isKey && !$0.isSameType && $0.isReadable }.map {
      Finding($0.new.field.position, "the input field \($0.change), which takes what callers send")
    }
  }

  static let readonlyAdded = wire(
    "WIRE_FIELD_READONLY_ADDED", "What callers may set, they still may.", for: .callers
  ) { comparison in
    comparison.fields.both.filter { $0.old.isSent && $0.new.field.isReadonly }.map {
      Finding(
        $0.new.field.position, "\($0.new.title) was not readonly and is: who sends it is refused",
        "leave 'readonly' out")
    }
  }

  static let readonlyRemoved = wire(
    "WIRE_FIELD_READONLY_REMOVED", "That callers may now set a field is worth knowing.", .info, for: .callers
  ) { comparison in
    comparison.fields.both.filter { $0.old.field.isReadonly && $0.new.isSent }.map {
      Finding($0.new.field.position, "\($0.new.title) was readonly and is not: callers may set it")
    }
  }

  /// What a field that is gone may be called now.
  static func fieldHint(_ lone: Lone<FieldSide>) -> String? {
    lone.renamed({ $0.field.name }, fits: { $0.type == $1.type })
  }
}
