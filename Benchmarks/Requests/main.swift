// The typed side of the request benchmark: one operation whose handler gives its input back.

import ConcordCore
import ConcordEntities
import ConcordServer

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

let store = MemoryStore()
let server = ConcordServer(
  [], store: store, entities: StoredEntities(store, entities: []), options: ServerOptions(loops: 1)
) { _, _ in .developer }
server.register(Operation<Report, Report>("bench:echo_report", idempotent: true)) { report, _ in report }
print("listening on 127.0.0.1:\(try await server.start())")
try await Task.sleep(for: .seconds(3600))
