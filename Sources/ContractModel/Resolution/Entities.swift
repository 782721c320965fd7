extension PackageBuilder {
  /// Reads an entity's own part: fields, key and name. Its place in the tree comes with `resolveHierarchy`.
  mutating func readEntity(_ outline: FileOutline) {
    guard outline.kind == .entity, let (name, position) = outline.group else { return }
    let sections = outline.sections
    var fields: [FieldModel] = []
    if let node = sections["fields"] {
      fields = self.fields(node, "fields", outline)
    } else {
      read.diagnostics.report(ModelRules.missingKey, at: position, "the entity '\(name)' needs 'fields'")
    }
    let keyIndex = self.keyIndex(of: name, at: position, sections, &fields)
    entities[name] = EntityModel(
      name: name, swiftName: SwiftNames.entity(name, prefix: package.swiftPrefix), swiftMember: SwiftNames.group(name),
      plural: plural(of: name, sections), summary: sections["summary"].flatMap { read.text($0, "summary") },
      parent: sections["parent"].flatMap { read.text($0, "parent") }, keyIndex: keyIndex,
      onParentDelete: parentDeletion(sections), fields: fields, position: position)
  }

  /// The index of the key. A key that is missing is reported and stood in for, so that children still have an ancestor.
  private mutating func keyIndex(
    of entity: String, at position: SourcePosition, _ sections: Section, _ fields: inout [FieldModel]
  ) -> Int {
    var name: String?
    if let node = sections["key"] {
      name = read.text(node, "key")
      if let name, let index = fields.firstIndex(where: { $0.name == name }) { return index }
      if let name, sections["fields"] != nil {
        read.diagnostics.report(
          ModelRules.keyMissing, at: node.position, "the key '\(name)' is no field of '\(entity)'",
          suggestion: NearestName.suggestion(for: name, among: fields.map(\.name)))
      }
    } else {
      read.diagnostics.report(
        ModelRules.missingKey, at: position, "the entity '\(entity)' needs a 'key'",
        suggestion: fields.first.map { "name the field that identifies it, as in 'key: \($0.name)'" })
    }
    let stem = name ?? "key"
    fields.append(
      FieldModel(name: stem, swiftName: SwiftNames.member(stem), type: .scalar(.string), position: position))
    return fields.count - 1
  }

  private mutating func plural(of name: String, _ sections: Section) -> String {
    guard let node = sections["plural"], let plural = read.text(node, "plural"),
      read.isName(plural, "several entities", at: node.position)
    else { return Plurals.plural(of: name) }
    return plural
  }

  private mutating func parentDeletion(_ sections: Section) -> EntityModel.ParentDeletion {
    guard let node = sections["onDelete"], let text = read.text(node, "onDelete") else { return .restrict }
    if sections["parent"] == nil {
      read.diagnostics.report(
        ModelRules.parentDeletion, at: sections.place(of: "onDelete"),
        "'onDelete' says what happens when the parent is deleted, and there is no 'parent'")
    }
    if text == "clear" {
      read.diagnostics.report(
        ModelRules.childClear, at: node.position,
        "'clear' would leave a child without its parent, whose key is a part of its path",
        suggestion: "write 'cascade' or 'restrict'")
    } else if EntityModel.ParentDeletion(rawValue: text) == nil {
      read.wrongWord(node, "onDelete", ["restrict", "cascade"])
    }
    return EntityModel.ParentDeletion(rawValue: text) ?? .restrict
  }
}
