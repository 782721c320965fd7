extension PackageBuilder {
  /// The entries of `events:`.
  mutating func events(_ scope: GroupScope) -> [EventModel] {
    guard let node = scope.outline.sections["events"], let entries = read.entries(node, "events") else { return [] }
    return entries.compactMap { entry in
      guard read.isName(entry.key, "an event", at: entry.keyPosition), let section = read.section(entry.value, .event)
      else { return nil }
      return event(entry, section, scope)
    }
  }

  private mutating func event(_ entry: YAMLEntry, _ section: Section, _ scope: GroupScope) -> EventModel {
    let isLocal = word(section["direction"], "direction", ["pushed", "local"]) == "local"
    let delivery = word(section["delivery"], "delivery", EventModel.Delivery.allCases.map(\.rawValue))
    if isLocal, section["delivery"] != nil {
      read.diagnostics.report(
        ModelRules.eventPayload, at: section.place(of: "delivery"), "a local event is not delivered to anyone",
        suggestion: "leave 'delivery' out")
    }
    var event = EventModel(
      name: EventName(group: scope.name, helper: entry.key), direction: isLocal ? .local : .pushed,
      payload: payload(of: entry, section, isLocal: isLocal, scope),
      delivery: delivery.flatMap(EventModel.Delivery.init(rawValue:)) ?? .every,
      topic: isLocal ? nil : Topics.event(name: entry.key, group: scope.name),
      summary: section["summary"].flatMap { read.text($0, "summary") }, position: entry.keyPosition)
    event.lifecycle = read.lifecycle(section)
    return event
  }

  /// `none`, `key`, `tree`, a type or a map of fields. What an entity's event pushes says which one it is about, so the
  /// keys are added to a map; a local event has just the fields written.
  private mutating func payload(
    of entry: YAMLEntry, _ section: Section, isLocal: Bool, _ scope: GroupScope
  ) -> EventModel.Payload {
    guard let node = section["payload"] else { return .none }
    if node.mapping != nil {
      let type = inlineRecord(
        node, "payload", name: scope.stem + Words(entry.key).upperCamel + "Payload", origin: .payload(entry.key),
        implied: isLocal ? [] : scope.entity?.keyFields ?? [], scope)
      return .type(type)
    }
    switch node.scalar?.text {
    case "none": return .none
    case "key": return requireEntity(scope, "payload: key", at: node.position) ? .key : .none
    case "tree":
      if !isLocal {
        read.diagnostics.report(
          ModelRules.eventPayload, at: node.position, "the tree is the client's own and cannot be pushed",
          suggestion: "add 'direction: local'")
      }
      return .tree
    default: return type(node, scope.outline).map { .type($0) } ?? .none
    }
  }

  mutating func word(_ node: YAMLNode?, _ key: String, _ allowed: [String]) -> String? {
    guard let node, let text = read.text(node, key) else { return nil }
    if allowed.contains(text) { return text }
    read.wrongWord(node, key, allowed)
    return nil
  }
}
