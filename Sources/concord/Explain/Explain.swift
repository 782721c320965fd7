internal import ContractChecks

extension Command {
  /// `concord explain`
  static let explain = Command(
    name: "explain", summary: "Explains a rule: what it asks for, what breaks it, how to fix that.",
    help: """
      usage: concord explain [RULE…]

      Every finding of check and diff ends with the id of its rule in brackets. This tells what the rule is for, shows a
      contract that breaks it with what is then said, and how to fix it. Without RULE it lists all rules in groups.

      Example: concord explain unknown-type

      Exit status: 0 all is well, 2 there is no such rule or the command line is wrong.
      """
  ) { arguments in
    let ids: [String]
    do throws(Arguments.Failure) {
      ids = try Arguments(arguments).paths
    } catch {
      return usage("explain", error.message)
    }
    guard !ids.isEmpty else {
      Terminal.output(RuleExplanation.list)
      return ExitStatus.success
    }
    var texts: [String] = []
    for id in ids {
      // As copied from a diagnostic, brackets included.
      let wanted = id.hasPrefix("[") && id.hasSuffix("]") ? String(id.dropFirst().dropLast()) : id
      guard let rule = RuleCatalog.rules.first(where: { $0.id.lowercased() == wanted.lowercased() }) else {
        let nearest = RuleCatalog.suggestion(for: wanted)
        Terminal.error("concord explain: there is no rule '\(wanted)'\(nearest.map { "; " + $0 } ?? "")")
        Terminal.error("'concord explain' lists them")
        return ExitStatus.usage
      }
      texts.append(RuleExplanation.text(of: rule))
    }
    Terminal.output(texts.joined(separator: "\n\n"))
    return ExitStatus.success
  }

  /// Says why a command line cannot be understood and where its help is.
  static func usage(_ command: String, _ message: String) -> Int32 {
    Terminal.error("concord \(command): \(message)\n'concord help \(command)' tells how to call it")
    return ExitStatus.usage
  }
}

/// A rule in words.
enum RuleExplanation {
  /// All rules in their groups, one line each.
  static var list: String {
    let width = RuleCatalog.rules.map(\.id.count).max() ?? 0
    let groups = RuleCatalog.groups.filter { !$0.rules.isEmpty }.map { group in
      let lines = group.rules.map { rule in
        "  \(rule.id)\(String(repeating: " ", count: width - rule.id.count))  \(rule.severity.column(8))  "
          + rule.purpose
      }
      return "\(group.title)\n\n\(lines.joined(separator: "\n"))"
    }
    return groups.joined(separator: "\n\n") + "\n\n'concord explain RULE' shows an example of each."
  }

  static func text(of rule: RuleCatalog.Entry) -> String {
    var parts = ["\(rule.id) (\(rule.severity))\n\(rule.purpose)"]
    if let example = RuleExample(of: rule.id) {
      let group = RuleCatalog.groups.first { $0.rules.contains { $0.id == rule.id } }
      parts.append(group?.example ?? "For example:")
      parts.append(example.text)
    }
    if let advice = RuleAdvice.of(rule) { parts.append("To fix it: \(advice)") }
    return parts.joined(separator: "\n\n")
  }
}

extension String {
  /// The text filled with blanks to a width.
  func column(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
