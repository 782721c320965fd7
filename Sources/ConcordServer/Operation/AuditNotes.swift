import ConcordCore

/// What is kept of a connection's steps.
struct ConnectionNote: JSONCodable {
  var path: String?
  var peer: String?
  var code: Int?
  var reason: String?

  static var blank: ConnectionNote { ConnectionNote() }

  static func decode(from reader: inout JSONReader) -> ConnectionNote {
    reader.skipValue()
    return blank
  }

  func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.writeIfPresent("\"path\":", path)
    writer.writeIfPresent("\"peer\":", peer)
    writer.writeIfPresent("\"code\":", code)
    writer.writeIfPresent("\"reason\":", reason)
    writer.endObject()
  }
}

/// What somebody subscribed to, or no longer.
struct SubscriptionNote: JSONCodable {
  let entities: [String]
  let keys: [EntityPath]

  init(_ interests: Interests) {
    entities = interests.kinds.sorted()
    keys = interests.paths.sorted { $0.description < $1.description }
  }

  static var blank: SubscriptionNote { SubscriptionNote(Interests()) }

  static func decode(from reader: inout JSONReader) -> SubscriptionNote {
    reader.skipValue()
    return blank
  }

  func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    if !entities.isEmpty { writer.write("\"entities\":", entities) }
    if !keys.isEmpty { writer.write("\"keys\":", keys) }
    writer.endObject()
  }
}
