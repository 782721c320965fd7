import ConcordJSON
import ContractModel

/// The rules of a field in JSON Schema. What the standard has no keyword for stands under `x-minimum` and `x-maximum`.
enum RuleSchemas {
  /// The schema of a value that has to keep rules.
  static func with(_ rules: FieldRules, _ schema: JSONValue, of type: TypeReference) -> JSONValue {
    var result = schema
    for (bound, side) in [(rules.min, Side.least), (rules.max, .most)] {
      guard let value = bound?.value, let (keyword, number) = keyword(value, side, type) else { continue }
      result[keyword] = number
    }
    if let match = rules.match { result["pattern"] = .string(match.pattern.anchored) }
    return result
  }

  private enum Side { case least, most }

  private static func keyword(
    _ value: FieldRules.Bound.Value, _ side: Side, _ type: TypeReference
  ) -> (String, JSONValue)? {
    let isLeast = side == .least
    switch value {
    case .integer(let number):
      // An `int64` travels as text.
      guard type == .scalar(.int) else { return (isLeast ? "x-minimum" : "x-maximum", .string(String(number))) }
      return (isLeast ? "minimum" : "maximum", .number(Int(number)))
    case .number(let number): return (isLeast ? "minimum" : "maximum", JSONNumber(number).map { .number($0) } ?? .null)
    case .decimal, .timestamp, .date, .duration:
      return (isLeast ? "x-minimum" : "x-maximum", .string(value.text))
    case .count(let count):
      switch type {
      case .list: return (isLeast ? "minItems" : "maxItems", .number(count))
      case .map: return (isLeast ? "minProperties" : "maxProperties", .number(count))
      // Four letters of base64 carry three bytes.
      case .scalar(.bytes): return (isLeast ? "minLength" : "maxLength", .number((count + 2) / 3 * 4))
      case .scalar(.email) where !isLeast: return ("maxLength", .number(min(count, 254)))
      default: return (isLeast ? "minLength" : "maxLength", .number(count))
      }
    }
  }
}
