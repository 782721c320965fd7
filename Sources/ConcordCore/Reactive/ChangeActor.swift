/// Who brought a change about.
public struct ChangeActor: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    case system, user, application, service
  }

  public var kind: Kind
  /// The account's name of a user; `system` for the system itself.
  public var id: String
  /// What people call it; for a reaction the name of its handler.
  public var name: String?

  public init(_ kind: Kind, id: String, name: String? = nil) {
    self.kind = kind
    self.id = id
    self.name = name
  }

  /// The program itself.
  public static let system = ChangeActor(.system, id: "system")

  /// Whoever is behind a connection.
  public init(_ principal: Principal) { self.init(.user, id: principal.name ?? "anonymous") }
}

extension ChangeActor: JSONRecord {
  public static var blank: ChangeActor { .system }
  public static let fieldTable = FieldTable("type", "id", "name")
  public static var requiredFields: UInt64 { 0b011 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0:
      let start = reader.offset
      let text = reader.string()
      if let kind = Kind(rawValue: text) { self.kind = kind } else { reader.fail(.invalidValue, at: start) }
    case 1: reader.read(&id)
    case 2: reader.read(&name)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"type\":", kind.rawValue)
    writer.write("\"id\":", id)
    writer.writeIfPresent("\"name\":", name)
    writer.endObject()
  }
}
