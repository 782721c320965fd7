import ConcordJSON
import Testing

@Suite("Value tree")
struct ValueTests {
  @Test("members, elements and scalars are reached by name and index")
  func access() throws {
    let value = try JSON.decode(JSONValue.self, from: #"{"a":[1,2.5,"x",true,null],"b":{"c":-7}}"#)
    #expect(value["a"]?[0]?.int == 1)
    #expect(value["a"]?[1]?.double == 2.5)
    #expect(value["a"]?[1]?.int == nil)
    #expect(value["a"]?[2]?.string == "x")
    #expect(value["a"]?[3]?.bool == true)
    #expect(value["a"]?[4]?.isNull == true)
    #expect(value["a"]?[5] == nil)
    #expect(value["a"]?[-1] == nil)
    #expect(value["b"]?["c"]?.int == -7)
    #expect(value["b"]?["d"] == nil)
    #expect(value["b"]?[0] == nil)
    #expect(value.members?.map(\.name) == ["a", "b"])
    #expect(value["a"]?.elements?.count == 5)
  }

  @Test("members are set, appended and removed")
  func change() {
    var value: JSONValue = ["a": 1, "b": 2]
    value["b"] = "two"
    value["c"] = [nil]
    value["a"] = nil
    #expect(value == ["b": "two", "c": [nil]])
    var text: JSONValue = "x"
    text["a"] = 1
    #expect(text == "x")
  }

  @Test("what is read is written back the same")
  func exact() throws {
    let text = #"{"z":1.10,"a":12345678901234567890123,"a":-0.0e-00,"e":[],"o":{},"s":"é\n"}"#
    let value = try JSON.decode(JSONValue.self, from: text)
    #expect(value.description == text)
    #expect(value["a"]?.double == 0)
  }

  @Test("literals")
  func literals() {
    let value: JSONValue = ["a": [1, 2.5, "x\(1)", true, nil], "b": [:]]
    #expect(value.description == #"{"a":[1,2.5,"x1",true,null],"b":{}}"#)
  }

  @Test("numbers keep their text")
  func numbers() {
    #expect(JSONNumber("1.50")?.text == "1.50")
    #expect(JSONNumber("1.50")?.double == 1.5)
    #expect(JSONNumber("15e1")?.int == 150)
    #expect(JSONNumber("-9223372036854775808")?.int == .min)
    #expect(JSONNumber("9223372036854775807")?.int == .max)
    #expect(JSONNumber("9223372036854775808")?.int == nil)
    #expect(JSONNumber("1e400")?.double == .infinity)
    for text in ["", "01", "1.", "+1", " 1", "1 ", "x", "1e", "NaN"] { #expect(JSONNumber(text) == nil) }
    #expect(JSONNumber(Double.nan) == nil)
    #expect(JSONNumber(2.5)?.text == "2.5")
  }

  @Test("random values survive the trip, and damaged texts do no harm", arguments: 0..<20)
  func random(_ seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(seed) &* 7919 &+ 1)
    for _ in 0..<50 {
      let value = randomValue(4, &generator)
      var bytes = try JSON.encode(value)
      try JSON.validate(bytes.span.bytes)
      #expect(try JSON.decode(JSONValue.self, from: bytes) == value)
      for _ in 0..<20 {
        let place = Int.random(in: bytes.indices, using: &generator)
        bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
        var validates = true
        var decodes = true
        do { try JSON.validate(bytes.span.bytes) } catch { validates = false }
        do { _ = try JSON.decode(JSONValue.self, from: bytes) } catch {
          decodes = false
          #expect(error.offset >= 0 && error.offset <= bytes.count)
          _ = error.path(in: bytes.span.bytes)
        }
        #expect(validates == decodes)
        _ = try? JSON.decode(Catalog.self, from: bytes)
      }
    }
  }

  private func randomValue(_ depth: Int, _ generator: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .number(JSONNumber(Int.random(in: -1_000_000...1_000_000, using: &generator)))
    case 3:
      let value = Double(bitPattern: generator.next())
      return JSONNumber(value).map { .number($0) } ?? .null
    case 4: return .string(randomText(&generator))
    case 5:
      return .array((0..<Int.random(in: 0..<5, using: &generator)).map { _ in randomValue(depth - 1, &generator) })
    default:
      return .object(
        (0..<Int.random(in: 0..<5, using: &generator)).map { _ in
          JSONValue.Member(randomText(&generator), randomValue(depth - 1, &generator))
        })
    }
  }

  private func randomText(_ generator: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0..<24, using: &generator) {
      let bound: UInt32 = [0x20, 0x80, 0x80, 0x80, 0x800, 0x110000][Int.random(in: 0..<6, using: &generator)]
      if let scalar = Unicode.Scalar(UInt32.random(in: 0..<bound, using: &generator)) {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

/// SplitMix64: the same numbers for the same seed everywhere.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
