extension PackageBuilder {
  /// `subscribe:` of an entity.
  mutating func subscription(_ scope: GroupScope) -> SubscriptionModel? {
    guard let node = scope.outline.sections["subscribe"], let section = read.section(node, .subscribe) else {
      return nil
    }
    var subscription = SubscriptionModel(position: scope.outline.sections.place(of: "subscribe"))
    if let by = section["by"], let text = read.text(by, "by") {
      if let scope = SubscriptionModel.Scope(rawValue: text) {
        subscription.scope = scope
      } else {
        read.wrongWord(by, "by", SubscriptionModel.Scope.allCases.map(\.rawValue))
      }
    }
    subscription.snapshot = section["snapshot"].flatMap { read.boolean($0, "snapshot") } ?? true
    subscription.access = section["access"].flatMap { access($0, scope, mayBeAnyone: false) }
    return subscription
  }

  /// What clients tell their users: of the three changes by convention, and what `notify:` says otherwise.
  mutating func notifications(_ scope: GroupScope, _ group: GroupModel) -> [NotificationModel] {
    var told = group.events.filter { $0.topic == Topics.event(name: $0.helperName, group: scope.name) }
      .filter { ["created", "updated", "deleted"].contains($0.helperName) }
      .map { NotificationModel(event: $0.helperName, subtype: $0.wireName, position: $0.position) }
    guard let node = scope.outline.sections["notify"], let entries = read.entries(node, "notify") else { return told }
    for entry in entries {
      guard let written = notification(entry, scope, group) else { continue }
      told.removeAll { $0.event == written.event }
      told.append(written)
    }
    return told
  }

  private mutating func notification(
    _ entry: YAMLEntry, _ scope: GroupScope, _ group: GroupModel
  ) -> NotificationModel? {
    let outcomes = group.events.filter { $0.direction != .intent && $0.direction != .local }
    guard let event = outcomes.first(where: { $0.helperName.filter { $0 != "`" } == entry.key }) else {
      let isOther = group.events.contains { $0.helperName.filter { $0 != "`" } == entry.key }
      read.diagnostics.report(
        ModelRules.notifyEvent, at: entry.keyPosition,
        isOther
          ? "'\(entry.key)' of '\(scope.name)' tells of nothing that happened"
          : "'\(scope.name)' has no event '\(entry.key)'",
        suggestion: NearestName.suggestion(for: entry.key, among: outcomes.map(\.helperName))
          ?? "its events are \(outcomes.map(\.helperName).joined(separator: ", "))")
      return nil
    }
    guard let text = read.text(entry.value, "a notification") else { return nil }
    if text == "none" { return NotificationModel(event: event.helperName, subtype: nil, position: entry.keyPosition) }
    guard text.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) != nil else {
      read.diagnostics.report(
        ModelRules.notifySubtype, at: entry.value.position, "'\(text)' is no subtype",
        suggestion: "write small words with '-' between them, as in \(event.wireName), or none")
      return nil
    }
    return NotificationModel(event: event.helperName, subtype: text, position: entry.keyPosition)
  }
}
