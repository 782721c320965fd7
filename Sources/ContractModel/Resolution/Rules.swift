import ConcordJSON

/// What `min` and `max` count or compare in values of a type.
private enum BoundKind {
  case integer, number, decimal, timestamp, date, duration, count

  /// nil for a type whose values have neither size nor length.
  init?(_ type: TypeReference) {
    switch type.unwrapped {
    case .scalar(.int), .scalar(.int64): self = .integer
    case .scalar(.double): self = .number
    case .scalar(.decimal): self = .decimal
    case .scalar(.timestamp): self = .timestamp
    case .scalar(.date): self = .date
    case .scalar(.duration): self = .duration
    case .scalar(.string), .scalar(.url), .scalar(.email), .scalar(.bytes), .list, .map: self = .count
    case .scalar(.bool), .scalar(.uuid), .scalar(.json), .scalar(.id), .named, .entity, .reference, .optional:
      return nil
    }
  }
}

extension PackageBuilder {
  /// `min`, `max` and `match` of a field.
  mutating func rules(_ section: Section, _ type: TypeReference) -> FieldRules {
    FieldRules(
      min: bound(section, "min", type), max: bound(section, "max", type),
      match: section["match"].flatMap { match($0, at: section.place(of: "match"), type) })
  }

  private mutating func bound(_ section: Section, _ key: String, _ type: TypeReference) -> FieldRules.Bound? {
    guard let node = section[key] else { return nil }
    guard let kind = BoundKind(type) else {
      read.diagnostics.report(
        ModelRules.boundType, at: section.place(of: key), "a value of this type has no '\(key)'",
        suggestion:
          "numbers, timestamp, date and duration have a size; string, url, email, bytes, list and map a length")
      return nil
    }
    return boundValue(node, key, kind).map { FieldRules.Bound($0, at: node.position) }
  }

  private mutating func boundValue(_ node: YAMLNode, _ key: String, _ kind: BoundKind) -> FieldRules.Bound.Value? {
    guard let scalar = node.scalar, !node.isNull else {
      return wrongBound(node, "'\(key)' is a single value, not \(node.kind)")
    }
    switch (kind, scalar.resolved) {
    case (.count, _): return read.integer(node, key, in: 0...Int(Int32.max)).map { .count($0) }
    case (.integer, .integer(let value)): return .integer(value)
    case (.integer, _): return wrongBound(node, "'\(key)' of a whole number is one, not '\(scalar.text)'")
    case (.number, .integer(let value)): return .number(Double(value))
    case (.number, .number(let value)) where value.isFinite: return .number(value)
    case (.number, _): return wrongBound(node, "'\(key)' of a double is a finite number, not '\(scalar.text)'")
    case (.decimal, _):
      return DecimalText(scalar.text).map { .decimal($0) }
        ?? wrongBound(node, "'\(key)' of a decimal is a decimal number, not '\(scalar.text)'")
    case (.timestamp, _):
      return Timestamp(scalar.text).map { .timestamp($0) }
        ?? wrongBound(node, "'\(scalar.text)' is not a timestamp", "write it as 2026-01-06T10:10:00Z")
    case (.date, _):
      return CalendarDate(scalar.text).map { .date($0) }
        ?? wrongBound(node, "'\(scalar.text)' is not a date", "write it as 2026-01-06")
    case (.duration, _): return read.duration(node, key).map { .duration(Int64($0)) }
    }
  }

  private mutating func wrongBound(
    _ node: YAMLNode, _ message: String, _ suggestion: String? = nil
  ) -> FieldRules.Bound.Value? {
    read.diagnostics.report(ModelRules.boundType, at: node.position, message, suggestion: suggestion)
    return nil
  }

  private mutating func match(
    _ node: YAMLNode, at key: SourcePosition, _ type: TypeReference
  ) -> FieldRules.Match? {
    guard let text = read.text(node, "match") else { return nil }
    guard type.unwrapped == .scalar(.string) else {
      read.diagnostics.report(ModelRules.matchType, at: key, "only a field of type string has 'match'")
      return nil
    }
    do throws(PatternError) {
      return FieldRules.Match(try TextPattern(parsing: text), at: node.position)
    } catch {
      let place = node.isVerbatim ? node.place(ofOffset: error.offset, count: error.count) : node.position
      read.diagnostics.report(ModelRules.matchSyntax, at: place, error.message, suggestion: error.suggestion)
      return nil
    }
  }
}

extension YAMLNode {
  /// Whether a scalar stands in the file as it reads, without escapes and folds.
  var isVerbatim: Bool {
    guard let scalar else { return false }
    return position.endColumn - position.column == scalar.text.unicodeScalars.count + (scalar.isPlain ? 0 : 2)
  }
}
