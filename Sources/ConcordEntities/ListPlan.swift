import ConcordCore

/// A checked list query: which entities, in what order, which page.
struct ListPlan<E: Entity> {
  let scope: EntityPath?
  private let query: ListQuery<E>
  private let pageSize: Int
  private let criteria: CriteriaPlan<E>
  private let numericTexts: Set<String>

  /// No store holds so many.
  private static var largestOffset: Int { 1 << 53 }

  /// - Throws: `INVALID_INPUT` when the query uses a field that the contract's `filter` or `sort` does not name, or goes
  ///   beyond a limit.
  init(_ query: ListQuery<E>, _ limits: ListLimits = ListLimits()) throws(ConcordError) {
    self.query = query
    guard query.order.count <= limits.sortFields else {
      throw Self.tooMany("sort", "a list is ordered by at most \(limits.sortFields) fields", "sortFields")
    }
    var sorted: Set<String> = []
    for sort in query.order where !sorted.insert(sort.field).inserted {
      throw ConcordError(.invalidInput, "sort.\(sort.field): stands there twice", field: "sort.\(sort.field)")
    }
    let descriptor = E.descriptor
    // A handler may list what its contract does not offer to callers.
    let allowed = descriptor.list ?? ListDescriptor(topic: nil)
    for filter in query.filters where !allowed.filter.contains(filter.field) {
      throw Self.refused("filter", filter.field, allowed.filter)
    }
    for sort in query.order where !allowed.sort.contains(sort.field) {
      throw Self.refused("sort", sort.field, allowed.sort)
    }
    let numericTexts = E.numericTexts
    self.numericTexts = numericTexts
    criteria = try CriteriaPlan(
      query.criteria, beside: query.filters.count, allowed: allowed.filter, numericTexts, limits)
    pageSize = max(1, min(query.pageSize ?? allowed.pageSize, limits.pageItems))
    var segments: [EntityPath.Segment] = []
    for (entity, key) in zip(descriptor.ancestors, query.scope) { segments.append(.init(entity: entity, key: key)) }
    scope = segments.isEmpty ? nil : EntityPath(segments)
  }

  static func refused(_ use: String, _ field: String, _ allowed: [String]) -> ConcordError {
    let hint = allowed.isEmpty ? "none can be used" : "one of \(allowed.joined(separator: ", ")) can"
    return ConcordError(
      .invalidInput, "\(use).\(field): '\(field)' cannot be used to \(use) \(E.descriptor.name); \(hint)",
      field: "\(use).\(field)")
  }

  /// - Parameter limit: its name in `ListLimits`.
  static func tooMany(_ field: String, _ rule: String, _ limit: String) -> ConcordError {
    ConcordError(.invalidInput, "\(field): \(rule) (\(limit))", field: field)
  }

  /// The page of what the store has, and of that only what is the caller's own where an ownership says so. Only the items
  /// of the page are decoded.
  func page(of snapshot: Snapshot, ownership: Ownership? = nil) throws(ConcordError) -> Page<E> {
    var rows: [(stored: StoredEntity, keys: [JSONValue])] = []
    let needed = query.filters.map(\.field) + query.order.map(\.field) + criteria.fields
    for stored in snapshot.entities where ownership?.holds(for: stored.json) ?? true {
      var fields = JSONValue.null
      if !needed.isEmpty { fields = try decode(JSONValue.self, from: stored.json.span.bytes, failing: .internalError) }
      guard query.filters.allSatisfy({ isEqual(fields[$0.field] ?? .null, $0) }), criteria.holds(for: fields) else {
        continue
      }
      rows.append((stored, query.order.map { fields[$0.field] ?? .null }))
    }
    rows.sort { a, b in
      for (i, sort) in query.order.enumerated() {
        switch ValueOrder.compare(a.keys[i], b.keys[i], numeric: numericTexts.contains(sort.field)) {
        case 0: continue
        case let order: return sort.descending ? order > 0 : order < 0
        }
      }
      return E.descriptor.precedes(a.stored.path, b.stored.path)
    }
    let start = min(first, rows.count)
    let slice = rows[start..<min(start + pageSize, rows.count)]
    var items: [E] = []
    for row in slice { items.append(try decode(E.self, from: row.stored.json.span.bytes, failing: .internalError)) }
    return Page(
      items: items, page: query.offset == nil ? query.page : first / pageSize + 1, pageSize: pageSize,
      total: rows.count, revisions: slice.map(\.stored.revision))
  }

  private func isEqual(_ value: JSONValue, _ filter: ListQuery<E>.Filter) -> Bool {
    if value == filter.value { return true }
    // A number that travels as a text has many texts.
    guard numericTexts.contains(filter.field) else { return false }
    return ValueOrder.canonical(value) == ValueOrder.canonical(filter.value)
  }

  /// How many entities come before the page.
  private var first: Int {
    if let offset = query.offset { return min(max(0, offset), Self.largestOffset) }
    let (first, overflow) = (max(1, query.page) - 1).multipliedReportingOverflow(by: pageSize)
    return overflow ? .max : first
  }
}

/// An order over JSON scalars: null, then false and true, numbers, texts; anything else is equal.
enum ValueOrder {
  /// Negative, zero or positive.
  ///
  /// - Parameter numeric: whether texts are numbers.
  static func compare(_ a: JSONValue, _ b: JSONValue, numeric: Bool = false) -> Int {
    let (rankA, rankB) = (rank(a), rank(b))
    if rankA != rankB { return rankA - rankB }
    if let a = a.double, let b = b.double { return a < b ? -1 : a > b ? 1 : 0 }
    if let a = a.string, let b = b.string, numeric { return DecimalOrder.compare(a, b) }
    if let a = a.string, let b = b.string { return a < b ? -1 : a > b ? 1 : 0 }
    if let a = a.bool, let b = b.bool { return (a ? 1 : 0) - (b ? 1 : 0) }
    return 0
  }

  /// The one text of a number that travels as a text; anything else as it is.
  static func canonical(_ value: JSONValue) -> JSONValue {
    value.string.map { .string(DecimalOrder.canonical($0)) } ?? value
  }

  static func rank(_ value: JSONValue) -> Int {
    if value.bool != nil { return 1 }
    if value.double != nil { return 2 }
    if value.string != nil { return 3 }
    return value == .null ? 0 : 4
  }
}
