/// Conditions on the fields of entities, all of which have to hold: a list's `criteria`.
///
/// In JSON an object: a member is a field with the value that it has to equal, or with an object of operators; `$or` is
/// a list of criteria of which one has to hold.
///
///     {"status": "ACTIVE", "createdAt": {"$gte": "2026-01-06T00:00:00Z"}, "$or": [{"name": {"$contains": "x"}}, {"id": {"$in": [1, 2]}}]}
public struct ListCriteria<E: Entity>: Sendable, Equatable {
  /// One condition.
  public enum Term: Sendable, Equatable {
    case field(String, FieldComparison, JSONValue)
    /// One of these has to hold; none of none does.
    case any([ListCriteria])
  }

  public internal(set) var terms: [Term] = []

  public init() {}

  private init(_ terms: [Term]) { self.terms = terms }

  public var isEmpty: Bool { terms.isEmpty }

  /// Adds a condition. The contract's `filter:` says which fields may be used.
  public mutating func `where`<Value: JSONCodable>(
    _ path: KeyPath<E.Fields, Field<Value>>, _ condition: FieldCondition<Value>
  ) {
    let field = E.Fields.table[keyPath: path].name
    let isNew = !terms.contains { term in
      if case .field(field, condition.comparison, _) = term { true } else { false }
    }
    let term = Term.field(field, condition.comparison, condition.operand)
    if isNew { terms.append(term) } else { require([ListCriteria([term])]) }
  }

  /// Adds alternatives, of which one has to hold: `query.whereAny({ $0.where(\.id, .equals(1)) }, { … })`.
  public mutating func whereAny(_ alternatives: (inout ListCriteria) -> Void...) {
    require(
      alternatives.map { fill in
        var criteria = ListCriteria()
        fill(&criteria)
        return criteria
      })
  }

  /// In JSON a name comes once in an object, so what is required beside alternatives is required in each of them.
  mutating func require(_ alternatives: [ListCriteria]) {
    for (index, term) in terms.enumerated() {
      guard case .any(var others) = term else { continue }
      for place in others.indices { others[place].require(alternatives) }
      terms[index] = .any(others)
      return
    }
    terms.append(.any(alternatives))
  }
}

extension ListCriteria: JSONCodable {
  public static var blank: ListCriteria { ListCriteria() }

  public static func decode(from reader: inout JSONReader) -> ListCriteria {
    var criteria = ListCriteria()
    var names: Set<String> = []
    reader.beginObject()
    while let name = reader.nextName() {
      if !names.insert(name).inserted { reader.fail(.duplicateField, field: name) }
      if name == "$or" {
        let start = reader.valueOffset()
        let alternatives = [ListCriteria].decode(from: &reader)
        if alternatives.isEmpty, reader.failure == nil { reader.fail(.invalidValue, at: start) }
        criteria.terms.append(.any(alternatives))
      } else if name.hasPrefix("$") {
        reader.fail(.unknownField, field: name)
      } else if reader.nextKind() == .object {
        criteria.readOperators(of: name, from: &reader)
      } else {
        criteria.terms.append(.field(name, .equals, JSONValue.decode(from: &reader)))
      }
    }
    return criteria
  }

  private mutating func readOperators(of field: String, from reader: inout JSONReader) {
    reader.beginObject()
    while let name = reader.nextName() {
      guard let comparison = FieldComparison(rawValue: name) else {
        reader.fail(.unknownField, field: name)
        return
      }
      let start = reader.valueOffset()
      let operand = JSONValue.decode(from: &reader)
      if comparison == .oneOf, operand.elements == nil, reader.failure == nil { reader.fail(.wrongType, at: start) }
      if terms.contains(where: { if case .field(field, comparison, _) = $0 { true } else { false } }) {
        reader.fail(.duplicateField, field: name)
      }
      terms.append(.field(field, comparison, operand))
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    var written: Set<String> = []
    for term in terms {
      switch term {
      case .any(let alternatives): writer.write(key: "$or", alternatives)
      case .field(let field, _, _):
        // All operators of a field are one member: a name comes once.
        guard written.insert(field).inserted else { continue }
        writer.name(field)
        writeConditions(on: field, to: &writer)
        writer.endValue()
      }
    }
    writer.endObject()
  }

  private func writeConditions(on field: String, to writer: inout JSONWriter) {
    var conditions: [(name: String, operand: JSONValue)] = []
    for case .field(field, let comparison, let operand) in terms { conditions.append((comparison.rawValue, operand)) }
    if conditions.count == 1, conditions[0].name == FieldComparison.equals.rawValue,
      conditions[0].operand.members == nil
    {
      return writer.value(conditions[0].operand)
    }
    writer.beginObject()
    for condition in conditions { writer.write(key: condition.name, condition.operand) }
    writer.endObject()
  }
}
