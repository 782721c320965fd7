import Testing

/// Types of a contract and the Swift that they become.
@Suite struct TypeSnippetTests {
  @Test func enumeration() throws {
    let swift = try Emitting.swift(
      """
      concord: 1
      types:
        Plan:
          summary: What is paid.
          enum: { free: FREE, class: 'a "b" \\c', new_one: "tab\\there" }
      """, only: "public enum Plan")
    #expect(
      swift == #"""
        /// What is paid.
        public enum Plan: JSONEnum {
          case free
          case `class`
          case newOne
          /// A value of a later version of the contract: kept, and written back as it came.
          case unknown(String)

          public static var blank: Plan { .free }

          public init(wireValue: String) {
            switch wireValue {
            case "FREE": self = .free
            case "a \"b\" \\c": self = .`class`
            case "tab\there": self = .newOne
            default: self = .unknown(wireValue)
            }
          }

          public var wireValue: String {
            switch self {
            case .free: "FREE"
            case .`class`: "a \"b\" \\c"
            case .newOne: "tab\there"
            case .unknown(let value): value
            }
          }

          public var isKnown: Bool { if case .unknown = self { false } else { true } }
        }
        """#)
  }

  @Test func record() throws {
    let swift = try Emitting.swift(
      """
      concord: 1
      types:
        Node:
          fields:
            name:   { type: string, default: 'say "hi"' }
            count:  int
            note:   "string?"
            reason: { type: "string?", nulls: written }
            hint:   { type: "string?", default: none }
            next:   "Node?"
            others: list<Node>
            byName: map<Node>
            import: bool
      """, only: "public struct Node")
    #expect(
      swift == #"""
        public struct Node: JSONRecord {
          public var name: String = "say \"hi\""
          public var count: Int = 0
          public var note: String?
          public var reason: String?
          public var hint: String? = "none"
          public var next: Boxed<Node>?
          public var others: [Node] = []
          public var byName: [String: Node] = [:]
          public var `import`: Bool = false

          public init(name: String = "say \"hi\"", count: Int, note: String? = nil, reason: String? = nil, hint: String? = "none", next: Boxed<Node>? = nil, others: [Node], byName: [String: Node], `import`: Bool) {
            self.name = name
            self.count = count
            self.note = note
            self.reason = reason
            self.hint = hint
            self.next = next
            self.others = others
            self.byName = byName
            self.`import` = `import`
          }

          private init() {}
          public static var blank: Node { Node() }
          public static let fieldTable = FieldTable("name", "count", "note", "reason", "hint", "next", "others", "byName", "import")
          public static var requiredFields: UInt64 { 0x1c2 }

          public mutating func read(field: Int, from reader: inout JSONReader) {
            switch field {
            case 0: reader.read(&self.name)
            case 1: reader.read(&self.count)
            case 2: reader.read(&self.note)
            case 3: reader.read(&self.reason)
            case 4: reader.read(&self.hint)
            case 5: reader.read(&self.next)
            case 6: reader.read(&self.others)
            case 7: reader.read(&self.byName)
            case 8: reader.read(&self.`import`)
            default: reader.skipValue()
            }
          }

          public func encode(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.write("\"name\":", self.name)
            writer.write("\"count\":", self.count)
            writer.writeIfPresent("\"note\":", self.note)
            writer.write("\"reason\":", self.reason)
            writer.write("\"hint\":", self.hint)
            writer.writeIfPresent("\"next\":", self.next)
            writer.write("\"others\":", self.others)
            writer.write("\"byName\":", self.byName)
            writer.write("\"import\":", self.`import`)
            writer.endObject()
          }
        }
        """#)
  }

  @Test(arguments: [
    ("string", "String", "\"\""), ("int", "Int", "0"), ("int64", "Int64", "0"), ("double", "Double", "0"),
    ("bool", "Bool", "false"), ("decimal", "DecimalText", ".blank"), ("bytes", "Bytes", ".blank"),
    ("uuid", "UniqueID", ".blank"), ("timestamp", "Timestamp", ".blank"), ("date", "CalendarDate", ".blank"),
    ("duration", "Duration", ".blank"), ("url", "URLText", ".blank"), ("email", "EmailAddress", ".blank"),
    ("json", "JSONValue", ".blank"), ("id", "String", "\"\""), ("list<map<int>>", "[[String: Int]]", "[]"),
  ])
  func scalars(type: String, swift: String, blank: String) throws {
    let text = try Emitting.swift(
      "concord: 1\ntypes: { T: { fields: { a: \(type), b: \"\(type)?\" } } }", only: "public struct T")
    #expect(text.contains("\n  public var a: \(swift) = \(blank)\n"))
    #expect(text.contains("\n  public var b: \(swift)?\n"))
  }

  @Test func aTypeWithoutFields() throws {
    let swift = try Emitting.swift("concord: 1\ntypes: { T: { fields: {} } }", only: "public struct T")
    #expect(
      swift.hasPrefix("public struct T: JSONRecord {\n  public init() {\n  }\n\n  public static var blank: T { T() }"))
  }

  @Test(arguments: [
    ("One line.", ["/// One line."]), ("\\n a \\n\\n  b\\n\\n", ["///  a", "///", "///   b"]),
    ("a\\r\\nb\\rc\\u2028d", ["/// a", "/// b", "/// c", "/// d"]),
    ("end */ and /* start", ["/// end */ and /* start"]),
    ("nul \\0 bell \\a {{name}} \\\\(x)", ["/// nul   bell   {{name}} \\(x)"]),
    ("", []),
  ])
  func summariesBecomeComments(summary: String, lines: [String]) throws {
    let swift = try Emitting.swift(
      "concord: 1\ntypes:\n  T: { summary: \"\(summary)\", fields: { a: int } }", only: "public struct T")
    let comment = swift.split(separator: "\n").prefix { $0.hasPrefix("///") }.map(String.init)
    #expect(comment == lines)
  }
}
