import ConcordCore

/// What travels in each benchmark, as the generator writes it.
struct Report: JSONRecord {
  var name = ""
  var region = ""
  var cpu = 0
  var memory = 0
  var note: String?

  static var blank: Report { Report() }
  static let fieldTable = FieldTable("name", "region", "cpu", "memory", "note")
  static var requiredFields: UInt64 { 0b01111 }

  mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&name)
    case 1: reader.read(&region)
    case 2: reader.read(&cpu)
    case 3: reader.read(&memory)
    case 4: reader.read(&note)
    default: reader.skipValue()
    }
  }

  func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"name\":", name)
    writer.write("\"region\":", region)
    writer.write("\"cpu\":", cpu)
    writer.write("\"memory\":", memory)
    writer.writeIfPresent("\"note\":", note)
    writer.endObject()
  }
}
