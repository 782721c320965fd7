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

  /// The notifications that are not as by convention: names of events with their subtypes.
  private func notifications(of entity: EntityModel) -> String? {
    let conventions = ["created", "updated", "deleted"]
    let pairs = entity.notifications.compactMap { notification -> String? in
      guard let event = group.events.first(where: { $0.helperName == notification.event }) else { return nil }
      if conventions.contains(notification.event), notification.subtype == event.wireName { return nil }
      return "\(SwiftTypes.quoted(event.wireName)): \(notification.subtype.map(SwiftTypes.quoted) ?? "nil")"
    }
    return pairs.isEmpty ? nil : pairs.joined(separator: ", ")
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
    if let entity, let notifications = notifications(of: entity) {
      lines.append("notify([\(notifications)])")
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
