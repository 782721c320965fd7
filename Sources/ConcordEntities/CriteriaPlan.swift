import ConcordCore

/// Checked conditions of a list query, their operands in the form in which the store has values.
struct CriteriaPlan<E: Entity> {
  private indirect enum Check {
    case field(String, FieldComparison, Operand, isNumber: Bool)
    case any([[Check]])
  }

  private enum Operand {
    case value(JSONValue)
    case values(Set<JSONValue>)
  }

  private let checks: [Check]
  /// The fields that are looked at.
  let fields: Set<String>

  /// - Parameter others: how many conditions the query has beside these.
  /// - Throws: `INVALID_INPUT` for a field that is not allowed, a value that does not fit its field, and too many of them.
  init(
    _ criteria: ListCriteria<E>, beside others: Int, allowed: [String], _ numericTexts: Set<String>,
    _ limits: ListLimits
  ) throws(ConcordError) {
    var reading = Reading(allowed: allowed, numericTexts: numericTexts, limits: limits, count: 0)
    try reading.count(others)
    checks = try reading.checks(of: criteria)
    fields = reading.fields
  }

  /// What is known while criteria become checks.
  private struct Reading {
    let allowed: [String]
    let numericTexts: Set<String>
    let limits: ListLimits
    var count: Int
    var fields: Set<String> = []

    mutating func count(_ more: Int) throws(ConcordError) {
      count += more
      guard count <= limits.conditions else {
        throw ListPlan<E>.tooMany("criteria", "a query has at most \(limits.conditions) conditions", "conditions")
      }
    }

    mutating func checks(of criteria: ListCriteria<E>) throws(ConcordError) -> [Check] {
      var checks: [Check] = []
      for term in criteria.terms {
        switch term {
        case .any(let alternatives):
          // One without a condition is looked at, too.
          try count(alternatives.count(where: \.isEmpty))
          var found: [[Check]] = []
          for alternative in alternatives { found.append(try self.checks(of: alternative)) }
          checks.append(.any(found))
        case .field(let field, let comparison, let operand):
          guard allowed.contains(field) else { throw ListPlan<E>.refused("filter", field, allowed) }
          try count(1)
          fields.insert(field)
          let isNumber = numericTexts.contains(field)
          checks.append(
            .field(
              field, comparison, try CriteriaPlan.operand(operand, comparison, field, limits, isNumber),
              isNumber: isNumber))
        }
      }
      return checks
    }
  }

  private static func operand(
    _ value: JSONValue, _ comparison: FieldComparison, _ field: String, _ limits: ListLimits, _ isNumber: Bool
  ) throws(ConcordError) -> Operand {
    switch comparison {
    case .atLeast, .above, .atMost, .below: return .value(try stored(value, field))
    case .equals, .not: return .value(comparable(try stored(value, field), isNumber))
    case .oneOf:
      let values = value.elements ?? []
      guard values.count <= limits.values else {
        throw ListPlan<E>.tooMany("criteria.\(field)", "$in has at most \(limits.values) values", "values")
      }
      var all: Set<JSONValue> = []
      for value in values { all.insert(comparable(try stored(value, field), isNumber)) }
      return .values(all)
    case .contains:
      guard value.string != nil else {
        throw ConcordError(.invalidInput, "criteria.\(field): $contains takes a text", field: "criteria.\(field)")
      }
      return .value(value)
    }
  }

  /// Equal numbers are equal values, whatever their texts.
  private static func comparable(_ value: JSONValue, _ isNumber: Bool) -> JSONValue {
    isNumber ? ValueOrder.canonical(value) : value
  }

  /// A value as the entity writes it: a moment in any form of RFC 3339 is found in the one form that is stored.
  private static func stored(_ value: JSONValue, _ field: String) throws(ConcordError) -> JSONValue {
    guard value != .null, let index = E.fieldTable.index(of: field) else { return value }
    var scratch = E.blank
    let json = encode(value)
    var reader = JSONReader(json.span.bytes)
    scratch.read(field: index, from: &reader)
    reader.finish()
    if let failure = reader.failure {
      throw ConcordError(.invalidInput, "criteria.\(field): \(failure.code.message)", field: "criteria.\(field)")
    }
    return try decode(JSONValue.self, from: encode(scratch).span.bytes, failing: .internalError)[field] ?? .null
  }

  // MARK: Matching

  /// True when all conditions hold for an entity's fields.
  func holds(for fields: JSONValue) -> Bool { Self.holds(checks, fields) }

  private static func holds(_ checks: [Check], _ fields: JSONValue) -> Bool {
    checks.allSatisfy { check in
      switch check {
      case .any(let alternatives): alternatives.contains { holds($0, fields) }
      case .field(let field, let comparison, let operand, let isNumber):
        holds(comparison, fields[field] ?? .null, operand, isNumber)
      }
    }
  }

  private static func holds(
    _ comparison: FieldComparison, _ value: JSONValue, _ operand: Operand, _ isNumber: Bool
  ) -> Bool {
    switch operand {
    case .values(let values): return values.contains(comparable(value, isNumber))
    case .value(let other):
      switch comparison {
      case .equals: return comparable(value, isNumber) == other
      case .not: return comparable(value, isNumber) != other
      case .contains:
        guard let text = value.string, let part = other.string else { return false }
        return text.contains(part)
      case .oneOf: return false
      case .atLeast, .above, .atMost, .below:
        // What is of another kind, as null is, is neither above nor below.
        guard value != .null, ValueOrder.rank(value) == ValueOrder.rank(other) else { return false }
        let order = ValueOrder.compare(value, other, numeric: isNumber)
        return switch comparison {
        case .atLeast: order >= 0
        case .above: order > 0
        case .atMost: order <= 0
        default: order < 0
        }
      }
    }
  }
}
