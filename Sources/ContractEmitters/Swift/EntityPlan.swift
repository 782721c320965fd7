import ContractModel

/// The plan of `entity.mustache`: descriptor, keys, field names.
struct EntityPlan {
  let entity: EntityModel
  let group: GroupModel?
  let types: SwiftTypes
  /// Who hears of changes; nil: every signed-in principal.
  var readers: AccessRule?

  var value: TemplateValue {
    let fields = entity.allFields
    let parent = entity.parent.flatMap { types.entity(named: $0) }
    return [
      "name": .text(entity.swiftName),
      "wire": .text(entity.name),
      "article": .text("aeiou".contains(entity.name.first ?? "x") ? "an" : "a"),
      "ancestors": .text(entity.ancestors.map { SwiftTypes.quoted($0.entity) }.joined(separator: ", ")),
      "keyField": .text(entity.key.name),
      "keyShapes": .text(entity.keyFields.map { isNumber($0) ? ".number" : ".text" }.joined(separator: ", ")),
      "keyDescription": .text(entity.keyFields.map { "`\($0.name)`" }.joined(separator: ", ")),
      "readonly": .text(RecordPlan.mask(fields) { $0.isReadonly }),
      "defaulted": .text(RecordPlan.mask(fields) { $0.defaultValue != nil }),
      "onParentDelete": .text(entity.onParentDelete.rawValue),
      "list": .text(list),
      "served": .list(
        (group?.operations ?? []).filter { entity.isStored && $0.kind != .custom }.map {
          [
            "kind": .text($0.kind.rawValue), "operationsName": .text((group?.swiftName ?? "") + "Operations"),
            "storage": .text($0.storageName),
          ]
        }),
      "stampedOnCreate": .text(stamped("createdAt")),
      "stampedOnChange": .text(stamped("updatedAt")),
      "kept": .text(StoragePlan(entity: entity, readers: readers, package: types.package).arguments),
      "keyValues": .text(entity.keyFields.map { text($0, "self.\($0.storageName)") }.joined(separator: ", ")),
      "keyParameters": .text(
        entity.keyFields.map { "\($0.swiftName): \(types.name($0.type))" }.joined(separator: ", ")),
      "keyArguments": .text(entity.keyFields.map { text($0, $0.swiftName) }.joined(separator: ", ")),
      "patchFields": .list(
        fields.dropFirst(entity.ancestors.count).map {
          [
            "attribute": .text(Availability($0.lifecycle).attribute), "swift": .text($0.swiftName),
            "type": .text(types.name($0)), "wire": .text($0.name),
          ]
        }),
      "parent": .flag(parent != nil),
      "parentName": .text(parent?.swiftName ?? ""),
      "parentWire": .text(parent?.name ?? ""),
      "plural": .text(entity.plural),
      "pluralMember": .text(SwiftNames.member(entity.plural)),
    ]
  }

  /// What the `list` operation allows, as a Swift expression.
  private var list: String {
    let operation = group?.operations.first { $0.convention == .list && $0.input == .listQuery }
    guard let operation else { return "nil" }
    let list = operation.list ?? ListOptions()
    let names = { (names: [String]) in "[" + names.map(SwiftTypes.quoted).joined(separator: ", ") + "]" }
    // Who reads whole pages must get pages.
    let topic = operation.kind == .list ? SwiftTypes.quoted(operation.topic) : "nil"
    return "ListDescriptor(topic: \(topic), pageSize: \(list.pageSize), "
      + "filter: \(names(list.filter)), sort: \(names(list.sort)))"
  }

  /// The readonly timestamp of a well-known name, which the server sets by itself.
  private func stamped(_ name: String) -> String {
    let index = entity.allFields.firstIndex {
      $0.name == name && $0.isReadonly && $0.type.unwrapped == .scalar(.timestamp)
    }
    return index.map(String.init) ?? ""
  }

  private func isNumber(_ field: FieldModel) -> Bool { field.type == .scalar(.int) }

  /// A key value as text.
  private func text(_ field: FieldModel, _ expression: String) -> String {
    switch field.type {
    case .scalar(.string), .scalar(.id): expression
    default: "\(expression).description"
    }
  }
}
