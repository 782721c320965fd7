internal import ContractChecks

/// Every rule that a diagnostic may name, in groups: the one list that `concord explain` reads. Another kind of rule is
/// another line here.
enum RuleCatalog {
  struct Group {
    var title: String
    var rules: [DiagnosticRule]
  }

  static let groups: [Group] = [
    Group(title: "YAML that a contract may be written in", rules: SyntaxRules.all),
    Group(title: "The contract language", rules: ModelRules.all.filter { !isLater($0) }),
    Group(title: "What contracts say together", rules: ContractChecker.rules.map(\.identity)),
    Group(title: "Parts of the language that this version refuses", rules: ModelRules.all.filter(isLater)),
  ]

  static let rules: [DiagnosticRule] = groups.flatMap(\.rules)

  private static func isLater(_ rule: DiagnosticRule) -> Bool { rule.id.hasPrefix("unsupported-") }
}
