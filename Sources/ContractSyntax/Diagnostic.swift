/// How much a diagnostic matters.
public enum Severity: String, Sendable, Hashable, CaseIterable {
  /// The contracts cannot be used.
  case error
  /// The contracts can be used, and probably do not say what was meant.
  case warning
}

/// The identity of a rule: what a diagnostic names in brackets. Ids are stable and never reused.
public struct DiagnosticRule: Sendable, Hashable {
  /// Lower-case words joined by `-`.
  public var id: String
  /// One sentence: what holds in contracts that keep the rule.
  public var purpose: String
  public var severity: Severity

  public init(_ id: String, _ purpose: String, severity: Severity = .error) {
    self.id = id
    self.purpose = purpose
    self.severity = severity
  }
}

/// One finding about a contract.
public struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
  public var position: SourcePosition
  public var severity: Severity
  /// The id of the rule that is broken.
  public var rule: String
  /// What is wrong, in words of the contract language, without a full stop.
  public var message: String
  /// The way out, where there is one: `did you mean 'string'?`.
  public var suggestion: String?

  public init(
    position: SourcePosition, severity: Severity, rule: String, message: String, suggestion: String? = nil
  ) {
    self.position = position
    self.severity = severity
    self.rule = rule
    self.message = Diagnostic.onOneLine(message)
    self.suggestion = suggestion.map(Diagnostic.onOneLine)
  }

  /// A text with what would end its line, or not be seen, as Swift escapes: messages quote what contracts say.
  private static func onOneLine(_ text: String) -> String {
    // Almost every text has none of U+0000 to U+001F, U+007F to U+009F (C2 80 to C2 9F), U+2028 and U+2029 (E2 80 A8, A9).
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != 0xC2 && $0 != 0xE2 }) { return text }
    var line = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: line += scalar.escaped(asASCII: true)
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  /// `file:line:column: error: text [rule-id]`, on one line.
  public var description: String {
    "\(position): \(severity.rawValue): \(message)\(suggestion.map { "; " + $0 } ?? "") [\(rule)]"
  }
}

/// A warning that a contract allows.
public struct AllowedDiagnostic: Sendable, Hashable {
  public var diagnostic: Diagnostic
  /// Why, in the contract's words.
  public var reason: String

  public init(diagnostic: Diagnostic, reason: String) {
    self.diagnostic = diagnostic
    self.reason = reason
  }
}

/// Collects the findings of one run. Stages take it `inout` and go on after reporting, so that one run tells all.
public struct Diagnostics: Sendable {
  private var found: [Diagnostic] = []
  private var known: Set<Diagnostic> = []
  private var permitted: [AllowedDiagnostic] = []
  private var searches = 0

  /// How many misspelt names a run compares with others. A file of nothing but such names would take minutes otherwise.
  private static let mostSearches = 100

  public init() {}

  /// Adds a finding; the same finding at the same place is kept once.
  public mutating func report(
    _ rule: DiagnosticRule, at position: SourcePosition, _ message: String, suggestion: String? = nil
  ) {
    add(
      Diagnostic(
        position: position, severity: rule.severity, rule: rule.id, message: message, suggestion: suggestion))
  }

  /// Adds a finding made elsewhere; the same finding at the same place is kept once.
  public mutating func add(_ diagnostic: Diagnostic) {
    if known.insert(diagnostic).inserted { found.append(diagnostic) }
  }

  /// What a misspelt name was probably meant to be, as a sentence; nil when nothing is near, and for the names of a run
  /// beyond the first hundred.
  public mutating func suggestion<Names: Sequence<String>>(
    for name: String, among candidates: @autoclosure () -> Names
  ) -> String? {
    guard searches < Diagnostics.mostSearches else { return nil }
    searches += 1
    return NearestName.suggestion(for: name, among: candidates())
  }

  /// Everything reported, ordered by file, line and column, then in the order of reporting.
  public var sorted: [Diagnostic] {
    found.enumerated()
      .sorted { a, b in
        a.element.position == b.element.position ? a.offset < b.offset : a.element.position < b.element.position
      }
      .map(\.element)
  }

  /// Takes out the warnings for which a contract gives a reason; errors stay, whatever is said about them.
  public mutating func allow(_ reason: (Diagnostic) -> String?) {
    found.removeAll { diagnostic in
      guard diagnostic.severity == .warning, let reason = reason(diagnostic) else { return false }
      permitted.append(AllowedDiagnostic(diagnostic: diagnostic, reason: reason))
      return true
    }
  }

  /// What was taken out, ordered by file, line and column.
  public var allowed: [AllowedDiagnostic] { permitted.sorted { $0.diagnostic.position < $1.diagnostic.position } }

  public var errorCount: Int { found.count { $0.severity == .error } }
  public var warningCount: Int { found.count { $0.severity == .warning } }
  public var hasErrors: Bool { found.contains { $0.severity == .error } }
}
