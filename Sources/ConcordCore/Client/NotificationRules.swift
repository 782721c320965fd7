/// Which events a client makes notifications of, and with which subtypes: by convention every change of an entity and every
/// failure, and whatever a contract's `notify:` names or switches off.
public struct NotificationRules: Sendable {
  private var kinds: [String: any Entity.Type] = [:]
  /// The events of commits by their topics.
  private var changes: [String: EventName] = [:]
  /// The other pushed events by their topics.
  private var pushed: [String: EventName] = [:]
  /// What `notify:` says; nil: no notification.
  private var written: [EventName: String?] = [:]

  mutating func add(_ entity: any Entity.Type, _ events: [(action: String, name: EventName?)]) {
    let name = entity.descriptor.name
    kinds[name] = entity
    for event in events { changes["\(name):\(event.action)"] = event.name }
  }

  mutating func add(pushed event: EventName, topic: String) { pushed[topic] = event }

  mutating func set(_ subtypes: [EventName: String?]) { written.merge(subtypes) { _, new in new } }

  /// The subtype for an entity's change, by the topic of its event; nil for no notification.
  public func subtype(ofChange topic: String) -> String? {
    guard let event = changes[topic] else { return nil }
    return written[event] ?? event.text
  }

  /// The subtype for any other event that the server sends, by its topic; nil for no notification.
  public func subtype(ofPushed topic: String) -> String? { pushed[topic].flatMap(subtype(ofSuccess:)) }

  /// The subtype for an operation's success that is no entity's change; nil for no notification.
  public func subtype(ofSuccess event: EventName) -> String? { written[event] ?? nil }

  /// The subtype for an operation's failure; nil for no notification.
  public func subtype(ofFailure event: EventName) -> String? { written[event] ?? event.text }

  /// The entity that an input, an output or a payload under a topic names.
  public func path<Value: JSONCodable>(of value: Value, topic: String) -> EntityPath? {
    kinds[String(topic.prefix { $0 != ":" })].flatMap { EntityPath(namedBy: value, $0) }
  }
}
