/// The message dialect of the wire: `{"messageId", "topic", "type", "payload" | "error", "revision", "offset", "epoch", "cause"}`.
public enum MessageDialect {
  /// A frame that is no message: why, and its id where that could be read, so that the sender can be told.
  public struct Malformed: Error, Sendable {
    public let error: ConcordError
    public let id: MessageID?
    public let topic: String?
  }

  private static let fields = FieldTable(
    "messageId", "topic", "type", "payload", "error", "revision", "offset", "epoch", "cause")

  private static let noTopics = TextTable([])

  private static let kinds = TextTable(MessageKind.allCases.map(\.rawValue))

  /// Reads everything but the payload, which is checked to be JSON and left where it lies.
  ///
  /// - Throws: `Malformed`
  public static func readHead(_ bytes: RawSpan) throws(Malformed) -> MessageHead {
    try readHead(bytes, topics: noTopics)
  }

  /// The same, where some topics are likely; `topicPlace` of the head says which it is.
  package static func readHead(_ bytes: RawSpan, topics: TextTable) throws(Malformed) -> MessageHead {
    var reader = JSONReader(bytes)
    var head = MessageHead(id: .blank, kind: .request, topic: "")
    var kind = ""
    var kindPlace: Int?
    var seen: UInt64 = 0
    var next = 0
    reader.beginObject()
    while true {
      let field = reader.nextField(fields, &next)
      if field < 0 { break }
      if seen & (1 << UInt64(field)) != 0 {
        // What was read the first time stays: the sender is told by its id.
        reader.fail(.duplicateField, field: fields.name(field))
        break
      }
      switch field {
      case 0: reader.read(&head.id)
      case 1: head.topic = reader.string(from: topics, place: &head.topicPlace)
      case 2: kind = reader.string(from: kinds, place: &kindPlace)
      case 3: head.payload = reader.rawValue()
      case 4: reader.read(&head.error)
      case 5: reader.read(&head.mark.revision)
      case 6: reader.read(&head.mark.offset)
      case 7: reader.read(&head.epoch)
      case 8: reader.read(&head.cause)
      default: reader.skipValue()
      }
      if reader.failure != nil { break }
      seen |= 1 << UInt64(field)
    }
    reader.finish()
    let id = seen & 1 != 0 ? head.id : nil
    let topic = seen & 2 != 0 ? head.topic : nil
    func malformed(_ error: ConcordError) -> Malformed { Malformed(error: error, id: id, topic: topic) }
    if let failure = reader.failure { throw malformed(ConcordError(invalid: failure, in: bytes, code: .malformed)) }
    for (bit, name) in ["messageId", "topic", "type"].enumerated() where seen & (1 << UInt64(bit)) == 0 {
      throw malformed(ConcordError(.malformed, "\(name): is missing", field: name))
    }
    guard let known = kindPlace.map({ MessageKind.allCases[$0] }) ?? MessageKind(rawValue: kind) else {
      let kinds = MessageKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw malformed(ConcordError(.wrongType, "type: '\(kind)' is none of \(kinds)", field: "type"))
    }
    head.kind = known
    return head
  }

  /// Writes a message without a payload.
  public static func write(_ head: MessageHead, to writer: inout JSONWriter) {
    begin(head, &writer)
    end(head, &writer)
  }

  /// Writes a message whose payload `payload` writes.
  public static func write(_ head: MessageHead, to writer: inout JSONWriter, payload: (inout JSONWriter) -> Void) {
    begin(head, &writer)
    writer.name("payload")
    payload(&writer)
    writer.endValue()
    end(head, &writer)
  }

  private static func begin(_ head: MessageHead, _ writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"messageId\":", head.id)
    writer.write("\"topic\":", head.topic)
    writer.write("\"type\":", head.kind.rawValue)
  }

  private static func end(_ head: MessageHead, _ writer: inout JSONWriter) {
    writer.writeIfPresent("\"error\":", head.error)
    writer.writeIfPresent("\"revision\":", head.mark.revision)
    writer.writeIfPresent("\"offset\":", head.mark.offset)
    writer.writeIfPresent("\"epoch\":", head.epoch)
    writer.writeIfPresent("\"cause\":", head.cause)
    writer.endObject()
  }
}
