import ConcordJSON
import Testing

@Suite("Writer")
struct WriterTests {
  @Test("commas stand between members and elements only")
  func structure() {
    var writer = JSONWriter(capacity: 1)
    writer.beginObject()
    writer.write("\"a\":", [[Int]]())
    writer.write("\"b\":", [[1, 2], [], [3]])
    writer.writeIfPresent("\"c\":", Int?.none)
    writer.write("\"d\":", [Int?.none, 4])
    writer.write("\"e\":", raw: "{}".utf8Span.span.bytes)
    writer.write(key: "f\"", true)
    writer.endObject()
    let expected = #"{"a":[],"b":[[1,2],[],[3]],"d":[null,4],"e":{},"f\"":true}"#
    expect(writer.withBytes { String(decoding: $0, as: UTF8.self) }, expected)
    expect(writer.count, expected.utf8.count)
    expect(writer.bytes.byteCount, expected.utf8.count)
    writer.truncate(to: 1)
    writer.endObject()
    expect(writer.array(), Array("{}".utf8))
    writer.reset()
    writer.value("x")
    expect(writer.array(), Array("\"x\"".utf8))
  }

  @Test("strings of every length with every byte at every place")
  func strings() throws {
    for scalar in (0..<0x80).compactMap({ Unicode.Scalar($0) }) + ["é", "😀"] {
      for length in 0..<20 {
        for place in 0...length {
          let text =
            String(repeating: "y", count: place) + String(Character(scalar))
            + String(repeating: "z", count: length - place)
          let bytes = try JSON.encode(text)
          try JSON.validate(bytes.span.bytes)
          #expect(try JSON.decode(String.self, from: bytes) == text)
        }
      }
    }
    #expect(JSON.text("\u{0}\u{1f}\u{7f}/\u{8}\u{c}\n\r\t\"\\é") == "\"\\u0000\\u001f\u{7f}/\\b\\f\\n\\r\\t\\\"\\\\é\"")
  }

  @Test("whole numbers of every length")
  func ints() throws {
    var power = 1
    for _ in 0..<16 {
      for value in [power - 1, power, power + 1, -power, 1 - power] where value.magnitude < 1 << 53 {
        #expect(JSON.text(value) == String(value))
        #expect(JSON.text(Int64(value)) == "\"\(value)\"")
      }
      power *= 10
    }
    #expect(throws: JSONError(.notRepresentable, at: 0)) { try JSON.encode(1 << 53) }
    #expect(throws: JSONError(.notRepresentable, at: 0)) { try JSON.encode(Int.min) }
  }

  @Test(
    "doubles in their shortest form",
    arguments: [
      (0.0, "0"), (-0.0, "-0"), (1, "1"), (-1.5, "-1.5"), (0.1, "0.1"), (99.95, "99.95"), (0.000001, "0.000001"),
      (1e-7, "1e-07"), (1e9, "1000000000"), (999_999_999.999999, "999999999.999999"), (1e21, "1e+21"),
      (0.1 + 0.2, "0.30000000000000004"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
      (.leastNonzeroMagnitude, "5e-324"), (123456.789, "123456.789"), (0.05, "0.05"), (100.25, "100.25"),
    ])
  func doubles(_ value: Double, _ text: String) throws {
    #expect(JSON.text(value) == text)
    #expect(try JSON.decode(Double.self, from: text).bitPattern == value.bitPattern)
  }

  @Test("infinity and NaN are failures", arguments: [Double.infinity, -.infinity, .nan, .signalingNaN])
  func notFinite(_ value: Double) {
    #expect(throws: JSONError(.notFinite, at: 1)) { try JSON.encode([value, value]) }
    #expect(JSON.text([value]) == "[null]")
  }

  @Test("equal dictionaries give equal texts", arguments: [0, 1, 2, 5, 16, 17, 100])
  func dictionaries(_ count: Int) throws {
    let names = (0..<count).map { "name \($0)" }.sorted()
    let members = Dictionary(uniqueKeysWithValues: names.shuffled().map { ($0, $0) })
    let expected = "{" + names.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",") + "}"
    #expect(JSON.text(members) == expected)
    #expect(try roundTrip(members) == members)
  }
}
