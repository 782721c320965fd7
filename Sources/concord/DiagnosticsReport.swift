internal import ContractChecks

/// Findings as people and programs read them.
enum DiagnosticsReport {
  /// One line each, in order, then how many there are; empty without findings.
  static func text(_ diagnostics: Diagnostics) -> String {
    let lines = diagnostics.sorted.map(\.description)
    guard !lines.isEmpty else { return "" }
    return lines.joined(separator: "\n") + "\n" + counts(diagnostics)
  }

  /// `checked 7 contracts in 1 package: no errors`, or `…: 2 errors, 1 warning`
  static func summary(_ packages: [ContractPackage], _ diagnostics: Diagnostics) -> String {
    let contracts = packages.map(\.contracts.count).reduce(0, +)
    let found =
      (diagnostics.hasErrors ? "" : counts(diagnostics).isEmpty ? "no errors" : "no errors, ") + counts(diagnostics)
    return "checked \(count(contracts, "contract")) in \(count(packages.count, "package")): \(found)"
  }

  /// `{"errors": 1, "warnings": 0, "diagnostics": [{file, line, column, endColumn, severity, rule, message, suggestion}],
  /// "allowed": [{…, reason}]}`; a suggestion that there is not is left out.
  static func json(_ diagnostics: Diagnostics) -> String {
    let entries = diagnostics.sorted.map { "\n  {\(members($0).joined(separator: ","))}" }
    let allowed = diagnostics.allowed.map {
      "\n  {\((members($0.diagnostic) + ["\"reason\":\(quoted($0.reason))"]).joined(separator: ","))}"
    }
    return "{\"errors\":\(diagnostics.errorCount),\"warnings\":\(diagnostics.warningCount),"
      + "\"diagnostics\":\(list(entries)),\"allowed\":\(list(allowed))}"
  }

  /// A JSON list of entries that begin with a line feed.
  static func list(_ entries: [String]) -> String {
    "[\(entries.joined(separator: ","))\(entries.isEmpty ? "" : "\n")]"
  }

  private static func members(_ diagnostic: Diagnostic) -> [String] {
    let place = diagnostic.position
    var members = [
      "\"file\":\(quoted(place.file))", "\"line\":\(place.line)", "\"column\":\(place.column)",
      "\"endColumn\":\(place.endColumn)", "\"severity\":\(quoted(diagnostic.severity.rawValue))",
      "\"rule\":\(quoted(diagnostic.rule))", "\"message\":\(quoted(diagnostic.message))",
    ]
    if let suggestion = diagnostic.suggestion { members.append("\"suggestion\":\(quoted(suggestion))") }
    return members
  }

  private static func counts(_ diagnostics: Diagnostics) -> String {
    let parts = [(diagnostics.errorCount, "error"), (diagnostics.warningCount, "warning")]
    let found = parts.filter { $0.0 > 0 }.map { count($0.0, $0.1) }
    return (found + allowed(diagnostics.allowed.count)).joined(separator: ", ")
  }

  /// `2 findings allowed`; nothing for none.
  static func allowed(_ number: Int) -> [String] { number == 0 ? [] : ["\(count(number, "finding")) allowed"] }

  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// A JSON string (RFC 8259 §7).
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
