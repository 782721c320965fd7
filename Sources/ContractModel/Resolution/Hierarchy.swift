extension PackageBuilder {
  /// Finds parents and gives every entity its ancestors' keys. Wrong parents are reported and dropped.
  mutating func resolveHierarchy() {
    let declared = outlines.compactMap { outline in
      outline.group.flatMap { group in entities[group.name].map { (outline, $0) } }
    }
    for (outline, entity) in declared {
      guard let parent = entity.parent, entities[parent] == nil, let node = outline.sections["parent"] else { continue }
      entities[entity.name]?.parent = nil
      if isUnreadable(entity: parent) { continue }
      read.diagnostics.report(
        ModelRules.parentMissing, at: node.position, "there is no entity '\(parent)' in the package",
        suggestion: read.diagnostics.suggestion(for: parent, among: entities.keys.sorted()))
    }
    let cyclic = declared.filter { isOwnAncestor($0.1.name) }
    for (outline, entity) in cyclic {
      guard let node = outline.sections["parent"] else { continue }
      read.diagnostics.report(
        ModelRules.hierarchyCycle, at: node.position,
        "'\(entity.name)' is its own ancestor: \(chain(from: entity.name).joined(separator: " → "))")
    }
    for (_, entity) in cyclic { entities[entity.name]?.parent = nil }
    for (outline, entity) in declared { setAncestors(of: entity.name, outline) }
  }

  /// The names from an entity upwards, the first repeated one included.
  private func chain(from name: String) -> [String] {
    var names = [name]
    var seen: Set<String> = [name]
    while let parent = entities[names[names.count - 1]]?.parent {
      names.append(parent)
      if !seen.insert(parent).inserted { break }
    }
    return names
  }

  private func isOwnAncestor(_ name: String) -> Bool {
    let chain = chain(from: name)
    return chain.count > 1 && chain.last == name
  }

  private mutating func setAncestors(of name: String, _ outline: FileOutline) {
    let names = chain(from: name).dropFirst().reversed()
    guard !names.isEmpty, var entity = entities[name] else { return }
    entity.ancestors = names.compactMap { ancestor in
      entities[ancestor].map { found in
        AncestorKey(
          entity: ancestor,
          field: FieldModel(
            name: ancestor, swiftName: SwiftNames.member(ancestor), type: found.key.type, idPrefix: found.key.idPrefix,
            summary: "The \(Words(ancestor).words.joined(separator: " ")) that it belongs to.", position: found.position
          ))
      }
    }
    for field in entity.fields where names.contains(field.name) {
      reportAncestorField(field, entity: name)
    }
    entities[name] = entity
  }

  mutating func reportAncestorField(_ field: FieldModel, entity: String) {
    read.diagnostics.report(
      ModelRules.ancestorField, at: field.position,
      "'\(field.name)' is an ancestor of '\(entity)', and its key travels under that name already",
      suggestion: "leave the field out")
  }
}
