import ConcordJSON
import Testing

@Suite struct FieldRuleTests {
  /// A record as the generator writes it.
  struct Box: JSONRecord {
    var name = ""
    var count: Int?
    var price: DecimalText = "0"
    var tags: [String] = []
    var until: Timestamp = .blank

    static var blank: Box { Box() }
    static let fieldTable = FieldTable("name", "count", "price", "tags", "until")
    static var requiredFields: UInt64 { 0 }
    static let nameRule = TextRule(max: 8, match: "[a-z]+")

    mutating func read(field: Int, from reader: inout JSONReader) {
      switch field {
      case 0: reader.read(&self.name, Self.nameRule)
      case 1: reader.read(&self.count, ValueRule<Int>(min: 1, max: 5))
      case 2: reader.read(&self.price, ValueRule<DecimalText>(min: "0.10"))
      case 3: reader.read(&self.tags, CountRule<[String]>(max: 2))
      case 4: reader.read(&self.until, ValueRule<Timestamp>(min: Timestamp(milliseconds: 1000)))
      default: reader.skipValue()
      }
    }

    func encode(to writer: inout JSONWriter) {}
  }

  static func failure(_ text: String, isInput: Bool = true) -> String? {
    let bytes = text.utf8Span.span.bytes
    var reader = JSONReader(bytes)
    reader.isInput = isInput
    _ = [Box].decode(from: &reader)
    reader.finish()
    return reader.failure.map { "\($0.path(in: bytes)): \($0)" }
  }

  @Test(
    arguments: [
      (#"[{"name": "abc", "count": 5, "price": "0.1", "tags": ["a"]}]"#, nil),
      (#"[{}, { "name" : "A1" }]"#, "[1].name: does not match [a-z]+"),
      (#"[{"name": "abcdefghi"}]"#, "[0].name: has 9 of at most 8 characters"),
      (#"[{"name": 7}]"#, "[0].name: a value of another type at byte 10"),
      (#"[{"count": 0}]"#, "[0].count: 0 is less than 1"), (#"[{"count":  6}]"#, "[0].count: 6 is more than 5"),
      (#"[{"count": null}]"#, nil), (#"[{"price": "0.09"}]"#, "[0].price: 0.09 is less than 0.10"),
      (#"[{"tags": ["a", "b", "c"]}]"#, "[0].tags: has 3 of at most 2 entries"),
      (
        #"[{"until": "1970-01-01T00:00:00Z"}]"#,
        "[0].until: 1970-01-01T00:00:00.000Z is less than 1970-01-01T00:00:01.000Z"
      ),
    ] as [(String, String?)]) func holdsWhereDataEnters(_ text: String, _ expected: String?)
  {
    #expect(Self.failure(text) == expected)
  }

  @Test func isNotAskedForElsewhere() {
    #expect(
      Self.failure(#"[{"name": "A1", "count": 0, "price": "0", "tags": ["a", "b", "c"]}]"#, isInput: false) == nil)
  }

  @Test func comparesDecimalsByValue() {
    let ascending: [[DecimalText]] = [
      ["-100"], ["-12.5", "-12.50"], ["-12.49"], ["-1"], ["-0.01"], ["0", "-0", "0.00", "-0.0"], ["0.001"], ["0.01"],
      ["0.1", "0.10"], ["1", "1.0"], ["1.05"], ["1.5"], ["9"], ["10"], ["123456789012345678901234567890.1"],
    ]
    for (i, ones) in ascending.enumerated() {
      for (j, others) in ascending.enumerated() {
        for one in ones { for other in others { #expect(one.isLess(than: other) == (i < j), "\(one) \(other)") } }
      }
    }
  }

  @Test func countsWhatPeopleCount() {
    #expect(CountRule<String>(max: 1).breach("e\u{301}")?.message == "has 2 of at most 1 character")
    #expect(CountRule<String>(min: 1, max: 1).breach("😀") == nil)
    #expect(CountRule<Bytes>(min: 3).breach([1, 2])?.message == "has 2 of at least 3 bytes")
    #expect(CountRule<[String: Int]>(min: 1).breach([:])?.message == "has 0 of at least 1 entry")
    #expect(CountRule<EmailAddress>(max: 5).breach("a@b.ch")?.code == .aboveMaximum)
    #expect(ValueRule<Duration>(max: .seconds(1)).breach(.seconds(2))?.message == "PT2S is more than PT1S")
    #expect(ValueRule<Double>(min: 0.5).breach(0.25)?.message == "0.25 is less than 0.5")
    #expect(ValueRule<Int64>(max: -1).breach(-1) == nil)
  }
}
