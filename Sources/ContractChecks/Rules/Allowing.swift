// What `allow:` may name.
extension Rule {
  static let allowUnknown = Rule("allow-unknown", "`allow` names a rule of `concord check` or `concord diff`.") {
    packages in
    allowances(packages).filter { !errors.contains($0.rule) && !allowable.contains($0.rule) }.map {
      Finding(
        $0.position, "there is no rule '\($0.rule)'",
        suggestion: NearestName.suggestion(for: $0.rule, among: allowable.sorted())
          ?? "write the id that a finding has in brackets")
    }
  }

  static let allowError = Rule("allow-error", "`allow` is for warnings and changes, not for errors.") { packages in
    allowances(packages).filter { errors.contains($0.rule) }.map {
      $0.rule == allowUnused.id
        ? Finding($0.position, "an allowance of no use cannot be allowed", suggestion: "leave it out")
        : Finding(
          $0.position, "findings of '\($0.rule)' are errors, which cannot be allowed",
          suggestion: "correct what they tell of, and leave this out")
    }
  }

  /// Found by `ContractChecker` when everything else has been.
  static let allowUnused = DiagnosticRule(
    "allow-unused", "`allow` stands where it allows something.", severity: .warning)

  /// The ids of warnings, which `concord check` finds.
  static let warnings = Set(ContractChecker.allRules.filter { $0.severity == .warning }.map(\.id)).subtracting([
    allowUnused.id
  ])

  private static let errors = Set(ContractChecker.allRules.map(\.id)).subtracting(warnings)
  private static let allowable = warnings.union(CompatibilityChecker.rules.map(\.id))

  private static func allowances(_ packages: [ContractPackage]) -> [Allowance] { Allowances(packages).all }
}
