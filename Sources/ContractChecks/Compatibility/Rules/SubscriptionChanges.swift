// How clients subscribe to entities, and what they tell their users.
extension CompatibilityRule {
  static let subscriptionRemoved = wire(
    "WIRE_SUBSCRIBE_REMOVED", "An entity that is subscribed to can be.", for: .listeners
  ) { comparison in
    comparison.entities.both.filter { $0.old.subscription != nil && $0.new.subscription == nil }.map {
      Finding(
        $0.new.position, "'\($0.new.name)' could be subscribed to and cannot", "keep 'subscribe:'")
    }
  }

  static let subscriptionAdded = wire(
    "WIRE_SUBSCRIBE_ADDED", "How an entity is now subscribed to is worth knowing.", .info, for: .listeners
  ) { comparison in
    comparison.entities.both.compactMap { pair in
      guard let new = pair.new.subscription, pair.old.subscription == nil else { return nil }
      return Finding(new.position, "'\(pair.new.name)' is now subscribed to by \(new.scope.rawValue)")
    }
  }

  static let scopeChanged = wire(
    "WIRE_SUBSCRIBE_SCOPE_CHANGED", "A subscription names what it named: one entity, or the kind.", for: .listeners
  ) {
    subscriptions($0).filter { $0.old.subscription.scope != $0.new.subscription.scope }.map {
      let (old, new) = ($0.old.subscription.scope.rawValue, $0.new.subscription.scope.rawValue)
      return Finding(
        $0.new.subscription.position, "'\($0.new.entity)' was subscribed to by \(old) and is by \(new)",
        "keep 'by: \(old)'")
    }
  }

  static let snapshotRemoved = wire(
    "WIRE_SUBSCRIBE_SNAPSHOT_REMOVED", "A subscription begins with the present state.", for: .listeners
  ) {
    subscriptions($0).filter { $0.old.subscription.snapshot && !$0.new.subscription.snapshot }.map {
      Finding(
        $0.new.subscription.position,
        "a subscription to '\($0.new.entity)' began with the present state and begins with the next change",
        "keep 'snapshot: true'")
    }
  }

  static let snapshotAdded = wire(
    "WIRE_SUBSCRIBE_SNAPSHOT_ADDED", "A subscription begins with the next change.", .warning, for: .listeners
  ) {
    subscriptions($0).filter { !$0.old.subscription.snapshot && $0.new.subscription.snapshot }.map {
      Finding(
        $0.new.subscription.position,
        "a subscription to '\($0.new.entity)' began with the next change and begins with the present state",
        "keep 'snapshot: false' if listeners take the first message for a change")
    }
  }

  static let subscriptionTightened = wire(
    "WIRE_SUBSCRIBE_ACCESS_TIGHTENED", "Who could subscribe still can.", for: .listeners
  ) {
    subscriptions($0).filter {
      !($0.new.subscription.access ?? AccessRule()).admits($0.old.subscription.access ?? AccessRule())
    }.map { Finding($0.new.subscription.position, accessChange($0), "keep whom it let in") }
  }

  static let subscriptionLoosened = wire(
    "WIRE_SUBSCRIBE_ACCESS_LOOSENED", "Who could not subscribe still cannot.", .warning, for: .listeners
  ) {
    subscriptions($0).filter {
      !($0.old.subscription.access ?? AccessRule()).admits($0.new.subscription.access ?? AccessRule())
    }.map { Finding($0.new.subscription.position, accessChange($0), "make sure that the others may see this") }
  }

  static let notificationRemoved = source(
    "SOURCE_NOTIFICATION_REMOVED", "What users are told of, they are still told of."
  ) {
    notifications($0).filter { $0.old.notification.subtype != nil && $0.new.notification.subtype == nil }.map {
      let subtype = $0.old.notification.subtype ?? ""
      return Finding(
        $0.new.notification.position, "the notification '\(subtype)' of \($0.new.title) does not come any more",
        "keep '\($0.new.notification.event): \(subtype)' in 'notify:'")
    }
  }

  static let notificationAdded = source(
    "SOURCE_NOTIFICATION_ADDED", "What users are now told of is worth knowing.", .info
  ) {
    notifications($0).filter { $0.old.notification.subtype == nil && $0.new.notification.subtype != nil }.map {
      Finding(
        $0.new.notification.position,
        "\($0.new.title) now gives the notification '\($0.new.notification.subtype ?? "")'")
    }
  }

  static let notificationChanged = source(
    "SOURCE_NOTIFICATION_CHANGED", "A notification keeps its subtype."
  ) {
    notifications($0).compactMap {
      guard let old = $0.old.notification.subtype, let new = $0.new.notification.subtype, old != new else { return nil }
      return Finding(
        $0.new.notification.position, "the notification of \($0.new.title) was '\(old)' and is '\(new)'",
        "keep '\($0.new.notification.event): \(old)' in 'notify:'")
    }
  }

  private struct SubscriptionSide: Sendable {
    var entity: String
    var subscription: SubscriptionModel
  }

  private struct NotificationSide: Sendable {
    /// `'deleted' of 'account'`
    var title: String
    var notification: NotificationModel
  }

  private static func subscriptions(_ comparison: Comparison) -> [Pair<SubscriptionSide>] {
    comparison.entities.both.compactMap { pair in
      guard let old = pair.old.subscription, let new = pair.new.subscription else { return nil }
      return Pair(
        old: SubscriptionSide(entity: pair.old.name, subscription: old),
        new: SubscriptionSide(entity: pair.new.name, subscription: new), types: pair.types)
    }
  }

  private static func accessChange(_ pair: Pair<SubscriptionSide>) -> String {
    "subscriptions to '\(pair.new.entity)' were for \(pair.old.subscription.access.text) and are for "
      + pair.new.subscription.access.text
  }

  /// The notifications of events that both versions have; of an event that one version gives none, that it is off.
  private static func notifications(_ comparison: Comparison) -> [Pair<NotificationSide>] {
    comparison.entities.both.flatMap { pair -> [Pair<NotificationSide>] in
      func sides(_ mine: [NotificationModel], _ others: [NotificationModel], _ entity: EntityModel)
        -> [NotificationSide]
      {
        let known = Set(mine.map(\.event))
        let off = others.filter { !known.contains($0.event) }.map {
          NotificationModel(event: $0.event, subtype: nil, position: entity.position)
        }
        return (mine + off).map { NotificationSide(title: "'\($0.event)' of '\(entity.name)'", notification: $0) }
      }
      let (old, new) = (pair.old.notifications, pair.new.notifications)
      return Matched(
        sides(old, new, pair.old), sides(new, old, pair.new), pair.types, by: \.notification.event
      ).both
    }
  }
}
