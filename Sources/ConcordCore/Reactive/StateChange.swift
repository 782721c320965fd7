/// A change of an entity's reactive state: what it was, what it is, and what differs.
///
/// `prev` and `next` are whole entities. What counts as a change, and `record`, are the reactive fields alone.
public struct StateChange<E: ReactiveEntity>: Sendable {
  /// The entity before, nil when it was created.
  public let prev: E?
  /// The entity afterwards, nil when it was deleted.
  public let next: E?
  /// The entity as it is, or was last.
  public let latest: E
  public let transition: StateTransition
  /// The same as data.
  public let record: ChangeRecord

  /// nil when nothing of the reactive state differs.
  ///
  /// - Parameters:
  ///   - prev: the entity before.
  ///   - next: the entity afterwards.
  ///   - actor: who did it.
  ///   - occurredAt: when; now by default.
  ///   - changeId: what the change is known by; a fresh one by default.
  public init?(
    from prev: E?, to next: E?, actor: ChangeActor = .system, occurredAt: Timestamp = .now,
    changeId: UniqueID = UUIDv7.next()
  ) {
    guard let latest = next ?? prev else { return nil }
    let descriptor = E.reactive
    let (before, after) = (prev.map(Self.json), next.map(Self.json))
    let diff = StateDiff(of: descriptor.state, from: before, to: after)
    // What comes or goes is a change even if none of its reactive fields has a value.
    if prev != nil, next != nil, diff.isEmpty { return nil }
    self.prev = prev
    self.next = next
    self.latest = latest
    transition = prev == nil ? .created : next == nil ? .deleted : .updated
    let state = { (value: JSONValue) in value.state(of: descriptor.state, secrets: descriptor.secrets) }
    record = ChangeRecord(
      kind: descriptor.kind, id: Self.id(of: latest), prev: before.map(state), next: after.map(state),
      delta: diff.delta.masking(descriptor.secrets), changedFields: diff.changedFields, actor: actor,
      occurredAt: occurredAt, changeId: changeId)
  }

  /// The entity's key.
  public var key: Key<E> { latest.key }
  /// The names of the reactive fields that differ, sorted; after a deletion those that had a value.
  public var changedFields: [String] { record.changedFields }
  /// Who did it.
  public var actor: ChangeActor { record.actor }

  private static func json(_ entity: E) -> JSONValue {
    let bytes = encode(entity)
    var reader = JSONReader(bytes.span.bytes)
    return JSONValue.decode(from: &reader)
  }

  private static func id(of entity: E) -> String {
    let values = entity.keyValues
    return values.count == 1 ? values[0] : entity.path.description
  }
}

extension StateChange: CustomStringConvertible {
  /// The record as JSON: sensitive values are `****`.
  public var description: String { String(decoding: encode(record), as: UTF8.self) }
}

extension JSONValue {
  /// An object whose members of these names are `****`, as far as they have a value.
  fileprivate func masking(_ names: Set<String>) -> JSONValue {
    guard !names.isEmpty, let members else { return self }
    return .object(
      members.map { names.contains($0.name) && $0.value != .null ? Member($0.name, .string("****")) : $0 })
  }
}
