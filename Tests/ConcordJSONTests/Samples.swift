import ConcordJSON
import Testing

/// Written as the generator writes it: one line per field in each list.
struct Flavor: JSONRecord, Equatable {
  var name: String
  var cpus: Int
  var price: Double?
  var aVeryLongFieldNameIndeed: Bool?

  static var blank: Flavor { Flavor(name: "", cpus: 0) }
  static let fieldTable = FieldTable("name", "cpus", "price", "aVeryLongFieldNameIndeed")
  static var requiredFields: UInt64 { 0b0011 }

  mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&name)
    case 1: reader.read(&cpus)
    case 2: reader.read(&price)
    case 3: reader.read(&aVeryLongFieldNameIndeed)
    default: break
    }
  }

  func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"name\":", name)
    writer.write("\"cpus\":", cpus)
    writer.writeIfPresent("\"price\":", price)
    writer.writeIfPresent("\"aVeryLongFieldNameIndeed\":", aVeryLongFieldNameIndeed)
    writer.endObject()
  }
}

/// Holds other records, itself, and maps.
struct Catalog: JSONRecord, Equatable {
  var flavors: [Flavor]
  var best: Flavor?
  var parent: Boxed<Catalog>?
  var marks: [String: Int]

  static var blank: Catalog { Catalog(flavors: [], marks: [:]) }
  static let fieldTable = FieldTable("flavors", "best", "parent", "marks")
  static var requiredFields: UInt64 { 0b0001 }

  mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&flavors)
    case 1: reader.read(&best)
    case 2: reader.read(&parent)
    case 3: reader.read(&marks)
    default: break
    }
  }

  func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"flavors\":", flavors)
    writer.writeIfPresent("\"best\":", best)
    writer.writeIfPresent("\"parent\":", parent)
    writer.write("\"marks\":", marks)
    writer.endObject()
  }
}

/// A record without fields.
struct Nothing: JSONRecord, Equatable {
  static var blank: Nothing { Nothing() }
  static let fieldTable = FieldTable()
  static var requiredFields: UInt64 { 0 }
  mutating func read(field: Int, from reader: inout JSONReader) {}
  func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.endObject()
  }
}

/// An open enum.
struct Provider: JSONEnum {
  let wireValue: String
  init(wireValue: String) { self.wireValue = wireValue }
  static let aws = Provider(wireValue: "AWS")
}

/// The error of a decode that must fail.
func failure<T: JSONCodable>(_ type: T.Type, _ text: String) -> JSONError? {
  do {
    _ = try JSON.decode(type, from: text)
    return nil
  } catch {
    return error
  }
}

/// A value after a trip through its text.
func roundTrip<T: JSONCodable>(_ value: T) throws -> T { try JSON.decode(T.self, from: JSON.encode(value)) }

/// Compares what a method of a reader or writer gives: `#expect` cannot take such calls apart, because it would have to
/// copy what cannot be copied.
func expect<T: Equatable>(_ found: T, _ expected: T, _ place: Testing.SourceLocation = #_sourceLocation) {
  #expect(found == expected, sourceLocation: place)
}
