internal import ContractChecks

/// What changed between two versions, as people and programs read it.
struct CompatibilityReport {
  /// The versions as they were named.
  var old: String
  var new: String
  var judgement: CompatibilityJudgement

  private var changes: [CompatibilityChange] { judgement.changes }

  func count(_ severity: CompatibilityRule.Severity) -> Int { changes.count { $0.severity == severity } }

  /// One line for each change that is not allowed, in order; one for each allowance that allows nothing; then how many
  /// there are.
  var text: String {
    let found = [
      (count(.breaking), "breaking\(breaks)", "breaking\(breaks)"), (count(.warning), "warning", "warnings"),
      (count(.info), "info", "infos"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
    let counts = (found + DiagnosticsReport.allowed(judgement.allowed.count)).joined(separator: ", ")
    let summary =
      "compared \(old) with \(new): \(counts.isEmpty ? "nothing changed that anybody would notice" : counts)"
    let unused = judgement.unused.map {
      "\($0.position): note: there is no '\($0.rule)' between these versions to allow; leave it out when it is of no "
        + "use for other versions either"
    }
    return (changes.map(\.description) + unused + [summary]).joined(separator: "\n")
  }

  /// ` for callers`, ` (2 for callers, 1 for stored data)`: whom breaking changes break. One change may break several.
  private var breaks: String {
    let breaking = changes.filter { $0.severity == .breaking }
    let counts = CompatibilityRule.Audience.allCases.map { audience in
      (count: breaking.count { $0.breaks.contains(audience) }, name: audience.title)
    }.filter { $0.count > 0 }
    if counts.count == 1 { return " for \(counts[0].name)" }
    return " (" + counts.map { "\($0.count) for \($0.name)" }.joined(separator: ", ") + ")"
  }

  /// The shape is documented in `docs/contract-language/compatibility.md`; a suggestion that there is not is left out.
  var json: String {
    let entries = changes.map { "\n  {\(members($0).joined(separator: ","))}" }
    let allowed = judgement.allowed.map {
      "\n  {\((members($0.change) + [member("reason", $0.reason)]).joined(separator: ","))}"
    }
    let unused = judgement.unused.map {
      let place = ["\"line\":\($0.position.line)", "\"column\":\($0.position.column)"]
      let parts = [member("rule", $0.rule), member("file", $0.position.file)] + place + [member("reason", $0.reason)]
      return "\n  {\(parts.joined(separator: ","))}"
    }
    return "{\(member("old", old)),\(member("new", new)),"
      + "\"breaking\":\(count(.breaking)),\"warnings\":\(count(.warning)),\"infos\":\(count(.info)),"
      + "\"changes\":\(DiagnosticsReport.list(entries)),\"allowed\":\(DiagnosticsReport.list(allowed)),"
      + "\"unusedAllowances\":\(DiagnosticsReport.list(unused))}"
  }

  private func members(_ change: CompatibilityChange) -> [String] {
    let place = change.position
    let breaks = change.breaks.map { DiagnosticsReport.quoted($0.rawValue) }.joined(separator: ",")
    var members = [
      member("rule", change.rule), member("category", change.category.rawValue), "\"breaks\":[\(breaks)]",
      member("severity", change.severity.rawValue), member("side", change.side.rawValue), member("file", place.file),
      "\"line\":\(place.line)", "\"column\":\(place.column)", "\"endColumn\":\(place.endColumn)",
      member("message", change.message),
    ]
    if let suggestion = change.suggestion { members.append(member("suggestion", suggestion)) }
    return members
  }

  private func member(_ name: String, _ text: String) -> String {
    "\"\(name)\":\(DiagnosticsReport.quoted(text))"
  }
}
