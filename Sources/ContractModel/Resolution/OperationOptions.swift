extension PackageBuilder {
  mutating func errors(_ section: Section) -> [OperationError] {
    guard let node = section["errors"], let entries = read.entries(node, "errors") else { return [] }
    return entries.compactMap { entry in
      guard read.isName(entry.key, "an error", at: entry.keyPosition),
        let status = read.integer(entry.value, "an error's HTTP status", in: 400...599)
      else { return nil }
      return OperationError(
        name: entry.key, swiftName: SwiftNames.member(entry.key), wireCode: Words(entry.key).upperSnake,
        httpStatus: status, position: entry.keyPosition)
    }
  }

  /// `{ retries: 3, backoff: 1s..4s }`; one duration alone stays the same for every wait.
  mutating func retry(_ node: YAMLNode) -> OperationModel.Retry? {
    guard let section = read.section(node, .retry) else { return nil }
    guard let count = section["retries"] else {
      read.diagnostics.report(ModelRules.missingKey, at: node.position, "'retry' needs 'retries'")
      return nil
    }
    guard let retries = read.integer(count, "retries", in: 0...10) else { return nil }
    var retry = OperationModel.Retry(retries: retries, firstBackoff: 1000, maximumBackoff: 4000)
    guard let backoff = section["backoff"], let text = read.text(backoff, "backoff") else { return retry }
    let ends = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let (first, last) = ends.count == 3 && ends[1].isEmpty ? (ends[0], ends[2]) : (text, text)
    guard let low = Durations.milliseconds(first), let high = Durations.milliseconds(last), low <= high else {
      read.diagnostics.report(
        ModelRules.duration, at: backoff.position, "'\(text)' is not a range of durations",
        suggestion: "write the shortest and the longest wait, such as 1s..4s")
      return nil
    }
    retry.firstBackoff = low
    retry.maximumBackoff = high
    return retry
  }

  mutating func list(_ section: Section, _ scope: GroupScope) -> ListOptions {
    var options = ListOptions()
    if let page = section["page"], let size = read.integer(page, "page", in: 1...1000) { options.pageSize = size }
    options.filter = listFields("filter", section, scope)
    options.sort = listFields("sort", section, scope)
    return options
  }

  /// What says how a list is queried says nothing of one with an input of its own.
  mutating func reportListKeys(_ section: Section) {
    for key in ["page", "filter", "sort"] where section[key] != nil {
      read.diagnostics.report(
        ModelRules.shape, at: section.place(of: key),
        "'\(key)' is for the list's usual input, and this one has its own",
        suggestion: "leave '\(key)' or 'input' out")
    }
  }

  /// The fields that `filter` or `sort` names: those of the entity and its ancestors' keys, scalars and enumerations.
  private mutating func listFields(_ key: String, _ section: Section, _ scope: GroupScope) -> [String] {
    guard let node = section[key], let names = read.texts(node, key) else { return [] }
    return names.compactMap { name, position in
      guard let field = field(name, at: position, scope) else { return nil }
      switch field.type.unwrapped {
      case .scalar(let scalar) where scalar != .json && scalar != .bytes: return name
      case .reference: return name
      case .named(let id):
        if case .enumeration = package[id].shape { return name }
        fallthrough
      default:
        read.diagnostics.report(
          ModelRules.listField, at: position,
          "a list cannot \(key) by '\(name)', which is neither scalar, enumeration nor reference")
        return nil
      }
    }
  }

  /// A field of the entity, ancestors' keys included; nil after reporting that there is none.
  mutating func field(_ name: String, at position: SourcePosition, _ scope: GroupScope) -> FieldModel? {
    let fields = scope.entity?.allFields ?? []
    if let field = fields.first(where: { $0.name == name }) { return field }
    read.diagnostics.report(
      ModelRules.unknownField, at: position, "'\(scope.name)' has no field '\(name)'",
      suggestion: read.diagnostics.suggestion(for: name, among: fields.map(\.name)))
    return nil
  }
}
