import ContractSyntax
import Testing

struct NearestNameTests {
  @Test(
    arguments: [
      ("strng", "string"), ("sumary", "summary"), ("readOnly", "readonly"), ("tpye", "type"), ("fileds", "fields"),
      ("parnet", "parent"), ("operation", "operations"), ("zzz", nil), ("x", nil), ("", nil),
    ] as [(String, String?)])
  func finds(name: String, nearest: String?) {
    let candidates = ["string", "summary", "readonly", "type", "fields", "parent", "operations", "types"]
    #expect(NearestName.of(name, among: candidates) == nearest)
  }
}
