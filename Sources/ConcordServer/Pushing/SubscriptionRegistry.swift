import ConcordCore

/// Who, of the connections of one loop, wants to hear of what.
struct SubscriptionRegistry {
  /// Those who hear of everything, in no order; each knows its place.
  private var everything: [ServerConnection] = []
  private var byKind: [String: [ObjectIdentifier: ServerConnection]] = [:]
  private var byPath: [EntityPath: [ObjectIdentifier: ServerConnection]] = [:]

  mutating func add(_ connection: ServerConnection, _ interests: Interests) {
    let id = ObjectIdentifier(connection)
    if interests.everything {
      connection.listenerSlot = everything.count
      everything.append(connection)
      // What it names besides is among that: found in two places, it would be told twice.
      return
    }
    for kind in interests.kinds { byKind[kind, default: [:]][id] = connection }
    for path in interests.paths { byPath[path, default: [:]][id] = connection }
  }

  mutating func remove(_ connection: ServerConnection, _ interests: Interests) {
    let id = ObjectIdentifier(connection)
    if interests.everything {
      let last = everything.removeLast()
      if last !== connection {
        everything[connection.listenerSlot] = last
        last.listenerSlot = connection.listenerSlot
      }
      return
    }
    for kind in interests.kinds {
      byKind[kind]?[id] = nil
      if byKind[kind]?.isEmpty == true { byKind[kind] = nil }
    }
    for path in interests.paths {
      byPath[path]?[id] = nil
      if byPath[path]?.isEmpty == true { byPath[path] = nil }
    }
  }

  /// How many hear of everything, and those by place. A connection that goes away in between leaves its place to the
  /// last, so whoever goes from the end to the start meets each once.
  var everythingCount: Int { everything.count }
  func everything(at place: Int) -> ServerConnection? { place < everything.count ? everything[place] : nil }

  /// Those who hear of this by its kind or by its place in the tree, each once.
  func narrow(_ kind: String, _ path: EntityPath?) -> [ServerConnection] {
    if byKind.isEmpty, byPath.isEmpty { return [] }
    var found = byKind[kind] ?? [:]
    if !byPath.isEmpty, let path {
      for place in path.lineage { if let more = byPath[place] { found.merge(more) { first, _ in first } } }
    }
    return Array(found.values)
  }
}
