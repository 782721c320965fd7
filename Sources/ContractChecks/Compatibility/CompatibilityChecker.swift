/// Judges what changed between two versions of contracts; what `concord diff` is made of.
public enum CompatibilityChecker {
  /// The rules, in the order of the documentation.
  public static let rules: [CompatibilityRule] = [
    // Packages, entities and services
    .packageRemoved, .packageAdded, .entityRemoved, .entityAdded, .serviceRemoved, .serviceAdded,
    // Keys and the tree
    .keyChanged, .keyTypeChanged, .parentChanged, .deletionRestricted, .referenceRestricted,
    // Operations
    .operationRemoved, .operationAdded, .topicChanged, .pluralChanged, .inputChanged, .outputChanged, .errorRemoved,
    .errorAdded, .errorStatusChanged, .accessTightened, .accessLoosened, .timeoutShortened, .timeoutLengthened,
    .idempotentRemoved, .idempotentAdded, .retryChanged, .filterRemoved, .filterAdded, .sortRemoved, .sortAdded,
    .pageSizeChanged,
    // HTTP
    .httpRemoved, .httpAdded, .routeChanged, .statusChanged, .bodyChanged, .partRemoved, .partAdded, .partChanged,
    .idempotencyKeyRemoved, .idempotencyKeyAdded,
    // Fields and values
    .inputFieldRequiredAdded, .inputFieldAdded, .inputFieldRemoved, .inputFieldRequired, .patchFieldNotCleared,
    .inputFieldTypeChanged, .inputFieldTypeWidened, .readonlyAdded, .readonlyRemoved, .defaultAdded, .defaultChanged,
    .defaultRemoved, .ruleTightened, .ruleLoosened, .uniqueAdded, .outputFieldRemoved, .outputFieldAdded,
    .outputFieldOptional, .outputFieldTypeChanged, .outputFieldTypeNarrowed, .outputRuleLoosened, .uniqueRemoved,
    .nullsChanged, .idPrefixChanged, .sequenceChanged, .inputValueRemoved, .inputValueAdded, .outputValueRemoved,
    .outputValueAdded, .valueChanged, .typeShapeChanged,
    // Unions
    .discriminatorChanged, .inputCaseRemoved, .inputCaseAdded, .inputCaseTypeChanged, .outputCaseRemoved,
    .outputCaseAdded, .outputCaseTypeChanged,
    // Events
    .eventRemoved, .eventAdded, .eventRenamed, .eventNotPushed, .eventPushed, .deliveryWeakened, .deliveryStrengthened,
    .eventPayloadChanged,
    // State, triggers and subscriptions
    .stateRemoved, .stateAdded, .stateKindChanged, .stateFieldRemoved, .stateFieldAdded, .triggerRemoved,
    .triggerAdded, .triggerChanged, .triggerPayloadChanged, .triggerMemberRemoved, .triggerMemberAdded,
    .triggerMemberOptional, .triggerMemberChanged, .subscriptionRemoved, .subscriptionAdded, .scopeChanged,
    .snapshotRemoved, .snapshotAdded, .subscriptionTightened, .subscriptionLoosened,
    // Namespaces and servers
    .namespaceRemoved, .namespaceAdded, .namespaceEventRemoved, .namespaceEventAdded, .namespaceEventPayloadChanged,
    .namespaceMessageRemoved, .namespaceMessagePayloadChanged, .serverRemoved, .serverAdded, .serverPathRemoved,
    .serverPathAdded, .dialectChanged, .servedPackageRemoved, .signInRemoved, .signInAdded, .stagesChanged,
    .originRemoved, .originAdded, .limitLowered, .limitChanged,
    // Generated Swift
    .packageRenamed, .prefixChanged, .fileMoved, .typeRemoved, .typeRenamed, .caseRenamed, .operationRenamed,
    .helperRenamed, .errorRenamed, .memberRemoved, .caseRemoved, .unionCaseRemoved, .memberTypeChanged,
    .unionCaseTypeChanged, .sensitiveAdded, .sensitiveRemoved, .operationTypeChanged, .fieldOrderChanged,
    .localPayloadChanged, .stateSourceChanged, .reactionRemoved, .reactionAdded, .reactionHandlerRenamed,
    .reactionModeChanged, .notificationRemoved, .notificationAdded, .notificationChanged,
    // Stored data
    .storedEntityRemoved, .storedKeyChanged, .storedKeyTypeChanged, .storedParentChanged, .storedDeletionCascades,
    .storedReferenceChanged, .storedFieldRemoved, .storedFieldRequiredAdded, .storedFieldRequired,
    .storedFieldTypeChanged, .storedRuleTightened, .storedUniqueAdded, .storedSequenceAdded, .storedValueRemoved,
    .storedValueChanged, .storedTypeShapeChanged, .storedDiscriminatorChanged, .storedCaseRemoved,
    .storedCaseTypeChanged, .storedStateKindChanged, .storedStateFieldTypeChanged, .storedStateSourceChanged,
    .storedQueueChanged,
  ]

  /// Compares, and parts what the new version allows from the rest.
  ///
  /// An `allow:` covers what stands in its section. What is gone is covered where it would stand: by the section that it
  /// was part of, an entity or a service by `package.yaml`.
  public static func judge(old: [ContractPackage], new: [ContractPackage]) -> CompatibilityJudgement {
    var allowances = Allowances(new)
    var judgement = CompatibilityJudgement()
    for change in compare(old: old, new: new) {
      // A package without a name in its file has the folder for its place.
      let package = new.first { $0.folder == change.position.file && change.side == .new }?.file
      let place = package ?? change.home ?? (change.side == .new ? change.position : nil)
      if let reason = place.flatMap({ allowances.reason(change.rule, at: $0) }) {
        judgement.allowed.append(.init(change: change, reason: reason))
      } else {
        judgement.changes.append(change)
      }
    }
    judgement.unused = allowances.unused(of: Set(rules.map(\.id)))
    return judgement
  }

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
          position: finding.position, home: finding.home, message: finding.message, suggestion: finding.suggestion)
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
