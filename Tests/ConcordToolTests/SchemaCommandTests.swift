import Foundation
import Testing

struct SchemaCommandTests {
  @Test func printsTheSchema() throws {
    let outcome = try Program.run(["schema"])
    #expect(outcome.status == 0 && outcome.error == "")
    #expect(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) is NSDictionary)
    #expect(try Program.run(["schema", "x"]).status == 2)
    #expect(try Program.run(["help", "schema"]).output.contains("# yaml-language-server: $schema="))
  }
}
