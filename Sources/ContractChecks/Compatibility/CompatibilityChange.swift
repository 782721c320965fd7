/// One change between two versions, judged.
public struct CompatibilityChange: Sendable, Hashable, CustomStringConvertible {
  /// The id of the rule that found it.
  public var rule: String
  public var category: CompatibilityRule.Category
  public var breaks: [CompatibilityRule.Audience]
  public var severity: CompatibilityRule.Severity
  /// The version that `position` is in: the old one for what the new one has no more.
  public var side: CompatibilityRule.Side
  public var position: SourcePosition
  /// Where it would be allowed, if not at its position.
  var home: SourcePosition?
  /// What changed, with both sides, without a full stop.
  public var message: String
  /// The way out, where there is one.
  public var suggestion: String?

  /// `file:line:column: breaking for callers: text [RULE_ID]`, on one line; `(old)` before the severity when the place
  /// is in the old version.
  public var description: String {
    "\(position): \(side == .old ? "(old) " : "")\(severity.rawValue) for \(audience): \(message)"
      + "\(suggestion.map { "; " + $0 } ?? "") [\(rule)]"
  }

  private var audience: String {
    let words = breaks.map(\.title)
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}
