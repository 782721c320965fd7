import ContractSyntax
import Testing

struct CoreSchemaTests {
  @Test(arguments: [
    ("", CoreValue.null), ("~", .null), ("null", .null), ("nUll", .string),
    ("true", .boolean(true)), ("False", .boolean(false)), ("yes", .string), ("no", .string), ("on", .string),
    ("y", .string), ("1:30", .string), ("1_000", .string), ("2026-01-06", .string),
    ("0", .integer(0)), ("-12", .integer(-12)), ("+7", .integer(7)), ("007", .integer(7)), ("0o17", .integer(15)),
    ("0xfF", .integer(255)), ("0x", .string), ("0x-1", .string), ("-0x1", .string), ("0b1", .string),
    ("9223372036854775807", .integer(.max)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
    ("1.5", .number(1.5)), (".5", .number(0.5)), ("5.", .number(5)), ("-.5e3", .number(-500)), ("1e3", .number(1000)),
    ("1e", .string), (".", .string), ("-", .string), ("+.inf", .number(.infinity)), ("-.INF", .number(-.infinity)),
    ("inf", .string), ("nan", .string), ("1.2.3", .string), ("0.1.0", .string), ("٣", .string),
  ])
  func plainTextMeans(text: String, value: CoreValue) { #expect(CoreValue(plain: text) == value) }

  @Test func quotedTextIsAString() {
    #expect(YAMLScalar(text: "1", isPlain: false).resolved == .string)
    #expect(YAMLScalar(text: "1", isPlain: true).resolved == .integer(1))
  }
}
