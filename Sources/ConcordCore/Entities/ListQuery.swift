/// What `list` carries: where to look, which entities, in what order, and which page.
///
///     var query = ListQuery<Account>(in: Tenant.key(name: "acme"))
///     query.filter(\.status, .active)
///     query.where(\.createdAt, .atLeast(monday))
///     query.sort(by: \.name, descending: true)
public struct ListQuery<E: Entity>: Sendable {
  /// The ancestors' keys that narrow the list, root first; fewer than the entity has, or none, widen it.
  public var scope: [String]
  /// The page wanted, counted from 1.
  public var page: Int
  /// The wanted number of items on a page, or nil for the contract's; the server caps it at 1,000.
  public var pageSize: Int?
  /// How many entities come before the first that is answered; nil: as many as the pages before `page` hold. With it,
  /// `pageSize` alone says how many follow.
  public var offset: Int?
  /// Fields that must equal a value.
  public private(set) var filters: [Filter] = []
  /// What else has to hold.
  public var criteria = ListCriteria<E>()
  /// Order of the result: first by the first, then by the second, and always by key in the end.
  public private(set) var order: [Sort] = []

  /// One `field = value` condition.
  public struct Filter: Sendable, Equatable {
    public let field: String
    public let value: JSONValue
  }

  /// One sort criterion.
  public struct Sort: Sendable, Equatable {
    public let field: String
    public let descending: Bool
  }

  /// A query over all entities of the kind.
  public init(page: Int = 1, pageSize: Int? = nil) {
    self.scope = []
    self.page = page
    self.pageSize = pageSize
  }

  /// A query over what lies below an ancestor.
  public init<Ancestor: Entity>(in ancestor: Key<Ancestor>, page: Int = 1, pageSize: Int? = nil) {
    self.scope = ancestor.values
    self.page = page
    self.pageSize = pageSize
  }

  /// Keeps entities whose field equals `value`. The contract's `filter:` says which fields may be used.
  public mutating func filter<Value: JSONCodable>(_ path: KeyPath<E.Fields, Field<Value>>, _ value: Value) {
    let field = E.Fields.table[keyPath: path].name
    // In JSON a name comes once: what it has to equal besides is a condition like others.
    guard !filters.contains(where: { $0.field == field }) else { return criteria.where(path, .equals(value)) }
    filters.append(Filter(field: field, value: JSONValue(encoding: value)))
  }

  /// Keeps entities whose field is as the condition says. The contract's `filter:` says which fields may be used.
  public mutating func `where`<Value: JSONCodable>(
    _ path: KeyPath<E.Fields, Field<Value>>, _ condition: FieldCondition<Value>
  ) {
    criteria.where(path, condition)
  }

  /// Keeps entities for which one of the alternatives holds.
  public mutating func whereAny(_ alternatives: (inout ListCriteria<E>) -> Void...) {
    criteria.require(
      alternatives.map { fill in
        var criteria = ListCriteria<E>()
        fill(&criteria)
        return criteria
      })
  }

  /// Orders by a field. The contract's `sort:` says which fields may be used.
  public mutating func sort<Value: JSONCodable>(by path: KeyPath<E.Fields, Field<Value>>, descending: Bool = false) {
    order.append(Sort(field: E.Fields.table[keyPath: path].name, descending: descending))
  }
}

extension ListQuery: JSONCodable {
  public static var blank: ListQuery { ListQuery() }

  public static func decode(from reader: inout JSONReader) -> ListQuery {
    var query = ListQuery()
    var scope = KeyFields(E.descriptor, ancestorsOnly: true)
    var hasPage = false
    reader.beginObject()
    while let name = reader.nextName() {
      if scope.read(name, from: &reader) { continue }
      switch name {
      case "page":
        hasPage = true
        query.page = reader.int()
        if query.page < 1, reader.failure == nil { reader.fail(.invalidValue, field: name) }
      case "pageSize":
        let size = reader.int()
        if size < 1, reader.failure == nil { reader.fail(.invalidValue, field: name) }
        query.pageSize = size
      case "offset":
        query.offset = reader.int()
        if query.offset ?? 0 < 0, reader.failure == nil { reader.fail(.invalidValue, field: name) }
      case "criteria": reader.read(&query.criteria)
      case "filter":
        var names: Set<String> = []
        reader.beginObject()
        while let field = reader.nextName() {
          if !names.insert(field).inserted { reader.fail(.duplicateField, field: field) }
          query.filters.append(Filter(field: field, value: JSONValue.decode(from: &reader)))
        }
      case "sort":
        for term in [String].decode(from: &reader) {
          let descending = term.hasPrefix("-")
          query.order.append(Sort(field: String(term.dropFirst(descending ? 1 : 0)), descending: descending))
        }
      default: reader.skipValue()
      }
    }
    // Two answers to one question.
    if hasPage, query.offset != nil { reader.fail(.invalidValue, field: "offset") }
    // A scope is a prefix of the ancestors: naming an account without its tenant is ambiguous.
    let given = scope.values.prefix { !$0.isEmpty }
    if let stray = scope.values[given.count...].firstIndex(where: { !$0.isEmpty }) {
      reader.fail(.missingField, field: scope.names[stray - 1])
    }
    query.scope = Array(given)
    return query
  }

  public func encode(to writer: inout JSONWriter) {
    let descriptor = E.descriptor
    writer.beginObject()
    for (i, value) in scope.enumerated() where i < descriptor.ancestors.count {
      switch descriptor.keyShapes[i] {
      case .text: writer.write(key: descriptor.ancestors[i], value)
      case .number: writer.write(key: descriptor.ancestors[i], Int(value) ?? 0)
      }
    }
    if let offset { writer.write("\"offset\":", offset) } else if page != 1 { writer.write("\"page\":", page) }
    writer.writeIfPresent("\"pageSize\":", pageSize)
    if !filters.isEmpty {
      writer.name("filter")
      writer.beginObject()
      for filter in filters { writer.write(key: filter.field, filter.value) }
      writer.endObject()
      writer.endValue()
    }
    if !criteria.isEmpty { writer.write("\"criteria\":", criteria) }
    if !order.isEmpty { writer.write("\"sort\":", order.map { ($0.descending ? "-" : "") + $0.field }) }
    writer.endObject()
  }
}
