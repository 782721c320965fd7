import ConcordCore

/// The payload of a QUERY, `{kind, criteria, page {limit, offset}, sort {field, order}}`, as the input of the entity's list.
struct StoreQuery {
  private(set) var kind: String?
  private var criteria: [JSONValue.Member] = []
  private var limit: Int?
  private var offset: Int?
  /// As a list has it: a field, with a minus in front for the descending order.
  private var sort: [String] = []

  init() {}

  /// - Throws: `INVALID_INPUT` with the field.
  init(reading payload: RawSpan) throws(ConcordError) {
    let members = FrameMembers(payload, known: ["kind", "criteria", "page", "sort"])
    if let failure = members.failure {
      throw ConcordError(.invalidInput, "payload: \(failure.message)", field: failure.field ?? "payload")
    }
    kind = try members.read("kind", in: payload)
    if let value: JSONValue = try members.read("criteria", in: payload) {
      guard let members = value.members else { throw Self.wrong("criteria", "conditions by field are an object") }
      criteria = members
    }
    if let page: JSONValue = try members.read("page", in: payload) {
      limit = try Self.number(page["limit"], "page.limit", from: 1)
      offset = try Self.number(page["offset"], "page.offset", from: 0) ?? 0
    }
    if let value: JSONValue = try members.read("sort", in: payload) {
      for term in value.elements ?? [value] { sort.append(try Self.term(term)) }
    }
  }

  private static func term(_ value: JSONValue) throws(ConcordError) -> String {
    guard let field = value["field"]?.string, !field.isEmpty else { throw wrong("sort.field", "is missing") }
    guard let order = value["order"], order != .null else { return field }
    switch order.string?.uppercased() {
    case "ASC": return field
    case "DESC": return "-" + field
    default: throw wrong("sort.order", "is ASC or DESC")
    }
  }

  private static func number(_ value: JSONValue?, _ field: String, from least: Int) throws(ConcordError) -> Int? {
    guard let value, value != .null else { return nil }
    guard let number = value.int, number >= least else { throw wrong(field, "is a whole number from \(least)") }
    return number
  }

  private static func wrong(_ field: String, _ reason: String) -> ConcordError {
    ConcordError(.invalidInput, "\(field): \(reason)", field: field)
  }

  /// The list's input. What equals an ancestor's key says where to look.
  func listInput(of descriptor: EntityDescriptor?) -> [UInt8] {
    let ancestors = Set(descriptor?.ancestors ?? [])
    var scope: [JSONValue.Member] = []
    var conditions: [JSONValue.Member] = []
    for member in criteria {
      let isScope = ancestors.contains(member.name) && member.value.members == nil
      if isScope { scope.append(member) } else { conditions.append(member) }
    }
    var writer = JSONWriter(capacity: 256)
    writer.beginObject()
    for member in scope { writer.write(key: member.name, member.value) }
    if !conditions.isEmpty { writer.write("\"criteria\":", JSONValue.object(conditions)) }
    writer.writeIfPresent("\"pageSize\":", limit)
    writer.writeIfPresent("\"offset\":", offset)
    if !sort.isEmpty { writer.write("\"sort\":", sort) }
    writer.endObject()
    return writer.array()
  }
}
