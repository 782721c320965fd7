import ConcordCore

/// The notifications that a client keeps, oldest first, and which changes it has told of. A plain value.
struct NotificationList: Sendable {
  /// A change of an entity, known by the revision that it made.
  private struct Told: Hashable, Sendable {
    let entity: EntityPath
    let revision: Int
  }

  private(set) var all: [Notification] = []
  /// How many are kept; one more drops the oldest.
  private let limit: Int
  private var told: BoundedMap<Told, Bool>
  /// Those that the client made: they come by again on the bus, once, perhaps when the list is another user's.
  private var made: BoundedMap<UniqueID, Bool>

  init(limit: Int = 100) {
    self.limit = limit
    told = BoundedMap(limit: 1000)
    made = BoundedMap(limit: 1000)
  }

  /// Whether a change was not told of yet; it counts as told from now on. The same change can come by a reply and by a
  /// push.
  mutating func isNew(_ entity: EntityPath, revision: Int) -> Bool {
    let change = Told(entity: entity, revision: revision)
    guard told[change] == nil else { return false }
    _ = told.set(change, true)
    return true
  }

  /// Adds a notification of the client's own.
  mutating func make(_ notification: Notification) {
    _ = made.set(notification.id, true)
    add(notification)
  }

  /// Adds what somebody else published on the bus.
  mutating func heard(_ notification: Notification) { if made.remove(notification.id) == nil { add(notification) } }

  /// Adds a notification, once.
  mutating func add(_ notification: Notification) {
    guard limit > 0, !all.contains(where: { $0.id == notification.id }) else { return }
    if all.count >= limit { all.removeFirst(all.count - limit + 1) }
    all.append(notification)
  }

  mutating func remove(_ id: UniqueID) { all.removeAll { $0.id == id } }

  mutating func markRead(_ id: UniqueID) {
    if let at = all.firstIndex(where: { $0.id == id }) { all[at].isRead = true }
  }

  /// The revisions to come are of another log.
  mutating func forgetRevisions() { told.removeAll() }

  /// Forgets everything: it belongs to somebody else.
  mutating func clear() {
    all = []
    told.removeAll()
  }
}

/// What a notification will be made of.
struct Notice: Sendable {
  var type = Notification.Kind.success
  let subtype: String
  let entity: EntityPath?
  /// Of the change, where it is one: the same change is told of once.
  var revision: Int?
  var error: ConcordError?
}
