/// Any JSON value. Numbers keep their text and objects keep the order of their members (and duplicates), so what is
/// read is written back the same.
public indirect enum JSONValue: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, as its text.
  case number(JSONNumber)
  /// A string.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object, its members in order.
  case object([Member])

  /// One member of an object.
  public struct Member: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: JSONValue

    /// A member of a name and a value.
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }
}

extension JSONValue: JSONCodable {
  /// `null`.
  public static var blank: JSONValue { .null }

  /// Reads any value.
  public static func decode(from reader: inout JSONReader) -> JSONValue {
    // Recursive, and bounded by the reader's depth limit.
    switch reader.nextKind() {
    case .object:
      var members: [Member] = []
      reader.beginObject()
      while let name = reader.nextName() { members.append(Member(name, decode(from: &reader))) }
      return .object(members)
    case .array: return .array([JSONValue].decode(from: &reader))
    case .string: return .string(reader.string())
    case .number: return .number(JSONNumber(checked: reader.asciiText(reader.skipNumber())))
    case .bool: return .bool(reader.bool())
    case .null:
      if !reader.null() { reader.failWord() }
      return .null
    case nil:
      reader.failKind()
      return .null
    }
  }

  /// Writes the value.
  public func encode(to writer: inout JSONWriter) {
    switch self {
    case .null: writer.null()
    case .bool(let value): writer.bool(value)
    case .number(let number): writer.raw(number.text.utf8Span.span.bytes)
    case .string(let text): writer.string(text)
    case .array(let elements): elements.encode(to: &writer)
    case .object(let members):
      writer.beginObject()
      for member in members { writer.write(key: member.name, member.value) }
      writer.endObject()
    }
  }
}
