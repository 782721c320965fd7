internal import ContractChecks

/// Every rule that a finding may name, in groups: the one list that `concord explain` reads. Another kind of rule is
/// another line here.
enum RuleCatalog {
  struct Group {
    var title: String
    /// What stands above an example.
    var example = "Breaks it:"
    var rules: [Entry]
  }

  /// A rule of any kind, as far as it is explained.
  struct Entry {
    var id: String
    /// One sentence: what holds where the rule is kept.
    var purpose: String
    var severity: String
  }

  static let groups: [Group] = checkedGroups + [comparedGroup]

  private static let checkedGroups: [Group] = [
    Group(title: "YAML that a contract may be written in", rules: SyntaxRules.all.map(Entry.init)),
    Group(title: "The contract language", rules: ModelRules.all.map(Entry.init)),
    Group(title: "What contracts say together", rules: ContractChecker.ownRules.map(Entry.init)),
  ]

  private static let comparedGroup = Group(
    title: "Changes from one version to the next (concord diff)", example: "A change that it is about:",
    rules: CompatibilityChecker.rules.map { Entry(id: $0.id, purpose: $0.purpose, severity: $0.severity.rawValue) })

  /// The rules of `concord check`.
  static let checked: [Entry] = checkedGroups.flatMap(\.rules)

  static let rules: [Entry] = groups.flatMap(\.rules)

  /// What somebody may have meant by an id that there is not.
  static func suggestion(for id: String) -> String? {
    let ids = rules.map(\.id)
    if let nearest = NearestName.suggestion(for: id, among: ids) { return nearest }
    let containing = ids.filter { $0.lowercased().contains(id.lowercased()) }
    return (1...12).contains(containing.count)
      ? "there \(containing.count == 1 ? "is" : "are") \(containing.joined(separator: ", "))" : nil
  }
}

extension RuleCatalog.Entry {
  init(_ rule: DiagnosticRule) { self.init(id: rule.id, purpose: rule.purpose, severity: rule.severity.rawValue) }
}
