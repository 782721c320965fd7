/// A change of an entity's reactive state as data: what logs show, and what is kept or handed on. Sensitive values are `****`.
public struct ChangeRecord: Sendable, Equatable {
  /// The kind of the entity, `catalog-system`.
  public var kind: String
  /// The key of a root; the whole path (`/tenant/acme/account/prod`) of what lies below one.
  public var id: String
  /// The reactive state before, nil when there was none.
  public var prev: JSONValue?
  /// The reactive state afterwards, nil when there is none.
  public var next: JSONValue?
  /// The new values of the changed fields; see `StateDiff`.
  public var delta: JSONValue
  /// The names of the changed fields, sorted.
  public var changedFields: [String]
  public var actor: ChangeActor
  public var occurredAt: Timestamp
  /// Made once per change: what is delivered twice can be recognised.
  public var changeId: UniqueID

  public init(
    kind: String, id: String, prev: JSONValue?, next: JSONValue?, delta: JSONValue, changedFields: [String],
    actor: ChangeActor, occurredAt: Timestamp, changeId: UniqueID
  ) {
    self.kind = kind
    self.id = id
    self.prev = prev
    self.next = next
    self.delta = delta
    self.changedFields = changedFields
    self.actor = actor
    self.occurredAt = occurredAt
    self.changeId = changeId
  }
}

extension ChangeRecord: JSONRecord {
  public static var blank: ChangeRecord {
    ChangeRecord(
      kind: "", id: "", prev: nil, next: nil, delta: .object([]), changedFields: [], actor: .system,
      occurredAt: .blank, changeId: .blank)
  }

  public static let fieldTable = FieldTable(
    "kind", "id", "prev", "next", "delta", "changedFields", "actor", "occurredAt", "changeId")
  public static var requiredFields: UInt64 { 0b1_1111_0011 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&kind)
    case 1: reader.read(&id)
    case 2: reader.read(&prev)
    case 3: reader.read(&next)
    case 4: reader.read(&delta)
    case 5: reader.read(&changedFields)
    case 6: reader.read(&actor)
    case 7: reader.read(&occurredAt)
    case 8: reader.read(&changeId)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"kind\":", kind)
    writer.write("\"id\":", id)
    writer.write("\"prev\":", prev)
    writer.write("\"next\":", next)
    writer.write("\"delta\":", delta)
    writer.write("\"changedFields\":", changedFields)
    writer.write("\"actor\":", actor)
    writer.write("\"occurredAt\":", occurredAt)
    writer.write("\"changeId\":", changeId)
    writer.endObject()
  }
}
