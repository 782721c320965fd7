/// The id that joins a reply to its request. Concord's clients send UUIDv7; any text up to 128 bytes is echoed as it came.
public enum MessageID: Hashable, Sendable {
  /// A UUID in its canonical lower-case form, kept in 16 bytes.
  case uuid(UniqueID)
  /// Any other text.
  case text(String)

  /// The id that is written so.
  public init(_ text: String) {
    if let id = UniqueID(text), id.description == text { self = .uuid(id) } else { self = .text(text) }
  }

  /// A fresh UUIDv7 (RFC 9562 §5.7).
  public static func make() -> MessageID { .uuid(UUIDv7.next()) }
}

extension MessageID: CustomStringConvertible {
  public var description: String {
    switch self {
    case .uuid(let id): id.description
    case .text(let text): text
    }
  }
}

extension MessageID: JSONCodable {
  public static var blank: MessageID { .text("") }

  public static func decode(from reader: inout JSONReader) -> MessageID {
    if let id = reader.canonicalUUID() { return .uuid(id) }
    let text = reader.string()
    if reader.failure == nil, text.isEmpty || text.utf8.count > 128 { reader.fail(.invalidValue) }
    return .text(text)
  }

  public func encode(to writer: inout JSONWriter) {
    switch self {
    case .uuid(let id): writer.value(id)
    case .text(let text): writer.value(text)
    }
  }
}
