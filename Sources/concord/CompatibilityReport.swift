internal import ContractChecks

/// What changed between two versions, as people and programs read it.
struct CompatibilityReport {
  /// The versions as they were named.
  var old: String
  var new: String
  var changes: [CompatibilityChange]

  func count(_ severity: CompatibilityRule.Severity) -> Int { changes.count { $0.severity == severity } }

  /// One line each, in order, then how many there are.
  var text: String {
    let counts = [
      (count(.breaking), "breaking", "breaking"), (count(.warning), "warning", "warnings"),
      (count(.info), "info", "infos"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }.joined(separator: ", ")
    let summary =
      "compared \(old) with \(new): \(counts.isEmpty ? "nothing changed that anybody would notice" : counts)"
    return (changes.map(\.description) + [summary]).joined(separator: "\n")
  }

  /// The shape is documented in `docs/contract-language/compatibility.md`; a suggestion that there is not is left out.
  var json: String {
    let entries = changes.map { change in
      let place = change.position
      let breaks = change.breaks.map { DiagnosticsReport.quoted($0.rawValue) }.joined(separator: ",")
      var members = [
        "\"rule\":\(DiagnosticsReport.quoted(change.rule))",
        "\"category\":\(DiagnosticsReport.quoted(change.category.rawValue))", "\"breaks\":[\(breaks)]",
        "\"severity\":\(DiagnosticsReport.quoted(change.severity.rawValue))",
        "\"side\":\(DiagnosticsReport.quoted(change.side.rawValue))",
        "\"file\":\(DiagnosticsReport.quoted(place.file))", "\"line\":\(place.line)", "\"column\":\(place.column)",
        "\"endColumn\":\(place.endColumn)", "\"message\":\(DiagnosticsReport.quoted(change.message))",
      ]
      if let suggestion = change.suggestion { members.append("\"suggestion\":\(DiagnosticsReport.quoted(suggestion))") }
      return "\n  {\(members.joined(separator: ","))}"
    }
    return "{\"old\":\(DiagnosticsReport.quoted(old)),\"new\":\(DiagnosticsReport.quoted(new)),"
      + "\"breaking\":\(count(.breaking)),\"warnings\":\(count(.warning)),\"infos\":\(count(.info)),"
      + "\"changes\":[\(entries.joined(separator: ","))\(entries.isEmpty ? "" : "\n")]}"
  }
}
