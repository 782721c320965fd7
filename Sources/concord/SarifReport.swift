internal import ContractChecks
internal import Glibc

/// Findings in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS), which code scanners and editors
/// show beside the lines. Sections in comments are those of the standard.
struct SarifReport {
  /// What a run may find; §3.49 calls each a reporting descriptor.
  var rules: [RuleCatalog.Entry]
  var results: [Result] = []
  /// The revision that results with `isInRevision` lie in.
  var revision: String?
  /// The folder that paths are relative to.
  var folder = SarifReport.currentFolder

  /// A finding (§3.27).
  struct Result {
    var rule: String
    /// `error`, `warning` or `note` (§3.27.10).
    var level: String
    var message: String
    var position: SourcePosition
    /// Whether the file is that of a revision, by its path from the repository's top.
    var isInRevision = false
    /// Why it is meant, where the contract allows it (§3.35.8).
    var reason: String?
    /// What Concord has to say beyond the standard, as JSON (§3.8).
    var properties: String?
  }

  static let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  /// The document: a line for each rule and each result, so that two versions can be compared.
  var text: String {
    let indices = Dictionary(rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    // Either all results say whether they are suppressed, or none (§3.27.23).
    let suppresses = results.contains { $0.reason != nil }
    let base =
      revision.map {
        let sentence = "The top of the git repository in the revision \($0)."
        return ",\"originalUriBaseIds\":{\"OLD\":{\"description\":{\"text\":\(quoted(sentence))}}}"
      } ?? ""
    return """
      {"$schema":\(quoted(Self.schema)),"version":"2.1.0","runs":[{
      "tool":{"driver":{"name":"concord","semanticVersion":\(quoted(CommandLineTool.version)),"rules":\(list(rules.map(rule)))}},
      "columnKind":"unicodeCodePoints"\(base),
      "results":\(list(results.map { result($0, indices[$0.rule], suppresses: suppresses) }))}]}
      """
  }

  private func list(_ lines: [String]) -> String {
    lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "]"
  }

  private func quoted(_ text: String) -> String { DiagnosticsReport.quoted(text) }

  private func rule(_ rule: RuleCatalog.Entry) -> String {
    "{\"id\":\(quoted(rule.id)),\"shortDescription\":{\"text\":\(quoted(rule.purpose))},"
      + "\"help\":{\"text\":\(quoted(RuleExplanation.text(of: rule)))},"
      + "\"defaultConfiguration\":{\"level\":\(quoted(Self.level(rule.severity)))}}"
  }

  private func result(_ result: Result, _ index: Int?, suppresses: Bool) -> String {
    let place = result.position
    // What ends elsewhere has no end here; the region is then the rest of the line (§3.30.8).
    let end = place.endColumn > place.column ? ",\"endColumn\":\(place.endColumn)" : ""
    let base = result.isInRevision ? ",\"uriBaseId\":\"OLD\"" : ""
    let suppressions = result.reason.map { "{\"kind\":\"inSource\",\"justification\":\(quoted($0))}" } ?? ""
    return "{\"ruleId\":\(quoted(result.rule))" + (index.map { ",\"ruleIndex\":\($0)" } ?? "")
      + ",\"level\":\(quoted(result.level)),\"message\":{\"text\":\(quoted(result.message))},"
      + "\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\(quoted(uri(of: place.file)))\(base)},"
      + "\"region\":{\"startLine\":\(place.line),\"startColumn\":\(place.column)\(end)}}}]"
      + (suppresses ? ",\"suppressions\":[\(suppressions)]" : "")
      + (result.properties.map { ",\"properties\":\($0)" } ?? "") + "}"
  }

  /// The severities of Concord in the words of the standard.
  static func level(_ severity: String) -> String {
    ["breaking": "error", "info": "note"][severity] ?? severity
  }

  /// A path as a URI reference (RFC 3986): relative to the folder where it lies in it, percent-encoded.
  func uri(of path: String) -> String {
    var path = path[...]
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    if path.hasPrefix(folder + "/") { path = path.dropFirst(folder.count + 1) }
    var uri = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        uri += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return uri
  }

  private static var currentFolder: String {
    guard let path = getcwd(nil, 0) else { return "" }
    defer { free(path) }
    return String(cString: path)
  }
}

extension SarifReport {
  /// The findings of a check.
  init(_ diagnostics: Diagnostics, rules: [RuleCatalog.Entry] = RuleCatalog.checked) {
    self.init(rules: rules)
    results = diagnostics.sorted.map { Result($0) }
    for allowed in diagnostics.allowed {
      var result = Result(allowed.diagnostic)
      result.reason = allowed.reason
      results.append(result)
    }
  }

  /// What changed between two versions, what is allowed last and suppressed; only findings where contracts have errors and were not compared.
  init(
    _ judgement: CompatibilityJudgement, _ diagnostics: Diagnostics, revision: String?,
    rules: [RuleCatalog.Entry] = RuleCatalog.rules
  ) {
    self.init(rules: rules)
    self.revision = revision
    let isInRevision = { (position: SourcePosition) in
      revision.map { position.file.hasPrefix($0 + ":") } ?? false
    }
    results = diagnostics.sorted.map { Result($0) } + judgement.changes.map { Result($0) }
    for allowed in judgement.allowed {
      var result = Result(allowed.change)
      result.reason = allowed.reason
      results.append(result)
    }
    for (index, result) in results.enumerated() where isInRevision(result.position) {
      results[index].isInRevision = true
      results[index].position.file.removeFirst((revision ?? "").count + 1)
    }
  }
}

extension SarifReport.Result {
  init(_ diagnostic: Diagnostic) {
    self.init(
      rule: diagnostic.rule, level: SarifReport.level(diagnostic.severity.rawValue),
      message: diagnostic.message + (diagnostic.suggestion.map { "; " + $0 } ?? ""), position: diagnostic.position)
  }

  init(_ change: CompatibilityChange) {
    let breaks = change.breaks.map { DiagnosticsReport.quoted($0.rawValue) }.joined(separator: ",")
    self.init(
      rule: change.rule, level: SarifReport.level(change.severity.rawValue),
      message: change.message + (change.suggestion.map { "; " + $0 } ?? ""), position: change.position,
      properties: "{\"category\":\(DiagnosticsReport.quoted(change.category.rawValue)),\"breaks\":[\(breaks)],"
        + "\"severity\":\(DiagnosticsReport.quoted(change.severity.rawValue)),"
        + "\"side\":\(DiagnosticsReport.quoted(change.side.rawValue))}")
  }
}
