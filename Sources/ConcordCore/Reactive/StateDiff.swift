/// What differs between two states of an entity, in its reactive fields alone.
///
/// Fields are compared whole, as JSON values: the order of an object's members means nothing, numbers are compared as
/// numbers, and a field that is absent equals one that is null.
public struct StateDiff: Sendable, Equatable {
  /// The names of the fields that differ, sorted by their UTF-8 bytes. After a deletion: the fields that had a value.
  public let changedFields: [String]
  /// The new values of the changed fields, null for one that has none any more, in the order of `changedFields`. After a
  /// deletion an empty object.
  public let delta: JSONValue

  /// - Parameters:
  ///   - fields: the names of the reactive fields.
  ///   - previous: the entity as a JSON object, nil when there was none.
  ///   - next: the same afterwards.
  public init(of fields: [String], from previous: JSONValue?, to next: JSONValue?) {
    let changed = fields.sorted(by: StateDiff.precedes).filter { field in
      (previous?[field] ?? .null).canonical != (next?[field] ?? .null).canonical
    }
    changedFields = changed
    delta =
      next.map { next in .object(changed.map { JSONValue.Member($0, next[$0] ?? .null) }) } ?? .object([])
  }

  /// True when nothing differs.
  public var isEmpty: Bool { changedFields.isEmpty }

  private static func precedes(_ one: String, _ other: String) -> Bool {
    one.utf8.lexicographicallyPrecedes(other.utf8)
  }
}

extension JSONValue {
  /// The value with the members of its objects in one order and its numbers in one form, so that equal means the same.
  /// Of members of one name the last counts.
  var canonical: JSONValue {
    switch self {
    case .null, .bool, .string: return self
    case .number(let number):
      // Whole numbers beyond a double's range keep their text: 9007199254740993 is not 9007199254740992.
      if let whole = Int(number.text) { return .number(JSONNumber(whole)) }
      let value = number.double
      guard value.isFinite else { return self }
      if let whole = Int(exactly: value), abs(value) < 9_007_199_254_740_992 { return .number(JSONNumber(whole)) }
      return JSONNumber(value).map { .number($0) } ?? self
    case .array(let elements): return .array(elements.map(\.canonical))
    case .object(let members):
      let byName = Dictionary(members.map { ($0.name, $0.value.canonical) }, uniquingKeysWith: { _, last in last })
      return .object(byName.keys.sorted().map { Member($0, byName[$0] ?? .null) })
    }
  }

  /// An object with the values of these fields alone, those that are `secrets` as `****`; absent and null ones left out.
  func state(of fields: [String], secrets: Set<String>) -> JSONValue {
    .object(
      fields.compactMap { field in
        guard let value = self[field], value != .null else { return nil }
        return Member(field, secrets.contains(field) ? .string("****") : value)
      })
  }
}
