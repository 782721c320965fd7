import ConcordJSON
import Testing

@Suite("Records")
struct RecordTests {
  @Test("a record is written in field order and read back")
  func roundTrips() throws {
    let catalog = Catalog(
      flavors: [Flavor(name: "small", cpus: 2, price: 0.5), Flavor(name: "large", cpus: 64)],
      best: Flavor(name: "b", cpus: 1, aVeryLongFieldNameIndeed: true),
      parent: Boxed(Catalog(flavors: [], marks: ["a": 1])), marks: ["y": 2, "x": -1])
    #expect(
      JSON.text(catalog)
        == #"{"flavors":[{"name":"small","cpus":2,"price":0.5},{"name":"large","cpus":64}],"#
        + #""best":{"name":"b","cpus":1,"aVeryLongFieldNameIndeed":true},"#
        + #""parent":{"flavors":[],"marks":{"a":1}},"marks":{"x":-1,"y":2}}"#)
    #expect(try roundTrip(catalog) == catalog)
  }

  @Test(
    "members may stand in any order, with white space, escaped names and unknown members",
    arguments: [
      #"{"name":"n","cpus":3}"#, #"{"cpus":3,"name":"n"}"#, #" { "cpus" : 3 , "name" : "n" } "#,
      #"{"\u006eame":"n","cpu\u0073":3}"#, #"{"cpus":3,"other":{"a":[1,{"b":null}]},"name":"n"}"#,
      #"{"x":1,"x":2,"name":"n","cpus":3,"x":3}"#, #"{"name":"n","cpus":3,"price":null}"#,
      "{\"é\":1,\"name\":\"n\",\"cpus\":3}", #"{"":0,"name":"n","names":1,"nam":2,"cpus":3}"#,
    ])
  func anyOrder(_ text: String) throws {
    #expect(try JSON.decode(Flavor.self, from: text) == Flavor(name: "n", cpus: 3))
  }

  @Test("a long name is found in any order")
  func longName() throws {
    let expected = Flavor(name: "n", cpus: 3, aVeryLongFieldNameIndeed: true)
    let text = #"{"aVeryLongFieldNameIndeeX":0,"aVeryLongFieldNameIndeed":true,"cpus":3,"name":"n"}"#
    #expect(try JSON.decode(Flavor.self, from: text) == expected)
    #expect(try roundTrip(expected) == expected)
  }

  @Test("a missing required field is named, at the end of its object")
  func missing() {
    #expect(failure(Flavor.self, #"{"name":"n"}"#) == JSONError(.missingField, at: 11, field: "cpus"))
    #expect(failure(Flavor.self, "{}") == JSONError(.missingField, at: 1, field: "name"))
  }

  @Test("a known field given twice is named")
  func duplicate() {
    let text = #"{"name":"n","cpus":3,"name":"n"}"#
    #expect(failure(Flavor.self, text) == JSONError(.duplicateField, at: 28, field: "name"))
    #expect(failure(Catalog.self, #"{"flavors":[],"marks":{"a":1,"a":2}}"#)?.field == "a")
  }

  @Test(
    "broken objects are refused",
    arguments: [
      #"{,"name":"n","cpus":3}"#, #"{"name":"n","cpus":3,}"#, #"{"name":"n""cpus":3}"#, #"{"name":"n",,"cpus":3}"#,
      #"{"name":"n" "cpus":3}"#, #"{"name":"n","cpus":3"#, #"{"name":"n","cpus":3]"#, #"{"name","cpus":3}"#,
      #"{name:"n","cpus":3}"#, #"["name","cpus"]"#, #"{"name":"n","cpus":3}}"#, #"{"name":"n","cpus":}"#,
    ])
  func broken(_ text: String) {
    #expect(failure(Flavor.self, text) != nil)
  }

  @Test("null is refused where a field is not optional")
  func null() {
    #expect(failure(Flavor.self, #"{"name":null,"cpus":3}"#) == JSONError(.wrongType, at: 8))
  }

  @Test("merge lays an object over a record and tells what was there")
  func merge() {
    var flavor = Flavor(name: "n", cpus: 3, price: 2)
    let text = #"{"price":null,"cpus":4}"#
    var reader = JSONReader(text.utf8Span.span.bytes)
    expect(flavor.merge(from: &reader), 0b0110)
    expect(reader.failure, nil)
    #expect(flavor == Flavor(name: "n", cpus: 4))
  }

  @Test("a record without fields")
  func nothing() throws {
    #expect(try JSON.decode(Nothing.self, from: #"{"a":1}"#) == Nothing())
    #expect(JSON.text(Nothing()) == "{}")
    #expect(JSON.text([Nothing(), Nothing()]) == "[{},{}]")
  }

  @Test("all 64 fields of a table are found, in order and backwards")
  func sixtyFour() throws {
    let order = Array(0..<64)
    for indices in [order, order.reversed()] {
      let text = "{" + indices.map { "\"field\($0)\":\($0)" }.joined(separator: ",") + "}"
      let wide = try JSON.decode(Wide.self, from: text)
      #expect(wide.values == order)
    }
    #expect(Wide.fieldTable.count == 64)
    #expect(Wide.fieldTable.name(63) == "field63")
  }

  @Test("open enums keep what they do not know")
  func openEnum() throws {
    #expect(try JSON.decode(Provider.self, from: #""AWS""#) == .aws)
    #expect(JSON.text(try JSON.decode(Provider.self, from: #""Other \"1\"""#)) == #""Other \"1\"""#)
    #expect(failure(Provider.self, "1")?.code == .wrongType)
    #expect(Provider.blank.wireValue == "")
  }

  @Test("where a reader refuses unknown enum values, one is a fault at its place")
  func refusedEnum() {
    let text = #"["AWS","Moon"]"#
    var reader = JSONReader(text.utf8Span.span.bytes)
    reader.isInput = true
    _ = [Cloud].decode(from: &reader)
    expect(reader.failure, JSONError(.unknownValue, at: 7))
  }

  @Test("boxes behave as values")
  func boxes() {
    let one = Boxed(1)
    var other = one
    other.value += 1
    #expect(one.value == 1)
    #expect(other.value == 2)
    #expect(Boxed<Int>.blank == Boxed(0))
    var blank = Boxed<[Int]>.blank
    blank.value.append(1)
    #expect(blank.value == [1])
    #expect(Boxed<[Int]>.blank.value == [])
  }
}

/// An open enum that tells which values it knows.
private struct Cloud: JSONEnum {
  let wireValue: String
  init(wireValue: String) { self.wireValue = wireValue }
  var isKnown: Bool { wireValue == "AWS" }
}

/// A record of 64 fields, read by index.
private struct Wide: JSONRecord {
  var values = [Int](repeating: -1, count: 64)
  static var blank: Wide { Wide() }
  static let fieldTable = FieldTable(
    "field0", "field1", "field2", "field3", "field4", "field5", "field6", "field7", "field8", "field9", "field10",
    "field11", "field12", "field13", "field14", "field15", "field16", "field17", "field18", "field19", "field20",
    "field21", "field22", "field23", "field24", "field25", "field26", "field27", "field28", "field29", "field30",
    "field31", "field32", "field33", "field34", "field35", "field36", "field37", "field38", "field39", "field40",
    "field41", "field42", "field43", "field44", "field45", "field46", "field47", "field48", "field49", "field50",
    "field51", "field52", "field53", "field54", "field55", "field56", "field57", "field58", "field59", "field60",
    "field61", "field62", "field63")
  static var requiredFields: UInt64 { .max }
  mutating func read(field: Int, from reader: inout JSONReader) { reader.read(&values[field]) }
  func encode(to writer: inout JSONWriter) { writer.value(values) }
}
