// What stands in for what callers leave out.
extension CompatibilityRule {
  static let defaultAdded = wire(
    "WIRE_DEFAULT_ADDED", "What callers leave out stays left out.", .warning, for: .callers
  ) { comparison in
    defaults(comparison).filter { !$0.old.field.isRequired && $0.old.field.defaultValue == nil }.compactMap { pair in
      pair.new.field.defaultValue.map {
        Finding(pair.new.field.position, "\(pair.new.title) had no default and has \($0.text)")
      }
    }
  }

  static let defaultChanged = wire(
    "WIRE_DEFAULT_CHANGED", "A default stays what it is.", .warning, for: .callers
  ) { comparison in
    defaults(comparison).compactMap { pair in
      guard let old = pair.old.field.defaultValue, let new = pair.new.field.defaultValue else { return nil }
      return Finding(
        pair.new.field.position, "the default of \(pair.new.title) was \(old.text) and is \(new.text)",
        "keep \(old.text) if callers rely on it")
    }
  }

  static let defaultRemoved = wire(
    "WIRE_DEFAULT_REMOVED", "What callers leave out because it has a default still has one.", for: .callers
  ) { comparison in
    defaults(comparison).filter { $0.new.field.defaultValue == nil }.compactMap { pair in
      pair.old.field.defaultValue.map {
        Finding(
          pair.new.field.position, "\(pair.new.title) had the default \($0.text) and has none", "keep the default")
      }
    }
  }

  /// The fields that callers may leave out in one version, whose default is not what it was.
  private static func defaults(_ comparison: Comparison) -> [Pair<FieldSide>] {
    comparison.fields.both.filter {
      $0.isSent && !$0.new.record.uses.isDisjoint(with: [.draft, .input])
        && $0.old.field.defaultValue?.text != $0.new.field.defaultValue?.text
    }
  }
}
