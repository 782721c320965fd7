// Socket namespaces and what travels in them by name.
extension CompatibilityRule {
  static let namespaceRemoved = wire(
    "WIRE_NAMESPACE_REMOVED", "A namespace keeps its path.", for: .callers, .listeners
  ) {
    namespaces($0).removed.map { lone in
      .gone(
        lone, lone.element.position, "the namespace \(lone.element.path) is gone, with its events",
        lone.renamed({ $0.path }, fits: { Set($0.events.map(\.name)) == Set($1.events.map(\.name)) })
          ?? "keep it until nobody connects to it")
    }
  }

  static let namespaceAdded = wire(
    "WIRE_NAMESPACE_ADDED", "A new namespace hurts nobody and is worth knowing.", .info, for: .callers, .listeners
  ) { namespaces($0).added.map { Finding($0.element.position, "the namespace \($0.element.path) is new") } }

  static let namespaceEventRemoved = wire(
    "WIRE_NAMESPACE_EVENT_REMOVED", "An event of a namespace still comes.", for: .listeners
  ) {
    gone($0, .pushed) { "'\($0)' does not come any more in \($1)" }
  }

  static let namespaceMessageRemoved = wire(
    "WIRE_NAMESPACE_MESSAGE_REMOVED", "What clients send in a namespace is taken.", for: .callers
  ) {
    gone($0, .received) { "nobody takes '\($0)' any more in \($1)" }
  }

  static let namespaceEventAdded = wire(
    "WIRE_NAMESPACE_EVENT_ADDED", "A new event of a namespace hurts nobody and is worth knowing.", .info, for: .callers,
    .listeners
  ) {
    events($0).added.map {
      let words = $0.element.event.direction == .pushed ? "comes" : "may be sent"
      return Finding($0.element.event.position, "'\($0.element.event.name)' is new: it \(words) in \($0.element.path)")
    }
  }

  static let namespaceEventPayloadChanged = wire(
    "WIRE_NAMESPACE_EVENT_PAYLOAD_CHANGED", "An event of a namespace carries what it carried.", for: .listeners
  ) {
    events($0).both.filter { $0.new.event.direction == .pushed && !isHeard($0) }.map(payloadFinding)
  }

  static let namespaceMessagePayloadChanged = wire(
    "WIRE_NAMESPACE_MESSAGE_PAYLOAD_CHANGED", "What clients send in a namespace is understood.", for: .callers
  ) {
    events($0).both.filter { $0.new.event.direction == .received && !isReadable($0) }.map(payloadFinding)
  }

  private struct EventSide: Sendable {
    var event: NamespaceModel.Event
    var path: String
  }

  private static func namespaces(_ comparison: Comparison) -> Matched<NamespaceModel> {
    var namespaces = Matched<NamespaceModel>()
    for pair in comparison.packages {
      namespaces.add(
        Matched(
          pair.old.contracts.compactMap(\.namespace), pair.new.contracts.compactMap(\.namespace), pair.types,
          home: pair.new.file, by: \.path))
    }
    return namespaces
  }

  /// An event that goes the other way now is gone, and another one is new.
  private static func events(_ comparison: Comparison) -> Matched<EventSide> {
    var events = Matched<EventSide>()
    for pair in namespaces(comparison).both {
      events.add(
        Matched(
          pair.old.events.map { EventSide(event: $0, path: pair.old.path) },
          pair.new.events.map { EventSide(event: $0, path: pair.new.path) }, pair.types, home: pair.new.position,
          by: { "\($0.event.direction) \($0.event.name)" }))
    }
    return events
  }

  private static func gone(
    _ comparison: Comparison, _ direction: NamespaceModel.Event.Direction,
    _ message: (_ name: String, _ path: String) -> String
  ) -> [Finding] {
    events(comparison).removed.filter { $0.element.event.direction == direction }.map { lone in
      .gone(
        lone, lone.element.event.position, message(lone.element.event.name, lone.element.path),
        lone.renamed(
          { $0.event.name },
          fits: { $0.event.direction == $1.event.direction && ($0.event.payload == nil) == ($1.event.payload == nil) })
          ?? "keep it until nobody needs it")
    }
  }

  private static func isHeard(_ pair: Pair<EventSide>) -> Bool {
    guard let read = pair.old.event.payload else { return true }
    return pair.new.event.payload.map { pair.types.listening.understands(read, $0) } ?? false
  }

  private static func isReadable(_ pair: Pair<EventSide>) -> Bool {
    guard let read = pair.new.event.payload else { return true }
    return pair.old.event.payload.map { pair.types.reading.understands(read, $0) } ?? false
  }

  private static func payloadFinding(_ pair: Pair<EventSide>) -> Finding {
    let old = pair.old.event.payload.map { pair.types.old.text(payload: $0) } ?? "none"
    let new = pair.new.event.payload.map { pair.types.new.text(payload: $0) } ?? "none"
    return Finding(
      pair.new.event.position, "the payload of '\(pair.new.event.name)' in \(pair.new.path) was \(old) and is \(new)",
      "keep it, or add an event of another name")
  }
}
