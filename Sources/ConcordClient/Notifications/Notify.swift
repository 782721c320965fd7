public import ConcordCore

extension ConcordClient {
  /// What the user was told of, oldest first: of every change of an entity that the client learned of and every failure of
  /// an operation, as the contracts' `notify:` says. `options.maxNotifications` bounds it.
  ///
  /// `events.notification.publish.read(notification)` marks one as read, and `deletion` removes it.
  public var notifications: [Notification] { state.withLock { $0.notifications.all } }

  /// Lets the list follow the events on the bus.
  static func followNotifications(of client: ConcordClient) -> [SubscriptionToken] {
    let events = NotificationEvents.table
    return [
      client.bus.subscribe(events.creation) { [weak client] new in
        client?.state.withLock { $0.notifications.heard(new) }
      },
      client.bus.subscribe(events.read) { [weak client] read in
        client?.state.withLock { $0.notifications.markRead(read.id) }
      },
      client.bus.subscribe(events.deletion) { [weak client] deleted in
        client?.state.withLock { $0.notifications.remove(deleted.id) }
      },
    ]
  }

  /// Makes a notification, unless the change was told of before or the session was another user's, and tells the bus.
  func tell(_ notice: Notice, _ session: Int) {
    guard options.maxNotifications > 0 else { return }
    let notification = Notification(
      type: notice.type, subtype: notice.subtype, entity: notice.entity, error: notice.error)
    let isTold = state.withLock { state in
      guard session >= state.firstSession else { return false }
      if let entity = notice.entity, let revision = notice.revision {
        guard state.notifications.isNew(entity, revision: revision) else { return false }
      }
      state.notifications.make(notification)
      return true
    }
    guard isTold else { return }
    bus.publish(NotificationEvents.table.creation, notification)
  }

  /// What to tell of an entity's change; nil where the contract wants nothing told.
  func notice(change topic: String, _ entity: EntityPath, revision: Int?) -> Notice? {
    bindings.notifications.subtype(ofChange: topic).map { Notice(subtype: $0, entity: entity, revision: revision) }
  }

  /// What to tell of an operation's failure.
  func notice<Input, Output>(
    failure error: ConcordError, _ operation: Operation<Input, Output>, _ input: Input
  ) -> Notice? {
    guard let event = operation.events?.failure.name else { return nil }
    return bindings.notifications.subtype(ofFailure: event).map {
      Notice(
        type: .error, subtype: $0, entity: bindings.notifications.path(of: input, topic: operation.topic), error: error)
    }
  }

  /// What to tell of an operation's success: of the change that it made, or as `notify:` says.
  static func notice<Input, Output>(
    success output: Output, _ operation: Operation<Input, Output>, _ input: Input, _ mark: StoreMark,
    _ rules: NotificationRules
  ) -> Notice? {
    let group = operation.topic.prefix { $0 != ":" }
    let change = changes[operation.kind].flatMap { rules.subtype(ofChange: "\(group):\($0)") }
    let named = operation.events?.succeeded(input, output).flatMap { rules.subtype(ofSuccess: $0.name) }
    guard let subtype = named ?? change else { return nil }
    return Notice(
      subtype: subtype,
      entity: rules.path(of: output, topic: operation.topic) ?? rules.path(of: input, topic: operation.topic),
      revision: changes[operation.kind] == nil ? nil : mark.revision)
  }

  /// The commit events of the operations that a reply tells of.
  private static let changes: [OperationKind: String] = [.create: "created", .update: "updated", .delete: "deleted"]
}
