import ConcordClient
import ConcordCore
import ReferenceContracts
import Synchronization

/// Subscribes to what a client's bus tells, and notes it in the timeline.
func watch(_ client: ConcordClient, as who: String, in timeline: Timeline) {
  /// One entity's changes.
  func changes<E: Entity>(
    _ created: (@escaping @Sendable (E) -> Void) -> SubscriptionToken,
    _ updated: (@escaping @Sendable (E) -> Void) -> SubscriptionToken,
    _ deleted: (@escaping @Sendable (Key<E>) -> Void) -> SubscriptionToken
  ) {
    let name = E.descriptor.name
    _ = created { timeline.note(who, "← \(name) created \($0.path)") }
    _ = updated { timeline.note(who, "← \(name) updated \($0.path)") }
    _ = deleted { timeline.note(who, "← \(name) deleted \($0.path)") }
  }
  let events = client.events
  changes(events.user.subscribe.created, events.user.subscribe.updated, events.user.subscribe.deleted)
  changes(events.tenant.subscribe.created, events.tenant.subscribe.updated, events.tenant.subscribe.deleted)
  changes(events.account.subscribe.created, events.account.subscribe.updated, events.account.subscribe.deleted)
  changes(
    events.environment.subscribe.created, events.environment.subscribe.updated, events.environment.subscribe.deleted)
  changes(events.service.subscribe.created, events.service.subscribe.updated, events.service.subscribe.deleted)
  changes(events.revision.subscribe.created, events.revision.subscribe.updated, events.revision.subscribe.deleted)
  // It comes after every change; here only those that add or remove an entity are worth a line.
  let known = Mutex(0)
  _ = events.user.subscribe.loaded { tree in
    let isNew = known.withLock { count in
      defer { count = tree.count }
      return count != tree.count
    }
    if isNew { timeline.note(who, "← user loaded: a tree of \(tree.count)") }
  }
  _ = events.service.subscribe.statusChanged { timeline.note(who, "← service \($0.name) is \($0.status.wireValue)") }
  _ = events.account.subscribe.creationError {
    timeline.note(who, "← account \($0.input.name) not created: \($0.error.code)")
  }
  _ = events.tenant.subscribe.userInvited { timeline.note(who, "← invited to \($0.name): \($0.members.count)") }
}

/// The tree as lines, children indented below their parents.
func outline(_ tree: EntityTree) -> String {
  var lines: [String] = []
  tree.forEach { entity, depth in
    guard let segment = entity.path.segments.last else { return }
    lines.append(String(repeating: "  ", count: depth + 1) + "\(segment.entity) \(segment.key)")
  }
  return lines.isEmpty ? "  (empty)" : lines.joined(separator: "\n")
}
