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

  /// What one query may cost for each entity, whatever it asks for.
  private static var mostConditions: Int { 100 }
  private static var mostValues: Int { 1000 }

  private let checks: [Check]
  /// The fields that are looked at.
  let fields: [String]

  /// - Throws: `INVALID_INPUT` for a field that is not allowed, a value that does not fit its field, and too many of them.
  init(_ criteria: ListCriteria<E>, allowed: [String], _ numericTexts: Set<String>) throws(ConcordError) {
    var fields: [String] = []
    checks = try Self.checks(of: criteria, allowed, numericTexts, &fields)
    self.fields = fields
  }

  private static func checks(
    of criteria: ListCriteria<E>, _ allowed: [String], _ numericTexts: Set<String>, _ fields: inout [String]
  ) throws(ConcordError) -> [Check] {
    var checks: [Check] = []
    for term in criteria.terms {
      switch term {
      case .any(let alternatives):
        var found: [[Check]] = []
        for alternative in alternatives {
          found.append(try Self.checks(of: alternative, allowed, numericTexts, &fields))
        }
        checks.append(.any(found))
      case .field(let field, let comparison, let operand):
        guard allowed.contains(field) else { throw ListPlan<E>.refused("filter", field, allowed) }
        fields.append(field)
        guard fields.count <= mostConditions else {
          throw ConcordError(
            .invalidInput, "criteria: a query has at most \(mostConditions) conditions", field: "criteria")
        }
        checks.append(
          .field(
            field, comparison, try Self.operand(operand, comparison, field), isNumber: numericTexts.contains(field)))
      }
    }
    return checks
  }

  private static func operand(
    _ value: JSONValue, _ comparison: FieldComparison, _ field: String
  ) throws(ConcordError) -> Operand {
    switch comparison {
    case .equals, .not, .atLeast, .above, .atMost, .below: return .value(try stored(value, field))
    case .oneOf:
      let values = value.elements ?? []
      guard values.count <= mostValues else {
        throw ConcordError(
          .invalidInput, "criteria.\(field): $in has at most \(mostValues) values", field: "criteria.\(field)")
      }
      var all: Set<JSONValue> = []
      for value in values { all.insert(try stored(value, field)) }
      return .values(all)
    case .contains:
      guard value.string != nil else {
        throw ConcordError(.invalidInput, "criteria.\(field): $contains takes a text", field: "criteria.\(field)")
      }
      return .value(value)
    }
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
    case .values(let values): return values.contains(value)
    case .value(let other):
      switch comparison {
      case .equals: return value == other
      case .not: return value != other
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
