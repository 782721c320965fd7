import ConcordJSON
public import FuzzTarget

/// JSON texts (RFC 8259).
///
/// The validator and the value tree accept the same; a value that is written reads back the same and is then written the same;
/// a record takes only what is JSON, comes back after a trip through its own text, and a fault lies inside the text.
public struct JSONFuzz: FuzzTarget {
  public init() {}

  public func breach(_ bytes: [UInt8]) -> String? {
    let isValid = (try? JSON.validate(bytes.span.bytes)) != nil
    do throws(Breach) {
      try checkTree(bytes, isValid)
      try checkRecord(bytes, isValid, isInput: false)
      try checkRecord(bytes, isValid, isInput: true)
      return nil
    } catch {
      return error.what
    }
  }

  private func checkTree(_ bytes: [UInt8], _ isValid: Bool) throws(Breach) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSON.decode(JSONValue.self, from: bytes)
    } catch {
      try hold(!isValid, "JSON to the validator, and to the value tree: \(error)")
      return try check(error, bytes)
    }
    try hold(isValid, "JSON to the value tree, and not to the validator")
    let written = try text(of: value)
    let again = try read(JSONValue.self, written)
    try hold(again == value, "\(value) comes back as \(again)")
    try hold(try text(of: again) == written, "written twice, it differs")
  }

  private func checkRecord(_ bytes: [UInt8], _ isValid: Bool, isInput: Bool) throws(Breach) {
    var reader = JSONReader(bytes.span.bytes)
    reader.isInput = isInput
    let record = FuzzRecord.decode(from: &reader)
    reader.finish()
    if let failure = reader.failure { return try check(failure, bytes) }
    try hold(isValid, "a record was read from what is no JSON")
    let written = try text(of: record)
    let again = try read(FuzzRecord.self, written)
    try hold(again == record, "\(record) comes back as \(again)")
    try hold(try text(of: again) == written, "written twice, it differs")
  }

  private func check(_ error: JSONError, _ bytes: [UInt8]) throws(Breach) {
    try hold((0...bytes.count).contains(error.offset), "a fault at byte \(error.offset) of \(bytes.count)")
    // Names of the text are in it.
    try hold(!error.description.isEmpty, "a fault without words")
    _ = JSONPath(error, in: bytes.span.bytes).description
  }

  private func text<T: JSONCodable>(of value: T) throws(Breach) -> [UInt8] {
    do throws(JSONError) {
      return try JSON.encode(value)
    } catch {
      throw Breach("what was read cannot be written: \(error) in \(JSON.text(value))")
    }
  }

  private func read<T: JSONCodable>(_ type: T.Type, _ bytes: [UInt8]) throws(Breach) -> T {
    do throws(JSONError) {
      return try JSON.decode(type, from: bytes)
    } catch {
      throw Breach("what was written cannot be read: \(error) in \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  // MARK: Seeds

  public var words: [String] {
    [
      "null", "true", "false", "\\u0000", "\\ud83d\\ude00", "\\ud83d", "1e400", "-0", "9223372036854775807", "1.7e-308",
      "\"name\":", "\"count\":", "\"large\":\"", "\"ratio\":", "\"price\":\"", "\"active\":", "\"data\":\"",
      "\"id\":\"",
      "\"at\":\"", "\"day\":\"", "\"lasts\":\"", "\"site\":\"", "\"mail\":\"", "\"tags\":[", "\"marks\":{", "\"any\":",
      "\"parent\":{", "P1DT2H", "2024-02-29", "T23:59:59.999Z", "+14:00", "https://", "@",
    ]
  }

  public func seeds() -> [[UInt8]] {
    [
      "null", "-0.5e+10", "[]", "{}", #"[1,[2,{"a":[]}],"\u00e4\ud83d\ude00\n"]"#, "[1 , 2.5e-3,\ttrue]",
      #"{"a":1,"a":2,"":{"b":null}}"#, String(repeating: "[", count: 513), #"{"name":"a","count":1}"#,
      #"{"name":"añ","count":-7,"large":"9223372036854775807","ratio":0.1,"price":"12.50","active":true}"#,
      #"{"name":"","count":0,"data":"AAEC","id":"017f22e2-79b0-7cc3-98c4-dc0c0c07398f","at":"2024-02-29T12:00:00.123Z"}"#,
      #"{"count":1,"name":"b","day":"2024-02-29","lasts":"PT1H30M0.5S","site":"https://example.com/a?b#c","mail":"a@b.de"}"#,
      #"{"name":"c","count":1,"tags":["x","y"],"marks":{"a":1},"any":{"b":[1.0]},"parent":{"name":"d","count":2}}"#,
    ].map { Array($0.utf8) }
  }
}
