import ConcordJSON
import Testing

@Suite("Reader")
struct ReaderTests {
  @Test("the first failure stays, and later reads give placeholders")
  func sticky() {
    let text = #"["a",1]"#
    var reader = JSONReader(text.utf8Span.span.bytes)
    var first = true
    reader.beginArray()
    expect(reader.nextElement(&first), true)
    expect(reader.int(), 0)
    expect(reader.failure, JSONError(.wrongType, at: 1))
    expect(reader.string(), "")
    expect(reader.double(), 0)
    expect(reader.bool(), false)
    expect(reader.null(), false)
    expect(reader.nextElement(&first), false)
    expect(reader.nextName(), nil)
    var next = 0
    expect(reader.nextField(Flavor.fieldTable, &next), -1)
    expect(reader.rawValue().isEmpty, true)
    reader.skipValue()
    reader.beginObject()
    reader.finish()
    reader.fail(.tooDeep)
    expect(reader.failure, JSONError(.wrongType, at: 1))
  }

  @Test(
    "whole numbers",
    arguments: [
      ("0", 0), ("-0", 0), ("7", 7), ("-12", -12), ("9007199254740991", 9_007_199_254_740_991),
      ("-9007199254740991", -9_007_199_254_740_991), ("12.0", 12), ("1.2e1", 12), ("120e-1", 12), ("1e3", 1000),
      ("0.0e99999999999", 0), ("9007199254740991.000", 9_007_199_254_740_991),
    ])
  func ints(_ text: String, _ value: Int) throws {
    #expect(try JSON.decode(Int.self, from: text) == value)
    #expect(try JSON.decode([Int].self, from: "[ \(text) ,\(text)]") == [value, value])
  }

  @Test(
    "numbers that are no whole numbers, or too large",
    arguments: [
      ("9007199254740992", JSONError.Code.numberOutOfRange), ("-9007199254740992", .numberOutOfRange),
      ("99999999999999999999999", .numberOutOfRange), ("1e400", .numberOutOfRange),
      ("1e99999999999999999999", .numberOutOfRange),
      ("9007199254740990.6", .wrongType), ("1.5", .wrongType), ("1e-1", .wrongType), ("01", .invalidNumber),
      ("-", .unexpectedEnd), ("1.", .unexpectedEnd), ("\"1\"", .wrongType), ("null", .wrongType), ("true", .wrongType),
      ("[]", .wrongType), ("", .unexpectedEnd), ("x", .unexpectedCharacter),
    ])
  func notInts(_ text: String, _ code: JSONError.Code) {
    #expect(failure(Int.self, text)?.code == code)
  }

  @Test(
    "doubles are the nearest ones",
    arguments: [
      "0", "1", "-1.5", "0.1", "99.95", "123456.789", "1e22", "1e23", "1.7976931348623157e308", "5e-324", "2.5e-1",
      "9007199254740993", "0.30000000000000004", "123456789012345678901234567890", "4.35", "1E5", "-0.0",
      "2.2250738585072011e-308", "0.000001", "1234567890123456789", "100000000000000000000000.5", "1e-400",
    ])
  func doubles(_ text: String) throws {
    let value = try JSON.decode(Double.self, from: text)
    #expect(value == Double(text))
    #expect(value.sign == Double(text)?.sign)
  }

  @Test("doubles that are none", arguments: ["1e309", "-1e999", "01.5", "00", "1.e5", "NaN", "Infinity", "\"1\"", "-"])
  func notDoubles(_ text: String) {
    #expect(failure(Double.self, text) != nil)
  }

  @Test("strings of every length, with every escape at every place")
  func strings() throws {
    let escapes = [
      ("\\\"", "\""), ("\\n", "\n"), ("\\u0041", "A"), ("\\u00E9", "é"), ("\\ud83d\\ude00", "😀"), ("é", "é"),
    ]
    for length in 0..<40 {
      let plain = String(repeating: "x", count: length)
      #expect(try JSON.decode(String.self, from: "\"\(plain)\"") == plain)
      for (written, meant) in escapes {
        for place in [0, length / 2, length] {
          let head = plain.prefix(place)
          let tail = plain.suffix(length - place)
          let value = try JSON.decode([String].self, from: "[\"\(head)\(written)\(tail)\",\"\(written)\"]")
          #expect(value == ["\(head)\(meant)\(tail)", meant])
        }
      }
    }
  }

  @Test("a raw value is its bytes, without the white space around it")
  func raw() {
    let text = #"{"a": [1, {"b":2}] ,"c":"x"}"#
    var reader = JSONReader(text.utf8Span.span.bytes)
    reader.beginObject()
    expect(reader.nextName(), "a")
    let range = reader.rawValue()
    #expect(range == 6..<18)
    expect(reader.bytes(range).byteCount, 12)
    expect(reader.nextName(), "c")
    expect(reader.nextKind(), .string)
    let mark = reader.mark()
    expect(reader.string(), "x")
    reader.rewind(to: mark)
    expect(reader.string(), "x")
    expect(reader.nextName(), nil)
    reader.finish()
    expect(reader.failure, nil)
  }

  @Test(
    "kinds",
    arguments: [("{", JSONKind.object), ("[", .array), ("\"", .string), ("-", .number), ("t", .bool), ("n", .null)])
  func kinds(_ text: String, _ kind: JSONKind) {
    var reader = JSONReader(text.utf8Span.span.bytes)
    expect(reader.nextKind(), kind)
  }

  @Test(
    "a path names the place of a fault",
    arguments: [
      (#"{"flavors":[{"name":"a","cpus":1},{"name":2,"cpus":1}]}"#, "flavors[1].name"),
      (#"{"flavors":[{"name":"a","cpus":1},{"name":"b"}]}"#, "flavors[1].cpus"),
      (#"{"flavors":[{"name":"a","cpus":1,"cpus":1}]}"#, "flavors[0].cpus"),
      (#"{"flavors":[],"marks":{"cpu":1,"mem":"x"}}"#, "marks.mem"),
      (#"{"flavors":[],"marks":{"a.b":"x"}}"#, #"marks["a.b"]"#),
      (#"{"flavors":[],"marks":{"a":1.5}}"#, "marks.a"), (#"{"flavors":[],"parent":{"flavors":7}}"#, "parent.flavors"),
      (#"{"flavors":7}"#, "flavors"), (#"[]"#, ""), (#"{"best":{}}"#, "best.name"), (#"{}"#, "flavors"),
      (#"{"flavors":[ {"name" : "a\u00e9" , "cpus" : [1] } ]}"#, "flavors[0].cpus"), (#"{"flavors":[],"best"x"#, ""),
      (#"{"skipped":[[],{}],"flavors":[null]}"#, "flavors[0]"), (#"{"flavors":[]} x"#, ""),
    ])
  func paths(_ text: String, _ path: String) {
    let error = failure(Catalog.self, text)
    #expect(error?.path(in: text.utf8Span.span.bytes).description == path)
  }

  @Test("errors describe themselves")
  func descriptions() {
    #expect(JSONError(.missingField, at: 12, field: "name").description == "missing field 'name' at byte 12")
    #expect(Set(JSONError.Code.allCases.map(\.message)).count == JSONError.Code.allCases.count)
  }
}
