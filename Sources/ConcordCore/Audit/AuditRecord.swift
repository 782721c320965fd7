/// One thing that a server did, as its audit log keeps it: who, what, about which entity, and how it ended.
public struct AuditRecord: Sendable, Equatable {
  /// The place in the log: counts up by one, from 1. The log gives it.
  public var position: Int
  public var time: Timestamp
  public var kind: AuditKind
  /// The operation, the event or the step of a connection: `tenant:create_tenant`, `tenant:created`, `concord:opened`.
  public var topic: String
  /// The entity that it is about, where it is about one.
  public var entity: EntityPath?
  /// The account's name, or the reaction's; nil for somebody who did not sign in, and for the program itself.
  public var principal: String?
  public var connection: ConnectionID?
  /// The request's id, in a record of a request.
  public var message: MessageID?
  /// The id of the request that led to it.
  public var cause: MessageID?
  /// The offset in the store's log, in a record of a change.
  public var offset: Int?
  /// Why it failed; nil when it did not.
  public var error: ErrorCode?
  /// Where a request came from, in its sender's words: believed in nothing.
  public var source: String?, sessionID: String?
  /// What was sent or is so now, as JSON with `****` for every sensitive value; nil where nobody can tell which are.
  public var payload: [UInt8]?

  public init(
    _ kind: AuditKind, _ topic: String, position: Int = 0, time: Timestamp = .now, entity: EntityPath? = nil,
    principal: String? = nil, connection: ConnectionID? = nil, message: MessageID? = nil, cause: MessageID? = nil,
    offset: Int? = nil, error: ErrorCode? = nil, source: String? = nil, sessionID: String? = nil,
    payload: [UInt8]? = nil
  ) {
    self.position = position
    self.time = time
    self.kind = kind
    self.topic = topic
    self.entity = entity
    self.principal = principal
    self.connection = connection
    self.message = message
    self.cause = cause
    self.offset = offset
    self.error = error
    self.source = source
    self.sessionID = sessionID
    self.payload = payload
  }
}

/// What a record tells of.
public enum AuditKind: String, Sendable, CaseIterable {
  /// A request that was answered, or refused.
  case request
  /// An entity's change, from the store's log.
  case change
  /// An event that was published.
  case event
  /// A connection that opened, signed in anew or closed.
  case connection
  /// What a browser wrote to its console.
  case console
}

extension AuditRecord: JSONRecord {
  public static var blank: AuditRecord { AuditRecord(.request, "", time: .blank) }

  public static let fieldTable = FieldTable(
    "position", "time", "kind", "topic", "entity", "principal", "connection", "message", "cause", "offset", "error",
    "payload", "source", "sessionId")
  public static var requiredFields: UInt64 { 0b1111 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&position)
    case 1: reader.read(&time)
    case 2:
      let start = reader.valueOffset()
      let text = reader.string()
      if let kind = AuditKind(rawValue: text) { self.kind = kind } else { reader.fail(.invalidValue, at: start) }
    case 3: reader.read(&topic)
    case 4: reader.read(&entity)
    case 5: reader.read(&principal)
    case 6:
      var number: String?
      reader.read(&number)
      connection = number.flatMap { UInt64($0) }.map { ConnectionID($0) }
    case 7: reader.read(&message)
    case 8: reader.read(&cause)
    case 9: reader.read(&offset)
    case 10:
      var text: String?
      reader.read(&text)
      error = text.map { ErrorCode(wire: $0) }
    case 11:
      let range = reader.rawValue()
      if reader.failure == nil { payload = reader.copiedBytes(range) }
    case 12: reader.read(&source)
    case 13: reader.read(&sessionID)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"position\":", position)
    writer.write("\"time\":", time)
    writer.write("\"kind\":", kind.rawValue)
    writer.write("\"topic\":", topic)
    writer.writeIfPresent("\"entity\":", entity)
    writer.writeIfPresent("\"principal\":", principal)
    writer.writeIfPresent("\"connection\":", connection.map { String($0.number) })
    writer.writeIfPresent("\"message\":", message)
    writer.writeIfPresent("\"cause\":", cause)
    writer.writeIfPresent("\"offset\":", offset)
    writer.writeIfPresent("\"error\":", error?.text)
    writer.writeIfPresent("\"source\":", source)
    writer.writeIfPresent("\"sessionId\":", sessionID)
    if let payload { writer.write("\"payload\":", raw: payload.span.bytes) }
    writer.endObject()
  }
}
