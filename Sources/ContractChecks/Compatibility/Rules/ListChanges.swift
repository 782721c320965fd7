// What a list query may say.
extension CompatibilityRule {
  static let filterRemoved = wire("WIRE_LIST_FILTER_REMOVED", "A list filters by what it filtered by.", for: .callers) {
    changes($0, \.filter, gone: true) { "'list' filtered by '\($0)' and does not" }
  }

  static let filterAdded = wire(
    "WIRE_LIST_FILTER_ADDED", "What a list now filters by is worth knowing.", .info, for: .callers
  ) { changes($0, \.filter, gone: false) { "'list' filters by '\($0)' and did not" } }

  static let sortRemoved = wire("WIRE_LIST_SORT_REMOVED", "A list sorts by what it sorted by.", for: .callers) {
    changes($0, \.sort, gone: true) { "'list' sorted by '\($0)' and does not" }
  }

  static let sortAdded = wire(
    "WIRE_LIST_SORT_ADDED", "What a list now sorts by is worth knowing.", .info, for: .callers
  ) { changes($0, \.sort, gone: false) { "'list' sorts by '\($0)' and did not" } }

  static let pageSizeChanged = wire(
    "WIRE_LIST_PAGE_SIZE_CHANGED", "A page has as many items as it had.", .warning, for: .callers
  ) { comparison in
    comparison.operations.both.compactMap { pair in
      guard let old = pair.old.list, let new = pair.new.list, old.pageSize != new.pageSize else { return nil }
      return Finding(
        pair.new.position, "a page of 'list' had \(old.pageSize) items and has \(new.pageSize)",
        "keep 'page: \(old.pageSize)' if callers read one page alone")
    }
  }

  private static func changes(
    _ comparison: Comparison, _ fields: (ListOptions) -> [String], gone: Bool, _ message: (String) -> String
  ) -> [Finding] {
    comparison.operations.both.flatMap { pair -> [Finding] in
      guard let old = pair.old.list, let new = pair.new.list else { return [] }
      let (before, after) = (fields(old), fields(new))
      let names = gone ? before.filter { !after.contains($0) } : after.filter { !before.contains($0) }
      return names.map { Finding(pair.new.position, message($0), gone ? "keep '\($0)'" : nil) }
    }
  }
}
