extension EventNames {
  public static var notificationCreation: EventName { "notification-creation" }
  public static var notificationDeletion: EventName { "notification-deletion" }
  public static var notificationRead: EventName { "notification-read" }
}

/// The events of notifications, which every client has: `eventHelper.notification.subscribe.creation { … }`. They stay on
/// the client's own bus.
public struct NotificationEvents: EventGroup {
  public static var table: NotificationEvents { NotificationEvents() }
  /// There is a new notification. The client publishes it; whoever else does adds to the client's list.
  public var creation: Event<Notification> { Event(EventNames.notificationCreation) }
  /// The notification shall leave the client's list.
  public var deletion: Event<Notification> { Event(EventNames.notificationDeletion) }
  /// The user has seen the notification.
  public var read: Event<Notification> { Event(EventNames.notificationRead) }
}

extension EventHelper {
  /// The events of notifications.
  public var notification: EventChannel<NotificationEvents> { EventChannel(bus) }
}
