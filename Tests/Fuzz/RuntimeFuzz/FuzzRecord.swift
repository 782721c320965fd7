import ConcordJSON

/// A record with a field of every type that contracts have, as the generator writes one.
struct FuzzRecord: JSONRecord, Equatable {
  var name: String
  var count: Int
  var large: Int64?
  var ratio: Double?
  var price: DecimalText?
  var active: Bool?
  var data: Bytes?
  var id: UniqueID?
  var at: Timestamp?
  var day: CalendarDate?
  var lasts: Duration?
  var site: URLText?
  var mail: EmailAddress?
  var tags: [String]?
  var marks: [String: Int]?
  var any: JSONValue?
  var parent: Boxed<FuzzRecord>?

  static var blank: FuzzRecord { FuzzRecord(name: "", count: 0) }
  static let fieldTable = FieldTable(
    "name", "count", "large", "ratio", "price", "active", "data", "id", "at", "day", "lasts", "site", "mail", "tags",
    "marks", "any", "parent")
  static var requiredFields: UInt64 { 0b11 }

  mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&name)
    case 1: reader.read(&count)
    case 2: reader.read(&large)
    case 3: reader.read(&ratio)
    case 4: reader.read(&price)
    case 5: reader.read(&active)
    case 6: reader.read(&data)
    case 7: reader.read(&id)
    case 8: reader.read(&at)
    case 9: reader.read(&day)
    case 10: reader.read(&lasts)
    case 11: reader.read(&site)
    case 12: reader.read(&mail)
    case 13: reader.read(&tags)
    case 14: reader.read(&marks)
    case 15: reader.read(&any)
    case 16: reader.read(&parent)
    default: reader.skipValue()
    }
  }

  func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"name\":", name)
    writer.write("\"count\":", count)
    writer.writeIfPresent("\"large\":", large)
    writer.writeIfPresent("\"ratio\":", ratio)
    writer.writeIfPresent("\"price\":", price)
    writer.writeIfPresent("\"active\":", active)
    writer.writeIfPresent("\"data\":", data)
    writer.writeIfPresent("\"id\":", id)
    writer.writeIfPresent("\"at\":", at)
    writer.writeIfPresent("\"day\":", day)
    writer.writeIfPresent("\"lasts\":", lasts)
    writer.writeIfPresent("\"site\":", site)
    writer.writeIfPresent("\"mail\":", mail)
    writer.writeIfPresent("\"tags\":", tags)
    writer.writeIfPresent("\"marks\":", marks)
    writer.writeIfPresent("\"any\":", any)
    writer.writeIfPresent("\"parent\":", parent)
    writer.endObject()
  }
}
