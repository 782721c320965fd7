import ContractModel
import Testing

/// What people write who come from elsewhere, and what they are then told.
@Suite struct StrangersTests {
  private func findings(_ text: String) -> [String] {
    var diagnostics = Diagnostics()
    _ = ContractLoader.load(files: ["shop/item.yaml": text], diagnostics: &diagnostics)
    return diagnostics.sorted.map {
      "\($0.position.line):\($0.position.column): " + $0.message + ($0.suggestion.map { "; " + $0 } ?? "")
    }
  }

  private static let head = "concord: 1\nentity: item\nkey: name\n"

  @Test(arguments: [
    ("Integer", "unknown type 'Integer'; did you mean 'int'?"),
    ("boolean", "unknown type 'boolean'; did you mean 'bool'?"),
    ("date-time", "unknown type 'date-time'; did you mean 'timestamp'?"),
    ("array", "unknown type 'array'; write list<string>, or what it is a list of"),
    ("string[]", "'[]' does not belong in a type; write list<string>"),
    ("integer[]", "'[]' does not belong in a type; write list<int>"),
    ("array<int>", "only list, map and ref take a type in '<>'; did you mean 'list<…>'?"),
    ("strng", "unknown type 'strng'; did you mean 'string'?"), ("Whatever", "unknown type 'Whatever'"),
  ])
  func types(type: String, message: String) {
    let found = findings(Self.head + "fields:\n  name: string\n  it: '\(type)'\n")
    #expect(found.count == 1 && found.first?.hasSuffix(message) == true, "\(found)")
  }

  @Test(arguments: [
    ("required: true", "a field is always there, unless its type ends in '?'"), ("pattern: x", "write 'match'"),
    ("maxLength: 3", "write 'max'"), ("description: x", "write 'summary'"), ("sumary: x", "did you mean 'summary'?"),
    ("enum: [a]", "declare the enumeration under 'types:' and name it as the type"),
  ])
  func keysOfFields(key: String, advice: String) {
    let found = findings(Self.head + "fields:\n  name: string\n  it: { type: string, \(key) }\n")
    let name = key.prefix { $0 != ":" }
    #expect(found == ["6:23: a field has no '\(name)'; \(advice)"])
  }

  @Test func indentation() {
    #expect(
      findings(Self.head + "fields:\n  name: string\nsize: int\n")
        == ["6:1: an entity's file has no 'size'; indent it if it is a field"])
    #expect(
      findings(Self.head + "fields:\n  name: string\n  operations: {}\n")
        == ["6:3: the field 'operations' needs a 'type'; indent 'operations:' less if it is the section of the file"])
    #expect(
      findings(Self.head + "fields:\n name: string\n   size: int\n")
        == [
          "6:8: a ':' stands where no key can be; look at the indentation, or quote the text if it belongs to a value"
        ])
  }

  @Test func shapes() {
    let list = "write 'name: …' lines without '-', or { } instead of [ ]"
    #expect(
      findings(Self.head + "fields:\n  name: string\noperations: [create]\n")
        == ["6:13: operations is a mapping, not a list; \(list)"])
    #expect(
      findings(Self.head + "fields:\n  name: string\noperations:\n  create: true\n")
        == ["7:11: a conventional operation is a mapping, not a truth value; leave the value out"])
    #expect(
      findings("concord: 1\ntypes:\n  Size\n").isEmpty == false)
    #expect(
      findings(Self.head + "fields:\n  name string\n").contains(
        "5:3: fields is a mapping, not a text; write a ':' behind 'name' if that is a key"))
  }

  @Test func defaults() {
    #expect(
      findings(Self.head + "fields:\n  name: string\n  on: { type: bool, default: yes }\n")
        == ["6:30: the default of a field of type bool is not a text; write true or false"])
    #expect(
      findings(Self.head + "fields:\n  name: string\n  on: { type: int, default: '3' }\n")
        == ["6:29: the default of a field of type int is not a text; write the number without quotes"])
  }

  /// Editors on Windows put a mark in front and write other line ends; neither moves a place.
  @Test func windows() {
    let wrong = Self.head + "fields:\n  name: string\n  size: strng\n"
    let found = ["6:9: unknown type 'strng'; did you mean 'string'?"]
    #expect(findings(wrong) == found)
    #expect(findings("\u{FEFF}" + wrong) == found)
    #expect(findings("\u{FEFF}" + wrong.replacing("\n", with: "\r\n")) == found)
    #expect(findings("\u{FEFF}concrd: 1\n").first?.hasPrefix("1:1: ") == true)
    #expect(findings("\u{FEFF}").first == "1:1: the file is empty")
  }
}
