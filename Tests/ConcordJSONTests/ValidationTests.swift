import ConcordJSON
import Testing

/// A text, and the fault that must be found in it; `nil` for a valid one.
struct ValidationCase: Sendable, CustomTestStringConvertible {
  let text: [UInt8]
  let code: JSONError.Code?
  let offset: Int
  init(_ text: String, _ code: JSONError.Code? = nil, at offset: Int = 0) {
    self.init(bytes: Array(text.utf8), code, at: offset)
  }
  init(bytes: [UInt8], _ code: JSONError.Code? = nil, at offset: Int = 0) {
    self.text = bytes
    self.code = code
    self.offset = offset
  }
  var testDescription: String { String(decoding: text.prefix(60), as: UTF8.self) }
}

@Suite("Validation")
struct ValidationTests {
  static let cases: [ValidationCase] = [
    // Structure.
    ValidationCase("{}"), ValidationCase("[]"), ValidationCase(" \t\r\n[ ] \n"), ValidationCase(#"{"a":1,"a":2}"#),
    ValidationCase(#"[1,[2,{"a":[]}],{}]"#), ValidationCase(#"{"":{"":[]}}"#), ValidationCase("0"),
    ValidationCase("", .unexpectedEnd, at: 0), ValidationCase("  ", .unexpectedEnd, at: 2),
    ValidationCase("[", .unexpectedEnd, at: 1), ValidationCase("[1", .unexpectedEnd, at: 2),
    ValidationCase("[1,", .unexpectedEnd, at: 3), ValidationCase("{", .unexpectedEnd, at: 1),
    ValidationCase(#"{"a""#, .unexpectedEnd, at: 4), ValidationCase(#"{"a":"#, .unexpectedEnd, at: 5),
    ValidationCase(#"{"a":1"#, .unexpectedEnd, at: 6), ValidationCase("[1,]", .unexpectedCharacter, at: 3),
    ValidationCase("[,1]", .unexpectedCharacter, at: 1), ValidationCase("[1 2]", .unexpectedCharacter, at: 3),
    ValidationCase("[1}", .unexpectedCharacter, at: 2), ValidationCase(#"{"a":1]"#, .unexpectedCharacter, at: 6),
    ValidationCase(#"{"a":1,}"#, .unexpectedCharacter, at: 7), ValidationCase("{1:2}", .unexpectedCharacter, at: 1),
    ValidationCase("{,}", .unexpectedCharacter, at: 1), ValidationCase(#"{"a" 1}"#, .unexpectedCharacter, at: 5),
    ValidationCase("[] []", .trailingText, at: 3), ValidationCase("1 x", .trailingText, at: 2),
    ValidationCase("]", .unexpectedCharacter, at: 0), ValidationCase("'a'", .unexpectedCharacter, at: 0),
    ValidationCase("\u{feff}[]", .unexpectedCharacter, at: 0), ValidationCase("/* */[]", .unexpectedCharacter, at: 0),
    ValidationCase("[\u{c}]", .unexpectedCharacter, at: 1),
    // Words.
    ValidationCase("true"), ValidationCase("[false,null]"), ValidationCase("tru", .unexpectedCharacter, at: 0),
    ValidationCase("nul", .unexpectedCharacter, at: 0), ValidationCase("falsE", .unexpectedCharacter, at: 0),
    ValidationCase("True", .unexpectedCharacter, at: 0), ValidationCase("truex", .trailingText, at: 4),
    ValidationCase("NaN", .unexpectedCharacter, at: 0),
    // Numbers.
    ValidationCase("-0"), ValidationCase("10"), ValidationCase("1.5e+10"), ValidationCase("1E-2"),
    ValidationCase("123456789012345678901234567890.5"), ValidationCase("1e999999999999999999999"),
    ValidationCase("-", .unexpectedEnd, at: 1), ValidationCase("+1", .unexpectedCharacter, at: 0),
    ValidationCase("01", .invalidNumber, at: 1), ValidationCase("-01", .invalidNumber, at: 2),
    ValidationCase("[1.]", .invalidNumber, at: 3), ValidationCase(".5", .unexpectedCharacter, at: 0),
    ValidationCase("[1e]", .invalidNumber, at: 3), ValidationCase("1e+", .unexpectedEnd, at: 3),
    ValidationCase("[-a]", .invalidNumber, at: 2), ValidationCase("0x1", .trailingText, at: 1),
    // Strings.
    ValidationCase(#""""#), ValidationCase(#""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00""#), ValidationCase("\"é😀\u{7f}\""),
    ValidationCase(#""abc"#, .unexpectedEnd, at: 4),
    ValidationCase(#""a long text that never ends"#, .unexpectedEnd, at: 28),
    ValidationCase(#""\"#, .unexpectedEnd, at: 2), ValidationCase(#""\x""#, .invalidEscape, at: 1),
    ValidationCase(#""\u12""#, .invalidEscape, at: 1), ValidationCase(#""\u12g4""#, .invalidEscape, at: 1),
    ValidationCase(#""\uD800""#, .invalidEscape, at: 1), ValidationCase(#""\uDC00""#, .invalidEscape, at: 1),
    ValidationCase(#""\uD800\uD800""#, .invalidEscape, at: 1), ValidationCase(#""\uD800x""#, .invalidEscape, at: 1),
    ValidationCase("\"a\u{1}\"", .controlCharacter, at: 2),
    ValidationCase("\"12345678\n12345678\"", .controlCharacter, at: 9),
    ValidationCase("\"\u{0}\"", .controlCharacter, at: 1), ValidationCase("{\"\u{0}\":1}", .controlCharacter, at: 2),
    // UTF-8.
    ValidationCase(bytes: [0x22, 0xff, 0x22], .invalidUTF8, at: 1),
    ValidationCase(bytes: [0x22, 0xc3, 0x22], .invalidUTF8, at: 1),
    ValidationCase(bytes: [0x22, 0x61, 0xc0, 0x80, 0x22], .invalidUTF8, at: 2),
    ValidationCase(bytes: [0x22, 0xed, 0xa0, 0x80, 0x22], .invalidUTF8, at: 1),
    ValidationCase(bytes: [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], .invalidUTF8, at: 1),
    ValidationCase(bytes: [0x22, 0x5c, 0x6e, 0x80, 0x22], .invalidUTF8, at: 3),
    ValidationCase(bytes: [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d], .invalidUTF8, at: 2),
    ValidationCase(bytes: [0x5b, 0xff, 0x5d], .unexpectedCharacter, at: 1),
  ]

  @Test("the validator finds the first fault and its byte", arguments: cases)
  func validates(_ testCase: ValidationCase) {
    var found: JSONError?
    do { try JSON.validate(testCase.text.span.bytes) } catch { found = error }
    #expect(found == testCase.code.map { JSONError($0, at: testCase.offset) })
  }

  @Test("the value tree accepts and refuses the same texts", arguments: cases)
  func decodes(_ testCase: ValidationCase) {
    var found: JSONError?
    do { _ = try JSON.decode(JSONValue.self, from: testCase.text) } catch { found = error }
    #expect(found == testCase.code.map { JSONError($0, at: testCase.offset) })
  }

  @Test("every prefix of a text is refused")
  func prefixes() {
    let text = Array(#"{"a":[1.5e3,"x\u00e9\n",true,null],"b":{"c":[[],{}]},"d":"é😀"}"#.utf8)
    for length in 0..<text.count {
      #expect(throws: JSONError.self) { try JSON.validate(Array(text[..<length]).span.bytes) }
      #expect(throws: JSONError.self) { try JSON.decode(JSONValue.self, from: Array(text[..<length])) }
    }
  }

  @Test("nesting is limited", arguments: [1, 2, 63, 64, 65, 511, 512])
  func depth(_ limit: Int) throws {
    for (open, close) in [("[", "]"), (#"{"a":"#, "}"), (#"[{"a":"#, "}]")] {
      let levels = open.utf8.count == 6 ? limit / 2 : limit
      func nested(_ count: Int) -> [UInt8] {
        Array((String(repeating: open, count: count) + "1" + String(repeating: close, count: count)).utf8)
      }
      try JSON.validate(nested(levels).span.bytes, maxDepth: limit)
      #expect { try JSON.validate(nested(levels + 1).span.bytes, maxDepth: limit) } throws: {
        ($0 as? JSONError)?.code == .tooDeep
      }
    }
    let text = String(repeating: "[", count: 513) + String(repeating: "]", count: 513)
    #expect(failure(JSONValue.self, text) == JSONError(.tooDeep, at: 512))
  }

  @Test("closed containers do not count")
  func siblings() throws {
    let many = [String](repeating: "[[]]", count: 2000).joined(separator: ",")
    try JSON.validate("[\(many)]".utf8Span.span.bytes, maxDepth: 3)
    #expect(try JSON.decode(JSONValue.self, from: "[\(many)]").elements?.count == 2000)
  }
}
