/// A value that rules can bound.
public protocol RuleOrdered: JSONCodable {
  /// Whether this value is less than another, by value: the decimals `1.0` and `1` are the same.
  func isLess(than other: Self) -> Bool

  /// The value in messages.
  var inWords: String { get }
}

/// `min` and `max` of a number, a moment, a date or a length of time.
public struct ValueRule<Value: RuleOrdered>: FieldRule {
  /// The least and the largest value; nil: no such bound.
  public let min: Value?, max: Value?

  /// A rule with one bound or two.
  @inlinable
  public init(min: Value? = nil, max: Value? = nil) {
    self.min = min
    self.max = max
  }

  /// `belowMinimum` or `aboveMaximum`.
  public func breach(_ value: Value) -> RuleBreach? {
    if let min, value.isLess(than: min) {
      return RuleBreach(.belowMinimum, "\(value.inWords) is less than \(min.inWords)")
    }
    if let max, max.isLess(than: value) {
      return RuleBreach(.aboveMaximum, "\(value.inWords) is more than \(max.inWords)")
    }
    return nil
  }
}

extension RuleOrdered where Self: Comparable {
  /// As `<` says.
  public func isLess(than other: Self) -> Bool { self < other }
}

extension RuleOrdered where Self: CustomStringConvertible {
  /// The description.
  public var inWords: String { description }
}

extension Int: RuleOrdered {}
extension Int64: RuleOrdered {}
extension Double: RuleOrdered {}
extension Timestamp: RuleOrdered {}
extension CalendarDate: RuleOrdered {}

extension Duration: RuleOrdered {
  /// The form in JSON.
  public var inWords: String { iso8601 }
}

extension DecimalText: RuleOrdered {
  /// Compares the numbers, digit by digit.
  public func isLess(than other: DecimalText) -> Bool {
    let (mine, others) = (parts, other.parts)
    if mine.isNegative != others.isNegative { return mine.isNegative }
    return mine.isNegative
      ? Self.isLess(others.whole, others.fraction, mine.whole, mine.fraction)
      : Self.isLess(mine.whole, mine.fraction, others.whole, others.fraction)
  }

  /// Whole part, fraction without zeros at its end, and whether the number is below zero.
  private var parts: (isNegative: Bool, whole: Substring.UTF8View, fraction: Substring.UTF8View) {
    let digits = text.drop { $0 == "-" }.utf8
    let whole = digits.prefix { $0 != UInt8(ascii: ".") }
    var fraction = digits.dropFirst(whole.count + 1)
    while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
    let isZero = fraction.isEmpty && whole.elementsEqual("0".utf8)
    return (text.hasPrefix("-") && !isZero, whole, fraction)
  }

  private static func isLess(
    _ whole: Substring.UTF8View, _ fraction: Substring.UTF8View, _ otherWhole: Substring.UTF8View,
    _ otherFraction: Substring.UTF8View
  ) -> Bool {
    if whole.count != otherWhole.count { return whole.count < otherWhole.count }
    if !whole.elementsEqual(otherWhole) { return whole.lexicographicallyPrecedes(otherWhole) }
    return fraction.lexicographicallyPrecedes(otherFraction)
  }
}
