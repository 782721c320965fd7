/// The input or output of an operation that has none: `{}` on the wire, anything is accepted.
public struct Empty: JSONCodable, Hashable {
  public init() {}
  public static var blank: Empty { Empty() }

  public static func decode(from reader: inout JSONReader) -> Empty {
    reader.skipValue()
    return Empty()
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.endObject()
  }
}
