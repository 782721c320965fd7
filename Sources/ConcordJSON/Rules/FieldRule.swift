/// What a contract demands of a field's value beyond its type: `min`, `max`, `match`.
///
/// Rules hold where data enters. Outputs and stored data are read without them, so a contract may become stricter.
public protocol FieldRule<Value>: Sendable {
  associatedtype Value: JSONCodable

  /// How a value breaks the rule; nil when it does not.
  func breach(_ value: Value) -> RuleBreach?
}

/// How a value breaks a rule.
public struct RuleBreach: Sendable, Equatable {
  /// The kind: `belowMinimum`, `aboveMaximum`, `patternMismatch` or `maskedSecret`.
  public let code: JSONError.Code
  /// What is wrong, to stand behind the field's path: `0 is less than 1`.
  public let message: String

  /// A breach of a kind, in words.
  public init(_ code: JSONError.Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

extension JSONReader {
  /// Reads a value that, in an input, has to keep a rule.
  @inlinable
  public mutating func read<Rule: FieldRule>(_ value: inout Rule.Value, _ rule: Rule) {
    let start = isInput ? valueOffset() : 0
    value = Rule.Value.decode(from: &self)
    if isInput { check(value, rule, at: start) }
  }

  /// Reads a value that, in an input, is null or has to keep a rule.
  @inlinable
  public mutating func read<Rule: FieldRule>(_ value: inout Rule.Value?, _ rule: Rule) {
    let start = isInput ? valueOffset() : 0
    value = Rule.Value?.decode(from: &self)
    if isInput, let value { check(value, rule, at: start) }
  }

  /// Records a breach at the value that began at `start`, unless reading it has failed.
  @usableFromInline
  mutating func check<Rule: FieldRule>(_ value: Rule.Value, _ rule: Rule, at start: Int) {
    guard failure == nil, let breach = rule.breach(value) else { return }
    fail(breach, at: start)
  }

  /// Records that the value that began at a byte breaks a rule.
  @inline(never)
  public mutating func fail(_ breach: RuleBreach, at start: Int) {
    if failure == nil { failure = JSONError(breach.code, at: start, rule: breach.message) }
    position = end
  }
}
