// Unions: the member that tells their cases apart, and the cases.
extension CompatibilityRule {
  static let discriminatorChanged = wire(
    "WIRE_UNION_DISCRIMINATOR_CHANGED", "A union keeps the member that tells its cases apart.", for: .callers,
    .listeners
  ) {
    discriminators($0, uses: [.input, .output]) { "the discriminator of the \($0) was '\($1)' and is '\($2)'" }
  }

  static let storedDiscriminatorChanged = stored(
    "STORED_UNION_DISCRIMINATOR_CHANGED", "Stored unions have the member that tells their cases apart."
  ) {
    discriminators($0, uses: [.stored]) {
      "stored values of the \($0) have their case in '\($1)', and it is looked for in '\($2)'"
    }
  }

  static let inputCaseRemoved = wire(
    "WIRE_INPUT_UNION_CASE_REMOVED", "A case that callers send is taken.", for: .callers
  ) { comparison in
    comparison.unionCases.removed.filter(\.element.isSent).map {
      .gone(
        $0, $0.element.value.position, "\($0.element.title) is gone: who sends it is refused",
        unionCaseHint($0) ?? "keep it until nobody sends it")
    }
  }

  static let inputCaseAdded = wire(
    "WIRE_INPUT_UNION_CASE_ADDED", "A case that callers may now send is worth knowing.", .info, for: .callers
  ) { comparison in
    comparison.unionCases.added.filter(\.element.isSent).map {
      Finding($0.element.value.position, "\($0.element.title) is new: callers may send it")
    }
  }

  static let inputCaseTypeChanged = wire(
    "WIRE_INPUT_UNION_CASE_TYPE_CHANGED", "The record that callers send in a case is understood.", for: .callers
  ) { comparison in
    comparison.unionCases.both.filter { $0.new.isSent && !$0.isReadable }.map {
      Finding(
        $0.new.value.position, "\($0.change): what callers send in it is not understood",
        "keep the record, or add a case of another name")
    }
  }

  static let outputCaseRemoved = wire(
    "WIRE_OUTPUT_UNION_CASE_REMOVED", "A case that listeners wait for still comes.", .warning, for: .listeners
  ) { comparison in
    comparison.unionCases.removed.filter(\.element.isRead).map {
      .gone(
        $0, $0.element.value.position, "\($0.element.title) is gone: who waits for it waits in vain", unionCaseHint($0))
    }
  }

  static let outputCaseAdded = wire(
    "WIRE_OUTPUT_UNION_CASE_ADDED", "Listeners know every case.", .warning, for: .listeners
  ) { comparison in
    comparison.unionCases.added.filter(\.element.isRead).map {
      Finding(
        $0.element.value.position, "\($0.element.title) is new: listeners keep it as a case that they do not know")
    }
  }

  static let outputCaseTypeChanged = wire(
    "WIRE_OUTPUT_UNION_CASE_TYPE_CHANGED", "The record that listeners read in a case is understood.", for: .listeners
  ) { comparison in
    comparison.unionCases.both.filter { $0.new.isRead && !$0.isHeard }.map {
      Finding(
        $0.new.value.position, "\($0.change): listeners do not understand what comes in it",
        "keep the record, or add a case of another name")
    }
  }

  static let storedCaseRemoved = stored("STORED_UNION_CASE_REMOVED", "Stored cases are known.") { comparison in
    comparison.unionCases.removed.filter(\.element.isStored).map {
      .gone(
        $0, $0.element.value.position, "\($0.element.title) is gone: where it is stored it is read as an unknown case",
        unionCaseHint($0) ?? "keep it, or change the stored values first")
    }
  }

  static let storedCaseTypeChanged = stored(
    "STORED_UNION_CASE_TYPE_CHANGED", "The record that is stored in a case can be read."
  ) { comparison in
    comparison.unionCases.both.filter { $0.new.isStored && !$0.isReadable }.map {
      Finding(
        $0.new.value.position, "\($0.change): what is stored in it cannot be read",
        "keep the record, or add a case of another name")
    }
  }

  static let unionCaseRemoved = source(
    "SOURCE_UNION_CASE_REMOVED", "A case that neither travels nor is stored stays where code names it."
  ) { comparison in
    comparison.unionCases.removed.filter(\.element.uses.isEmpty).map {
      .gone(
        $0, $0.element.value.position, "\($0.element.title) is gone",
        unionCaseHint($0) ?? "keep it until no code names it")
    }
  }

  static let unionCaseTypeChanged = source(
    "SOURCE_UNION_CASE_TYPE_CHANGED", "A case carries the Swift type that it carried."
  ) { comparison in
    comparison.unionCases.both.filter { !$0.isSame }.map {
      Finding($0.new.value.position, "\($0.change): code that takes it apart needs a change", "keep the record")
    }
  }

  private static func unionCaseHint(_ lone: Lone<UnionCaseSide>) -> String? {
    lone.renamed({ $0.value.name }, fits: { _, _ in true })
  }

  private static func discriminators(
    _ comparison: Comparison, uses: Set<Use>, _ message: (_ type: String, _ old: String, _ new: String) -> String
  ) -> [Finding] {
    comparison.unions.filter {
      !$0.new.uses.isDisjoint(with: uses) && $0.old.union.discriminator != $0.new.union.discriminator
    }.map {
      let old = $0.old.union.discriminator
      return Finding(
        $0.new.position, message($0.new.title, old, $0.new.union.discriminator), "keep 'union: \(old)'")
    }
  }
}
