/// A rule about contracts that can be read: data, with a pure function that finds what breaks it.
public struct Rule: Sendable {
  /// One place where the rule is broken.
  public struct Finding: Sendable {
    public var position: SourcePosition
    /// What is wrong, without a full stop.
    public var message: String
    /// The way out.
    public var suggestion: String?

    public init(_ position: SourcePosition, _ message: String, suggestion: String? = nil) {
      self.position = position
      self.message = message
      self.suggestion = suggestion
    }
  }

  public var identity: DiagnosticRule
  /// All places in the packages of one run, which become one Swift module.
  public var check: @Sendable ([ContractPackage]) -> [Finding]

  /// - Parameters:
  ///   - id: Stable and never reused.
  ///   - purpose: One sentence: what holds in contracts that keep the rule.
  ///   - severity: What a finding is.
  ///   - check: Finds the places.
  public init(
    _ id: String, _ purpose: String, severity: Severity = .error,
    check: @escaping @Sendable ([ContractPackage]) -> [Finding]
  ) {
    identity = DiagnosticRule(id, purpose, severity: severity)
    self.check = check
  }
}
