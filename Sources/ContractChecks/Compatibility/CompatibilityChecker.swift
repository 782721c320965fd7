/// Judges what changed between two versions of contracts; what `concord diff` is made of.
public enum CompatibilityChecker {
  /// The rules, in the order of the documentation.
  public static let rules: [CompatibilityRule] = [
    // Packages, entities and services
    .packageRemoved, .packageAdded, .entityRemoved, .entityAdded, .serviceRemoved, .serviceAdded,
    // Keys and the tree
    .keyChanged, .keyTypeChanged, .parentChanged, .deletionRestricted,
    // Operations
    .operationRemoved, .operationAdded, .topicChanged, .pluralChanged, .inputChanged, .outputChanged, .errorRemoved,
    .errorAdded, .errorStatusChanged, .accessTightened, .accessLoosened, .timeoutShortened, .timeoutLengthened,
    .idempotentRemoved, .idempotentAdded, .retryChanged, .filterRemoved, .filterAdded, .sortRemoved, .sortAdded,
    .pageSizeChanged,
    // Fields and values
    .inputFieldRequiredAdded, .inputFieldAdded, .inputFieldRemoved, .inputFieldRequired, .patchFieldNotCleared,
    .inputFieldTypeChanged, .inputFieldTypeWidened, .readonlyAdded, .readonlyRemoved, .defaultAdded, .defaultChanged,
    .defaultRemoved, .outputFieldRemoved, .outputFieldAdded, .outputFieldOptional, .outputFieldTypeChanged,
    .outputFieldTypeNarrowed, .nullsChanged, .idPrefixChanged, .inputValueRemoved, .inputValueAdded,
    .outputValueRemoved, .outputValueAdded, .valueChanged, .typeShapeChanged,
    // Events
    .eventRemoved, .eventAdded, .eventRenamed, .eventNotPushed, .eventPushed, .deliveryWeakened, .deliveryStrengthened,
    .eventPayloadChanged,
    // Generated Swift
    .packageRenamed, .prefixChanged, .fileMoved, .typeRemoved, .typeRenamed, .caseRenamed, .operationRenamed,
    .helperRenamed, .errorRenamed, .memberRemoved, .caseRemoved, .memberTypeChanged, .operationTypeChanged,
    .fieldOrderChanged, .localPayloadChanged,
    // Stored data
    .storedEntityRemoved, .storedKeyChanged, .storedKeyTypeChanged, .storedParentChanged, .storedDeletionCascades,
    .storedFieldRemoved, .storedFieldRequiredAdded, .storedFieldRequired, .storedFieldTypeChanged, .storedValueRemoved,
    .storedValueChanged, .storedTypeShapeChanged,
  ]

  /// Everything that changed from one version to the other and matters to somebody, in the order of packages, files,
  /// lines and rules, however the folders are called.
  ///
  /// - Parameters:
  ///   - old: The version that callers, listeners and stored data have, free of errors.
  ///   - new: The version to be judged, free of errors.
  public static func compare(old: [ContractPackage], new: [ContractPackage]) -> [CompatibilityChange] {
    let comparison = Comparison(old: old, new: new)
    var found: [(place: Place, change: CompatibilityChange)] = []
    for (index, rule) in rules.enumerated() {
      for finding in rule.evaluate(comparison) {
        let change = CompatibilityChange(
          rule: rule.id, category: rule.category, breaks: rule.breaks, severity: rule.severity, side: finding.side,
          position: finding.position, message: finding.message, suggestion: finding.suggestion)
        found.append((Place(change, rule: index, in: finding.side == .old ? old : new), change))
      }
    }
    var known: Set<CompatibilityChange> = []
    return found.sorted { $0.place < $1.place }.map(\.change).filter { known.insert($0).inserted }
  }

  /// Where a change stands in the output.
  private struct Place: Comparable {
    var file: String
    var line: Int
    var column: Int
    var side: Int
    var rule: Int
    var message: String

    init(_ change: CompatibilityChange, rule: Int, in packages: [ContractPackage]) {
      let file = change.position.file
      let folder = packages.map(\.folder).filter { file.hasPrefix($0 + "/") }.max { $0.count < $1.count }
      self.file = folder.map { String(file.dropFirst($0.count + 1)) } ?? file
      line = change.position.line
      column = change.position.column
      side = change.side == .new ? 0 : 1
      self.rule = rule
      message = change.message
    }

    static func < (a: Place, b: Place) -> Bool {
      (a.file, a.line, a.column, a.side, a.rule, a.message) < (b.file, b.line, b.column, b.side, b.rule, b.message)
    }
  }
}
