// What happens to an entity when one that it refers to is deleted.
extension CompatibilityRule {
  static let referenceRestricted = wire(
    "WIRE_REFERENCE_RESTRICTED", "What could be deleted although it is referred to still can be.", for: .callers
  ) { comparison in
    references(comparison).filter { $0.new.field.onReferenceDelete == .restrict }.map {
      Finding(
        $0.new.field.position, "\(deletion($0)): deleting what is referred to is refused",
        "keep 'onDelete: \($0.old.field.onReferenceDelete.rawValue)'")
    }
  }

  static let storedReferenceChanged = stored(
    "STORED_REFERENCE_DELETION_CHANGED", "Stored entities outlive what they refer to as they did.", .warning
  ) { comparison in
    references(comparison).filter { $0.new.field.onReferenceDelete != .restrict }.map {
      let fate = $0.new.field.onReferenceDelete == .cascade ? "go with" : "lose the reference to"
      return Finding(
        $0.new.field.position, "\(deletion($0)): stored entities \(fate) what they refer to",
        "keep 'onDelete: \($0.old.field.onReferenceDelete.rawValue)' if they are of use as they are")
    }
  }

  private static func references(_ comparison: Comparison) -> [Pair<FieldSide>] {
    comparison.fields.both.filter { pair in
      guard case .reference = pair.old.field.type.unwrapped, case .reference = pair.new.field.type.unwrapped else {
        return false
      }
      return pair.new.isStored && pair.old.field.onReferenceDelete != pair.new.field.onReferenceDelete
    }
  }

  private static func deletion(_ pair: Pair<FieldSide>) -> String {
    "'onDelete' of \(pair.new.title) was \(pair.old.field.onReferenceDelete.rawValue) and is "
      + pair.new.field.onReferenceDelete.rawValue
  }
}
