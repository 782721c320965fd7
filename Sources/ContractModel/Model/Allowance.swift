/// An entry of `allow:`: findings of a rule that are meant, with the reason.
///
/// It covers what stands between the first and the last line of the section that holds it, the line of the section's key
/// included.
public struct Allowance: Sendable {
  /// The lines of an allowance at a file's top level.
  public static let wholeFile = 1...Int.max

  /// The rule's id, of `concord check` or of `concord diff`.
  public var rule: String
  /// Why, on one line.
  public var reason: String
  public var file: String
  public var lines: ClosedRange<Int>
  /// Where the id stands.
  public var position: SourcePosition

  public init(rule: String, reason: String, file: String, lines: ClosedRange<Int>, position: SourcePosition) {
    self.rule = rule
    self.reason = reason
    self.file = file
    self.lines = lines
    self.position = position
  }
}
