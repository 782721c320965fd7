import ContractModel

/// The plan of `bindings.mustache`: what a client does with a group's pushes and intents.
struct BindingsPlan {
  let group: GroupModel
  let entity: EntityModel?
  let types: SwiftTypes

  var function: String { "bind\(group.swiftName)" }

  /// nil when a client has nothing to do for the group.
  var value: TemplateValue? {
    let lines = self.lines
    guard !lines.isEmpty else { return nil }
    return ["function": .text(function), "lines": .list(lines.map { ["line": .text($0)] })]
  }

  private var lines: [String] {
    let events = EventsPlan(group: group, entity: entity, types: types)
    let table = "\(group.swiftName)Events.table"
    var lines: [String] = []
    if let entity {
      let told = ["created", "updated", "deleted"].map { action in
        let event = group.events.first { events.commitAction($0) == action }
        return "\(action): \(event.map { "\(table).\($0.storageName)" } ?? "nil")"
      }
      lines.append("entity(\(entity.swiftName).self, \(told.joined(separator: ", ")))")
    }
    for operation in group.operations where operation.intent != nil {
      lines.append("operation(\(group.swiftName)Operations.table.\(operation.storageName))")
    }
    for event in group.events {
      if events.isPushed(event) { lines.append("pushed(\(table).\(event.storageName))") }
      if event.payload == .tree { lines.append("tree(\(table).\(event.storageName))") }
    }
    return lines
  }
}
