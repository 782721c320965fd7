/// Applies the rules; the entrance of the room.
public enum ContractChecker {
  /// The rules about readable contracts, in the order in which they run.
  public static let rules: [Rule] = languageRules + Rule.reactive + Rule.deployments

  private static let languageRules: [Rule] = [
    .keyOptional, .keyType, .keyReadonly, .nullsOptional, .boundsCrossed, .matchNothing, .defaultRules, .sensitiveKey,
    .sensitiveDefault, .sensitiveList, .uniqueField, .uniqueKey, .sensitiveUnique, .storedInRecord, .ownerEvent,
    .unionDiscriminator, .tooManyFields, .endlessType, .reservedGroup, .topicClash,
    .eventClash, .errorCodeClash, .swiftTypeClash, .swiftMemberClash, .unusedImport, .retryNotIdempotent,
    .serviceClash, .httpParameter, .httpParameterTwice, .httpParameterType, .httpSensitive, .httpKey, .httpQuery,
    .httpBody, .httpSafe, .httpIdempotencyKey, .httpStatus, .httpRouteClash, .httpRouteShadow, .reservedPath,
    .namespaceClash, .serverClash, .serverPackage, .packetOnly, .listedTwice, .origin, .serverStage, .stageOrder,
    .allowUnknown, .allowError,
  ]

  /// What findings of this room are called: by the rules, and by what is left when they are done.
  public static let ownRules: [DiagnosticRule] = rules.map(\.identity) + [Rule.allowUnused]

  /// Everything that a diagnostic may name: the rules of YAML, of the language and of this room.
  public static let allRules: [DiagnosticRule] = SyntaxRules.all + ModelRules.all + ownRules

  /// Reports what breaks a rule in the packages of one run, and takes out the warnings that contracts allow.
  public static func check(_ packages: [ContractPackage], diagnostics: inout Diagnostics) {
    for rule in rules {
      for finding in rule.check(packages) {
        diagnostics.report(rule.identity, at: finding.position, finding.message, suggestion: finding.suggestion)
      }
    }
    allow(packages, &diagnostics)
  }

  private static func allow(_ packages: [ContractPackage], _ diagnostics: inout Diagnostics) {
    var allowances = Allowances(packages)
    guard !allowances.all.isEmpty else { return }
    diagnostics.allow { allowances.reason($0.rule, at: $0.position) }
    // What could not be read may be what is allowed.
    guard !diagnostics.hasErrors else { return }
    for allowance in allowances.unused(of: Rule.warnings) {
      diagnostics.report(
        Rule.allowUnused, at: allowance.position, "there is no finding of '\(allowance.rule)' here to allow",
        suggestion: "leave it out")
    }
  }

  /// Loads the packages at `paths` and checks them: what `concord check` and `concord generate` begin with.
  ///
  /// - Parameters:
  ///   - paths: Contract files, folders of them, folders of such folders.
  ///   - diagnostics: Takes what is wrong; without an error in it the packages can be generated from.
  public static func load(paths: [String], diagnostics: inout Diagnostics) -> [ContractPackage] {
    let packages = ContractLoader.load(paths: paths, diagnostics: &diagnostics)
    check(packages, diagnostics: &diagnostics)
    return packages
  }

  /// The same from memory: paths with their texts.
  public static func load(files: [String: String], diagnostics: inout Diagnostics) -> [ContractPackage] {
    let packages = ContractLoader.load(files: files, diagnostics: &diagnostics)
    check(packages, diagnostics: &diagnostics)
    return packages
  }
}
