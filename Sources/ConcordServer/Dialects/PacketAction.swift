import ConcordCore

/// The data of `sysPerformAction`: `{"i":1,"m":"get","p":"/deployments","q":{"page":1},"b":null,"h":{}}`.
struct PacketAction {
  var number = 0
  /// In capitals.
  var method = ""
  /// Percent-encoded, without a query.
  var path = ""
  /// Of the path, then those of `q`.
  var query: [(String, String)] = []
  /// Where in the data the body is; nil for none, and for null.
  var body: Range<Int>?

  private static let fields = FieldTable("i", "m", "p", "q", "b", "h")

  /// Why an action cannot be read, and its number where that could be.
  struct Malformed: Error {
    let error: ConcordError
    var number: Int?
  }

  /// - Throws: `MALFORMED`, with the field.
  init(reading data: RawSpan) throws(Malformed) {
    var reader = JSONReader(data)
    var seen: UInt64 = 0
    var next = 0
    var target = ""
    reader.beginObject()
    while reader.failure == nil {
      let field = reader.nextField(Self.fields, &next)
      if field < 0 { break }
      if seen & (1 << UInt64(field)) != 0 {
        reader.fail(.duplicateField, field: Self.fields.name(field))
        break
      }
      switch field {
      case 0: number = reader.int()
      case 1: method = reader.string()
      case 2: target = reader.string()
      case 3: query = Self.query(&reader)
      case 4:
        let isNull = reader.nextKind() == .null
        let range = reader.rawValue()
        body = isNull ? nil : range
      default: reader.skipValue()
      }
      if reader.failure == nil { seen |= 1 << UInt64(field) }
    }
    reader.finish()
    let known = seen & 1 != 0 ? number : nil
    if let failure = reader.failure {
      throw Malformed(error: ConcordError(invalid: failure, in: data, code: .malformed), number: known)
    }
    for (bit, name) in ["i", "m", "p"].enumerated() where seen & (1 << UInt64(bit)) == 0 {
      throw Malformed(error: ConcordError(.malformed, "\(name): is missing", field: name), number: known)
    }
    method = method.uppercased()
    path = String(target.prefix { $0 != "?" })
    guard let own = QueryText(strictly: String(target.dropFirst(path.count + 1)))?.fields else {
      throw Malformed(
        error: ConcordError(.malformed, "p: its query is not percent-encoded UTF-8", field: "p"), number: known)
    }
    query = own + query
  }

  /// The number alone, for those who are told that they come at a bad time.
  static func number(in data: RawSpan) -> Int? {
    do throws(Malformed) {
      return try PacketAction(reading: data).number
    } catch {
      return error.number
    }
  }

  /// Scalars, and lists of them: a name for each value. What is null is absent.
  private static func query(_ reader: inout JSONReader) -> [(String, String)] {
    var members: [(String, String)] = []
    if reader.nextKind() == .null {
      _ = reader.null()
      return members
    }
    reader.beginObject()
    while let name = reader.nextName() {
      guard reader.nextKind() == .array else {
        if let text = scalar(&reader, name) { members.append((name, text)) }
        continue
      }
      var isFirst = true
      reader.beginArray()
      while reader.nextElement(&isFirst) {
        if let text = scalar(&reader, name) { members.append((name, text)) }
      }
    }
    return members
  }

  private static func scalar(_ reader: inout JSONReader, _ name: String) -> String? {
    switch reader.nextKind() {
    case .string: return reader.string()
    case .null:
      _ = reader.null()
      return nil
    case .object, .array:
      reader.fail(.wrongType, field: name)
      return nil
    default: return String(decoding: reader.copiedBytes(reader.rawValue()), as: UTF8.self)
    }
  }
}
