import ConcordJSON
import Testing

@Suite("Expected texts")
struct TextTableTests {
  private let table = TextTable(["deployment:create", "deployment:delete", "a", "", "eight888", "größe"])

  private func read(_ literal: String) throws -> (text: String, place: Int?) {
    var reader = JSONReader(literal.utf8Span.span.bytes)
    var place: Int? = 7
    let text = reader.string(from: table, place: &place)
    reader.finish()
    if let failure = reader.failure { throw failure }
    return (text, place)
  }

  @Test(
    "an expected text has its place",
    arguments: [("deployment:create", 0), ("deployment:delete", 1), ("a", 2), ("", 3), ("eight888", 4)])
  func expected(_ text: String, _ place: Int) throws {
    let found = try read("\"\(text)\"")
    #expect(found.text == text)
    #expect(found.place == place)
  }

  @Test(
    "another text is read as it is, and has none",
    arguments: ["deployment:creatE", "deployment:creat", "deployment:create ", "b", "eight889", "😀", "größe"])
  func unexpected(_ text: String) throws {
    let found = try read("\"\(text)\"")
    #expect(found.text == text)
    // A text beyond ASCII, or one with escapes, is not looked for: it is read right all the same.
    #expect(found.place == nil)
  }

  @Test("escapes are resolved")
  func escapes() throws {
    let found = try read(#""deployment\u003acreate""#)
    #expect(found.text == "deployment:create")
    #expect(found.place == nil)
  }

  @Test("what is no string is the reader's failure")
  func failure() {
    for literal in ["1", "\"open", "\"\\x\"", "null"] {
      #expect(throws: JSONError.self, "\(literal)") { try read(literal) }
    }
  }

  @Test("however many there are, each is found and no other")
  func many() {
    let texts = (0..<1000).map { "entity\($0 / 10):operation_\($0)" }
    let table = TextTable(texts)
    for (index, text) in texts.enumerated() {
      for (wanted, expected) in [(text, Int?.some(index)), (text + "x", nil)] {
        let literal = "\"\(wanted)\""
        var reader = JSONReader(literal.utf8Span.span.bytes)
        var place: Int?
        #expect(reader.string(from: table, place: &place) == wanted)
        #expect(place == expected)
      }
    }
  }
}
