extension PackageBuilder {
  /// `unique`, `generated` and `onDelete` of a field: what the store keeps of it.
  mutating func readStored(_ section: Section, _ type: TypeReference, into field: inout FieldModel) {
    if let node = section["unique"], read.boolean(node, "unique") == true {
      field.isUnique = true
      field.uniquePosition = section.place(of: "unique")
    }
    if let node = section["generated"] { readGenerated(node, section, type, into: &field) }
    if let node = section["onDelete"] { readDeletion(node, section, type, into: &field) }
  }

  private mutating func readGenerated(
    _ node: YAMLNode, _ section: Section, _ type: TypeReference, into field: inout FieldModel
  ) {
    guard let word = read.text(node, "generated") else { return }
    guard word == "sequence" else { return read.wrongWord(node, "generated", ["sequence"]) }
    let place = section.place(of: "generated")
    guard [.scalar(.id), .scalar(.int), .scalar(.int64)].contains(type) else {
      return read.diagnostics.report(
        ModelRules.generatedField, at: place, "a sequence gives an id, int or int64, and '\(field.name)' is none",
        suggestion: field.isOptional ? "every entity gets a number, so leave the '?' out" : nil)
    }
    for key in ["default", "min", "max", "match"] where section[key] != nil {
      read.diagnostics.report(
        ModelRules.generatedField, at: section.place(of: key),
        "the store gives '\(field.name)' its value, so '\(key)' means nothing", suggestion: "leave it out")
    }
    if let node = section["readonly"], !field.isReadonly {
      read.diagnostics.report(
        ModelRules.generatedField, at: node.position, "the store gives '\(field.name)' its value, and nobody else",
        suggestion: "leave 'readonly' out")
    }
    field.isSequence = true
    field.isReadonly = true
  }

  private mutating func readDeletion(
    _ node: YAMLNode, _ section: Section, _ type: TypeReference, into field: inout FieldModel
  ) {
    guard let text = read.text(node, "onDelete") else { return }
    guard let deletion = ReferenceDeletion(rawValue: text) else {
      return read.wrongWord(node, "onDelete", ReferenceDeletion.allCases.map(\.rawValue))
    }
    guard type.referredEntity != nil else {
      return read.diagnostics.report(
        ModelRules.fieldDeletion, at: section.place(of: "onDelete"), "'\(field.name)' refers to no entity",
        suggestion: "a reference is ref<entity>, list<ref<entity>> or map<ref<entity>>")
    }
    if deletion == .clear, case .reference = type {
      return read.diagnostics.report(
        ModelRules.fieldDeletion, at: node.position, "'\(field.name)' cannot be cleared, since it is always there",
        suggestion: "add '?' to its type, or write 'cascade' or 'restrict'")
    }
    field.onReferenceDelete = deletion
  }
}

extension TypeReference {
  /// The entity that a field of this type refers to: by `ref`, `ref?`, or a list or map of them.
  public var referredEntity: String? {
    switch unwrapped {
    case .reference(let entity): entity
    case .list(.reference(let entity)), .map(.reference(let entity)): entity
    default: nil
    }
  }
}
