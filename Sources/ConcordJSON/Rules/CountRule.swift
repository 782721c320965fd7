/// A value with a length that rules can bound.
public protocol RuleCounted: JSONCodable {
  /// How many units the value has.
  var ruleCount: Int { get }

  /// What is counted, for one and for several.
  static var ruleUnit: (one: String, many: String) { get }
}

/// `min` and `max` of a text (Unicode scalars), bytes, a list or a map (entries).
public struct CountRule<Value: RuleCounted>: FieldRule {
  /// The least and the largest count; nil: no such bound.
  public let min: Int?, max: Int?

  /// A rule with one bound or two.
  @inlinable
  public init(min: Int? = nil, max: Int? = nil) {
    self.min = min
    self.max = max
  }

  /// `belowMinimum` or `aboveMaximum`.
  public func breach(_ value: Value) -> RuleBreach? {
    let count = value.ruleCount
    if let min, count < min { return RuleBreach(.belowMinimum, "has \(count) of at least \(Self.units(min))") }
    if let max, count > max { return RuleBreach(.aboveMaximum, "has \(count) of at most \(Self.units(max))") }
    return nil
  }

  private static func units(_ count: Int) -> String {
    "\(count) \(count == 1 ? Value.ruleUnit.one : Value.ruleUnit.many)"
  }
}

/// `match` of a text, and `min` and `max` of its length.
public struct TextRule: FieldRule {
  private let count: CountRule<String>
  private let pattern: TextPattern

  /// A rule of a pattern and bounds.
  ///
  /// - Precondition: `match` is a pattern; generated code has it from a contract that has been checked.
  public init(min: Int? = nil, max: Int? = nil, match: StaticString) {
    count = CountRule(min: min, max: max)
    pattern = TextPattern(match)
  }

  /// `belowMinimum`, `aboveMaximum` or `patternMismatch`. Lengths come first, so that a text that is too long is not
  /// read through.
  public func breach(_ value: String) -> RuleBreach? {
    if let breach = count.breach(value) { return breach }
    return pattern.matches(value) ? nil : RuleBreach(.patternMismatch, "does not match \(pattern.text)")
  }
}

extension String: RuleCounted {
  /// Its Unicode scalars.
  public var ruleCount: Int { unicodeScalars.count }
  /// Characters.
  public static var ruleUnit: (one: String, many: String) { ("character", "characters") }
}

extension RuleCounted where Self: CheckedText {
  /// Its Unicode scalars.
  public var ruleCount: Int { rawValue.unicodeScalars.count }
  /// Characters.
  public static var ruleUnit: (one: String, many: String) { String.ruleUnit }
}

extension URLText: RuleCounted {}
extension EmailAddress: RuleCounted {}

extension Bytes: RuleCounted {
  /// Its bytes.
  public var ruleCount: Int { array.count }
  /// Bytes.
  public static var ruleUnit: (one: String, many: String) { ("byte", "bytes") }
}

extension Array: RuleCounted where Element: JSONCodable {
  /// Its elements.
  public var ruleCount: Int { count }
  /// Entries.
  public static var ruleUnit: (one: String, many: String) { ("entry", "entries") }
}

extension Dictionary: RuleCounted where Key == String, Value: JSONCodable {
  /// Its members.
  public var ruleCount: Int { count }
  /// Entries.
  public static var ruleUnit: (one: String, many: String) { ("entry", "entries") }
}
