/// An entry of `allow:`: findings of a rule that are meant, with the reason.
///
/// It covers what stands between the first and the last line of the section that holds it.
public struct Allowance: Sendable {
  /// The rule's id, of `concord check` or of `concord diff`.
  public var rule: String
  public var reason: String
  public var file: String
  public var lines: ClosedRange<Int>
  public var position: SourcePosition

  public init(rule: String, reason: String, file: String, lines: ClosedRange<Int>, position: SourcePosition) {
    self.rule = rule
    self.reason = reason
    self.file = file
    self.lines = lines
    self.position = position
  }
}
