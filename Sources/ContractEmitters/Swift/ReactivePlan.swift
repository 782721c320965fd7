import ContractModel

/// The plan of `reactive.mustache`, and of the record that triggers carry.
struct ReactivePlan {
  let entity: EntityModel
  let reactive: ReactiveModel
  let types: SwiftTypes

  /// What triggers and reactions to them carry.
  static func payloadType(of entity: EntityModel) -> String {
    entity.reactive?.payload.isEmpty == false
      ? "\(entity.swiftName)TriggerPayload" : "StateChange<\(entity.swiftName)>"
  }

  static func triggersName(of entity: EntityModel) -> String { entity.swiftName + "Triggers" }

  var value: TemplateValue {
    let state = reactive.state.map(\.value)
    let secrets = entity.fields.filter { $0.isSensitive && state.contains($0.name) }.map(\.name)
    return [
      "name": .text(entity.swiftName), "wire": .text(entity.name),
      "kind": .text(reactive.kind), "source": .text(reactive.source.rawValue),
      "state": .text(state.map(SwiftTypes.quoted).joined(separator: ", ")),
      "secrets": .text(secrets.map(SwiftTypes.quoted).joined(separator: ", ")),
      "hasPayload": .flag(!reactive.payload.isEmpty),
      "payload": .text(Self.payloadType(of: entity)),
      "arguments": .text(reactive.payload.map { "\(label($0)): \(expression($0))" }.joined(separator: ", ")),
      "hasTriggers": .flag(!reactive.triggers.isEmpty),
      "triggersName": .text(Self.triggersName(of: entity)),
      "triggers": .list(
        reactive.triggers.map { ["transition": .text($0.change.rawValue), "event": .text($0.event)] }),
    ]
  }

  /// The record that the triggers carry; nil where none is declared.
  var payload: RecordPlan? {
    guard !reactive.payload.isEmpty else { return nil }
    return RecordPlan(
      name: Self.payloadType(of: entity), summary: "What the triggers of `\(entity.name)` carry.",
      fields: reactive.payload.map(field), types)
  }

  private func field(_ member: ReactiveModel.PayloadField) -> FieldModel {
    switch member.source {
    case .changedFields:
      return FieldModel(
        name: member.name, swiftName: member.swiftName, type: .list(.scalar(.string)),
        summary: "The names of the fields that differ, sorted.", position: member.position)
    case .field(let name):
      let source = entity.allFields.first { $0.name == name }
      let type = source?.type ?? .scalar(.string)
      return FieldModel(
        name: member.name, swiftName: member.swiftName, type: member.isOptional ? .optional(type.unwrapped) : type,
        isBoxed: source?.isBoxed ?? false, position: member.position)
    }
  }

  /// A label is a keyword without backticks (they would draw a warning), but for the one that means something there.
  private func label(_ member: ReactiveModel.PayloadField) -> String {
    member.swiftName == "`inout`" ? member.swiftName : member.swiftName.filter { $0 != "`" }
  }

  private func expression(_ member: ReactiveModel.PayloadField) -> String {
    switch member.source {
    case .changedFields: return "change.changedFields"
    case .field(let name):
      let property = entity.allFields.first { $0.name == name }?.storageName ?? name
      return member.isOptional ? "change.next?.\(property)" : "change.latest.\(property)"
    }
  }
}
