import ConcordCore
import ContractModel
import Testing

@testable import ContractEmitters

/// The texts that documents are made of.
@Suite struct DocumentTextTests {
  @Test func whatIsShortStaysOnOneLine() {
    let value: JSONValue = ["type": "object", "properties": ["a": ["$ref": "#/x"]], "required": ["a"]]
    #expect(value.jsonText() == ##"{ "type": "object", "properties": { "a": { "$ref": "#/x" } }, "required": ["a"] }"##)
    #expect(value.yamlText(indent: 0) == ##" { type: object, properties: { a: { $ref: "#/x" } }, required: [a] }"##)
  }

  @Test func whatIsLongStandsInBlocks() {
    let long = JSONValue.string(String(repeating: "x ", count: 50))
    let value: JSONValue = ["anyOf": [["description": long, "type": "null"], true], "none": [:], "no": 1]
    let text = String(repeating: "x ", count: 50)
    #expect(
      value.yamlText(indent: 2) == """

            anyOf:
              - description: "\(text)"
                type: "null"
              - true
            none: {}
            "no": 1
        """)
    #expect(
      value.jsonText() == """
        {
          "anyOf": [
            {
              "description": "\(text)",
              "type": "null"
            },
            true
          ],
          "none": {},
          "no": 1
        }
        """)
  }

  @Test func longListsOfWordsFillTheirLines() {
    let value = JSONValue.texts((10..<60).map { "word\($0)" })
    #expect(value.jsonText().split(separator: "\n").allSatisfy { $0.utf8.count <= 101 })
    #expect(value.yamlText(indent: 0).split(separator: "\n").allSatisfy { $0.utf8.count <= 101 })
  }

  @Test(arguments: ["yes", "NO", "null", "12", "1e3", "", "a b", "- a", "#", "a:", "~", "2026-01-01"])
  func whatYAMLTakesForSomethingElseIsQuoted(text: String) { #expect(YAMLText.scalar(text).hasPrefix("\"")) }

  @Test func markdownKeepsItsTables() {
    #expect(MarkdownText.cell("a | b\nc <d> `<e>`") == #"a \| b c &lt;d> `<e>`"#)
    #expect(MarkdownText.code("a`b|c") == #"``a`b\|c``"#)
  }

  @Test func theErrorsAreTheRuntimes() {
    for (code, status) in StandardErrors.statuses {
      let known = ErrorCode.table.first { $0.text == code }
      #expect(known?.httpStatus == status, "\(code)")
    }
  }

  @Test func theVersionIsTheHighestSince() {
    var package = GoldenDocumentTests.packages()[0]
    #expect(package.documentedVersion == "1.0")
    package.contracts[0].group?.lifecycle.since = "1.9"
    package.contracts[1].group?.operations[0].lifecycle.since = "1.10"
    #expect(package.documentedVersion == "1.10")
  }
}
