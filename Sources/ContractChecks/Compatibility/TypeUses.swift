/// What the values of an entity or a type are part of.
enum Use: Sendable {
  /// What `create` takes: an entity without its readonly fields.
  case draft
  /// What `update` takes: any of an entity's fields but the readonly ones.
  case patch
  /// The input of any other operation.
  case input
  /// An answer or a pushed event.
  case output
  /// What is kept.
  case stored
}

/// How the entities and types of one package are used.
struct TypeUses: Sendable {
  private let package: ContractPackage
  private(set) var types: [TypeID: Set<Use>] = [:]
  private(set) var entities: [String: Set<Use>] = [:]

  init(_ package: ContractPackage) {
    self.package = package
    for entity in package.entities {
      if entity.isStored {
        visit(entity, .stored)
      } else {
        visit(entity.stateFields, .stored)
      }
      guard let group = package.contracts.first(where: { $0.entity?.name == entity.name })?.group else { continue }
      for operation in group.operations {
        if operation.input == .draft { visit(entity, .draft) }
        if operation.input == .patch { visit(entity, .patch) }
        if [.entity, .page].contains(operation.output) { visit(entity, .output) }
      }
      if group.events.contains(where: { $0.topic != nil && $0.payload == .output(.entity) }) { visit(entity, .output) }
    }
    for group in package.contracts.compactMap(\.group) {
      for operation in group.operations {
        if case .type(let type) = operation.input { visit(type, .input) }
        if case .type(let type) = operation.output { visit(type, .output) }
        for part in operation.http?.parts ?? [] { if case .json(let type) = part.content { visit(type, .input) } }
      }
      for event in group.events where event.topic != nil {
        if case .type(let type) = event.payload { visit(type, .output) }
        if case .output(.type(let type)) = event.payload { visit(type, .output) }
        if case .input(.type(let type)) = event.payload { visit(type, .output) }
      }
    }
    for event in package.contracts.compactMap(\.namespace).flatMap(\.events) {
      if let type = event.payload { visit(type, event.direction == .pushed ? .output : .input) }
    }
  }

  private mutating func visit(_ type: TypeReference, _ use: Use) {
    switch type {
    case .scalar, .reference: return
    case .optional(let inner), .list(let inner), .map(let inner): visit(inner, use)
    case .entity(let name): if let entity = package.entity(named: name) { visit(entity, use) }
    case .named(let id):
      guard types[id, default: []].insert(use).inserted else { return }
      visit(package[id].fields, use)
      for unionCase in package[id].union?.cases ?? [] { visit(.named(unionCase.type), use) }
    }
  }

  private mutating func visit(_ entity: EntityModel, _ use: Use) {
    guard entities[entity.name, default: []].insert(use).inserted else { return }
    visit(entity.fields, use == .draft || use == .patch ? .input : use)
  }

  /// What is readonly does not travel in inputs.
  private mutating func visit(_ fields: [FieldModel], _ use: Use) {
    for field in fields where use != .input || !field.isReadonly { visit(field.type, use) }
  }
}

extension EntityModel {
  /// Whether Concord keeps it: whole, and not its changes alone.
  var isStored: Bool { reactive?.source != .plugin }

  /// The fields whose changes are kept.
  var stateFields: [FieldModel] {
    let state = Set(reactive?.state.map(\.value) ?? [])
    return fields.filter { state.contains($0.name) }
  }
}
