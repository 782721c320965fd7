extension KeyTable {
  static let triggers = KeyTable(
    section: "triggers", known: ReactiveModel.Change.allCases.map(\.rawValue) + ["payload"])
}

extension PackageBuilder {
  /// The reactive parts of all entities; a payload may name ancestors' keys, so the hierarchy comes first.
  mutating func readReactive() {
    for outline in outlines {
      guard let name = outline.group?.name, outline.kind == .entity, let entity = entities[name] else { continue }
      let reactive = reactive(entity, outline.sections)
      entities[name]?.reactive = reactive
    }
  }

  /// The reactive part of an entity, whose ancestors are known; nil without `state`.
  private mutating func reactive(_ entity: EntityModel, _ sections: Section) -> ReactiveModel? {
    let kind = sections["kind"].flatMap { reactiveKind($0) }
    let source = sections["source"].flatMap { word($0, "source", ReactiveModel.Source.allCases.map(\.rawValue)) }
    guard let node = sections["state"] else {
      for key in ["kind", "source", "triggers"] where sections[key] != nil {
        read.diagnostics.report(
          ModelRules.stateMissing, at: sections.place(of: key),
          "'\(key)' is about the reactive state, and there is none",
          suggestion: "add 'state:' with the fields whose changes count")
      }
      return nil
    }
    var reactive = ReactiveModel(
      kind: kind ?? entity.name, source: source.flatMap(ReactiveModel.Source.init(rawValue:)) ?? .store,
      state: state(node, of: entity), position: sections.place(of: "state"))
    reactive.kindPosition = sections["kind"]?.position ?? entity.position
    reactive.sourcePosition = sections.place(of: "source")
    if let node = sections["triggers"] { readTriggers(node, at: sections.place(of: "triggers"), of: entity, &reactive) }
    return reactive
  }

  private mutating func reactiveKind(_ node: YAMLNode) -> String? {
    guard let kind = read.text(node, "kind"), read.isName(kind, "a kind", at: node.position) else { return nil }
    return kind
  }

  private mutating func state(_ node: YAMLNode, of entity: EntityModel) -> [DeploymentModel.Placed<String>] {
    guard let written = read.texts(node, "state") else { return [] }
    if written.isEmpty, node.sequence?.isEmpty == true {
      read.diagnostics.report(
        ModelRules.stateField, at: node.position, "a state without fields never changes",
        suggestion: "name the fields whose changes count")
    }
    var fields: [DeploymentModel.Placed<String>] = []
    for (name, position) in written {
      if !entity.fields.contains(where: { $0.name == name }) {
        read.diagnostics.report(
          ModelRules.stateField, at: position, "'\(entity.name)' has no field '\(name)'",
          suggestion: read.diagnostics.suggestion(for: name, among: entity.fields.map(\.name)))
      } else if fields.contains(where: { $0.value == name }) {
        read.diagnostics.report(
          ModelRules.stateField, at: position, "'\(name)' is in the state already", suggestion: "leave it out here")
      } else {
        fields.append(.init(name, at: position))
      }
    }
    return fields
  }

  private mutating func readTriggers(
    _ node: YAMLNode, at position: SourcePosition, of entity: EntityModel, _ reactive: inout ReactiveModel
  ) {
    guard let section = read.section(node, .triggers) else { return }
    for change in ReactiveModel.Change.allCases {
      guard let node = section[change.rawValue], let id = read.text(node, "a trigger's id") else { continue }
      guard TriggerID.isValid(id) else {
        read.diagnostics.report(
          ModelRules.triggerSyntax, at: node.position, "'\(id)' is not the id of a trigger",
          suggestion: "write words with dots between them, as in '\(Words(package.name).kebab).\(change.rawValue)'")
        continue
      }
      reactive.triggers.append(.init(change: change, event: id, position: node.position))
    }
    guard let payload = section["payload"] else { return }
    if !ReactiveModel.Change.allCases.contains(where: { section[$0.rawValue] != nil }) {
      read.diagnostics.report(
        ModelRules.triggerPayload, at: section.place(of: "payload"), "no trigger carries this payload",
        suggestion: "name a trigger, as in 'created: \(Words(package.name).kebab).created'")
    }
    reactive.payload = (read.entries(payload, "payload") ?? []).compactMap { payloadField($0, of: entity) }
  }

  /// `systemId: id`, `systemName: "name?"`, `changedFields: true`.
  private mutating func payloadField(_ entry: YAMLEntry, of entity: EntityModel) -> ReactiveModel.PayloadField? {
    guard read.isName(entry.key, "a field", at: entry.keyPosition) else { return nil }
    let swiftName = SwiftNames.member(entry.key)
    let position = entry.value.position
    if case .boolean(let flag)? = entry.value.scalar?.resolved {
      guard flag, entry.key == ReactiveModel.changedFields else {
        read.diagnostics.report(
          ModelRules.triggerPayload, at: position, "only 'changedFields: true' is a truth value",
          suggestion: flag ? "name a field of '\(entity.name)'" : "leave '\(entry.key)' out")
        return nil
      }
      return .init(
        name: entry.key, swiftName: swiftName, source: .changedFields, isOptional: false, position: position)
    }
    guard let text = read.text(entry.value, "a member of the payload") else { return nil }
    let isOptional = text.hasSuffix("?")
    let name = isOptional ? String(text.dropLast()) : text
    guard entity.allFields.contains(where: { $0.name == name }) else {
      read.diagnostics.report(
        ModelRules.triggerPayload, at: position, "'\(entity.name)' has no field '\(name)'",
        suggestion: read.diagnostics.suggestion(for: name, among: entity.allFields.map(\.name)))
      return nil
    }
    return .init(
      name: entry.key, swiftName: swiftName, source: .field(name), isOptional: isOptional, position: position)
  }
}

/// Ids of triggers: words with dots between them, `catalog.created`. A word begins with a small letter and goes on with
/// letters, digits, `_` and `-`.
enum TriggerID {
  static func isValid(_ text: String) -> Bool {
    let words = text.split(separator: ".", omittingEmptySubsequences: false)
    return words.count > 1
      && words.allSatisfy { word in
        word.first.map { ("a"..."z").contains($0) } == true
          && word.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-".unicodeScalars.contains($0))
          }
      }
  }
}
