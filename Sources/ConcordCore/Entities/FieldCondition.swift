/// What a field's value has to be in a list.
///
///     query.where(\.createdAt, .atLeast(monday))
///     query.where(\.status, .oneOf([.active, .failed]))
///
/// Numbers are compared by value, texts by their characters, moments by time. A field without a value is neither above nor
/// below any.
public struct FieldCondition<Value: JSONCodable>: Sendable {
  let comparison: FieldComparison
  let operand: JSONValue

  private init(_ comparison: FieldComparison, _ operand: JSONValue) {
    self.comparison = comparison
    self.operand = operand
  }

  /// The value itself.
  public static func equals(_ value: Value) -> FieldCondition { FieldCondition(.equals, JSONValue(encoding: value)) }
  /// Any other value, or none.
  public static func not(_ value: Value) -> FieldCondition { FieldCondition(.not, JSONValue(encoding: value)) }
  public static func atLeast(_ value: Value) -> FieldCondition { FieldCondition(.atLeast, JSONValue(encoding: value)) }
  public static func above(_ value: Value) -> FieldCondition { FieldCondition(.above, JSONValue(encoding: value)) }
  public static func atMost(_ value: Value) -> FieldCondition { FieldCondition(.atMost, JSONValue(encoding: value)) }
  public static func below(_ value: Value) -> FieldCondition { FieldCondition(.below, JSONValue(encoding: value)) }
  /// One of some values.
  public static func oneOf(_ values: [Value]) -> FieldCondition { FieldCondition(.oneOf, JSONValue(encoding: values)) }
  /// A text that has this part, with the same capitals.
  public static func contains(_ part: String) -> FieldCondition { FieldCondition(.contains, .string(part)) }
}

/// How a field's value is compared with an operand; the raw value is the operator's name in JSON.
public enum FieldComparison: String, Sendable, CaseIterable {
  case equals = "$eq"
  case not = "$ne"
  case atLeast = "$gte"
  case above = "$gt"
  case atMost = "$lte"
  case below = "$lt"
  case oneOf = "$in"
  case contains = "$contains"
}
