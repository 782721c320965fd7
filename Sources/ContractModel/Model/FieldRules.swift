public import ConcordJSON

/// What a field's value has to keep where data enters.
public struct FieldRules: Sendable {
  /// The least value, or the least length of a text, bytes, a list or a map.
  public var min: Bound?
  /// The largest value or length.
  public var max: Bound?
  /// The pattern that a text has to match.
  public var match: Match?

  public init(min: Bound? = nil, max: Bound? = nil, match: Match? = nil) {
    self.min = min
    self.max = max
    self.match = match
  }

  /// Whether there is no rule.
  public var isEmpty: Bool { min == nil && max == nil && match == nil }

  /// A value of `min` or `max`, already of the kind that the field's type asks for.
  public struct Bound: Sendable {
    public enum Value: Sendable, Hashable {
      /// For `int` and `int64`.
      case integer(Int64)
      /// For `double`; finite.
      case number(Double)
      case decimal(DecimalText)
      case timestamp(Timestamp)
      case date(CalendarDate)
      /// Milliseconds.
      case duration(Int64)
      /// Unicode scalars, bytes or entries; not negative.
      case count(Int)
    }

    public var value: Value
    public var position: SourcePosition

    public init(_ value: Value, at position: SourcePosition) {
      self.value = value
      self.position = position
    }
  }

  /// A pattern with its place.
  public struct Match: Sendable {
    public var pattern: TextPattern
    public var position: SourcePosition

    public init(_ pattern: TextPattern, at position: SourcePosition) {
      self.pattern = pattern
      self.position = position
    }
  }
}

extension FieldRules.Bound.Value {
  /// Whether this bound is less than another of the same kind.
  public func isLess(than other: Self) -> Bool {
    switch (self, other) {
    case (.integer(let one), .integer(let other)): one < other
    case (.number(let one), .number(let other)): one < other
    case (.decimal(let one), .decimal(let other)): one.isLess(than: other)
    case (.timestamp(let one), .timestamp(let other)): one < other
    case (.date(let one), .date(let other)): one < other
    case (.duration(let one), .duration(let other)): one < other
    case (.count(let one), .count(let other)): one < other
    default: false
    }
  }

  /// The value in messages.
  public var text: String {
    switch self {
    case .integer(let value): String(value)
    case .number(let value): String(value)
    case .decimal(let value): value.text
    case .timestamp(let value): value.description
    case .date(let value): value.description
    case .duration(let value): Duration.milliseconds(value).iso8601
    case .count(let value): String(value)
    }
  }
}
